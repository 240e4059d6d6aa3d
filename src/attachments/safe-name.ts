/**
 * Names of files that strangers chose, as names that are safe in a folder of this machine, on every system: no way out of the folder, no
 * device, nothing that shows as something else. Must not know attachments.
 */

// Separators, the drive's colon and streams, wildcards and quotes, which Windows refuses, and control characters.
const FORBIDDEN = /[\u0000-\u001f\u007f-\u009f<>:"|?*]/g;
/** Marks that turn the direction of text (`exe.txt` that is `txt.exe`), and what is not seen at all. */
const UNSEEN = /[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;
/** Names of devices, with whatever follows their first dot. Microsoft Learn, "Naming Files, Paths, and Namespaces". */
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9\u00b9\u00b2\u00b3])\s*(\.|$)/i;
/** Bytes in UTF-8: the limit of nearly all file systems is 255, and a number may be added. */
const LONGEST = 240;

/** The safe form of a name; `fallback` where nothing is left of it. */
export function safeName(name: string, fallback = 'attachment'): string {
  // Half a character, which no file system takes, becomes a sign of its own by the detour over bytes.
  const last = Buffer.from(name).toString().split(/[\\/]/).pop() ?? '';
  const clean = last
    .normalize('NFC')
    .replace(UNSEEN, '')
    .replace(FORBIDDEN, '_')
    // Windows drops dots and spaces at the end; with a dot in front files are hidden, or are settings of the shell.
    .replace(/^[\s.]+|[\s.]+$/g, '');
  if (clean === '') return fallback;
  return shortened(DEVICE.test(clean) ? `_${clean}` : clean);
}

/** Cut before its ending, which says what opens it. */
function shortened(name: string): string {
  if (Buffer.byteLength(name) <= LONGEST) return name;
  const [ending = ''] = /\.[^.]{1,16}$/.exec(name) ?? [];
  let stem = name.slice(0, name.length - ending.length);
  const room = LONGEST - Buffer.byteLength(ending);
  while (Buffer.byteLength(stem) > room) stem = [...stem].slice(0, -1).join('');
  return stem.trimEnd() + ending;
}
