/** Mailbox files (RFC 4155), in the form that loses nothing (mboxrd): lines that begin with `From ` get a `>` more. */

const LINE = /^>*From /;

/** One message as it stands in a file. */
export function mboxEntry(mail: Uint8Array, at: Date): Uint8Array {
  const lines = Buffer.from(mail).toString('latin1').replaceAll('\r\n', '\n').split('\n');
  if (lines.at(-1) === '') lines.pop();
  const quoted = lines.map((line) => (LINE.test(line) ? `>${line}` : line));
  const day = at.toUTCString().replace(/^(\w+), (\d+) (\w+) (\d+) ([\d:]+) GMT$/, '$1 $3 $2 $5 $4');
  return Buffer.from(`From MAILER-DAEMON ${day}\n${quoted.join('\n')}\n\n`, 'latin1');
}

/** The messages of a file, or of a part of one. */
export function* mboxMessages(file: Uint8Array): Generator<Uint8Array, void, undefined> {
  const text = Buffer.from(file).toString('latin1').replaceAll('\r\n', '\n');
  for (const part of text.split(/^From .*\n/m).slice(1)) {
    const mail = part.replace(/\n\n?$/, '\n').replace(/^>(>*From )/gm, '$1');
    yield Buffer.from(mail.replaceAll('\n', '\r\n'), 'latin1');
  }
}
