/** What a consumer has who knows nothing but the changes that the watch wrote down, and what the mailbox has. */
import { readFileSync } from 'node:fs';

/** The changes of a file. A line that was being written when its process was killed is none: its change comes again. */
function changesIn(file) {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return line === '' ? [] : [JSON.parse(line)];
      } catch {
        return [];
      }
    });
}

/** The copy, as `folder id version`; how many changes were told, how many of them again, and how many under a name that another one has. */
export function copyOf(file) {
  const folders = new Map();
  const names = new Map();
  let [told, again, confused] = [0, 0, 0];
  for (const { kind, changeId, folder, id, key } of changesIn(file)) {
    told++;
    const said = JSON.stringify([folder, kind, id, key]);
    const before = names.get(changeId);
    if (before !== undefined) again++;
    if (before !== undefined && before !== said) confused++;
    names.set(changeId, said);
    if (kind === 'reset') folders.delete(folder);
    else {
      const items = folders.get(folder) ?? new Map();
      folders.set(folder, items);
      if (kind === 'delete') items.delete(id);
      else items.set(id, key);
    }
  }
  const lines = [...folders].flatMap(([folder, items]) => [...items].map(([id, key]) => `${folder} ${id} ${key}`));
  return { lines: lines.sort(), told, again, confused };
}

/** The same of the mailbox. */
export async function mailboxOf(account) {
  const lines = [];
  for await (const folder of account.top.walk()) {
    const id = await folder.id();
    for await (const item of folder.all().only()) lines.push(`${id} ${item.id} ${item.changeKey}`);
  }
  return lines.sort();
}
