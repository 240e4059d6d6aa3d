/** States of watches in a JSON file. Must not know what is in a state. */
import { randomBytes } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { EwsError } from '../errors.js';
import type { StateStore } from './state-store.js';

type States = Record<string, string>;

/**
 * Keeps states in a JSON file (mode 0600), which is replaced as a whole: whoever is killed while it is written finds the last one. One
 * process writes it. A file that holds something else is refused, and never overwritten.
 */
export function fileStore(path: string): StateStore {
  let states: Promise<States> | undefined;
  let writing: Promise<unknown> = Promise.resolve();
  const known = (): Promise<States> => {
    states ??= read(path).catch((error) => {
      states = undefined;
      throw error;
    });
    return states;
  };
  return {
    async load(key) {
      return (await known())[key];
    },
    save(key, state) {
      const saved = writing.then(async () => {
        const all = await known();
        if (state === '') delete all[key];
        else all[key] = state;
        await write(path, all);
      });
      writing = saved.catch(() => undefined);
      return saved;
    },
  };
}

async function read(path: string): Promise<States> {
  const states: States = Object.create(null);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return states;
    throw refusal(path, `cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  const entries = entriesOf(text);
  if (entries === undefined) throw refusal(path, 'does not hold the states of a watch');
  for (const [key, state] of entries) states[key] = state;
  return states;
}

function entriesOf(text: string): [string, string][] | undefined {
  try {
    const { states } = JSON.parse(text) as { states?: object };
    const entries = Object.entries(states as object);
    return entries.every(([, state]) => typeof state === 'string') ? entries : undefined;
  } catch {
    return undefined;
  }
}

function refusal(path: string, what: string): EwsError {
  return new EwsError('ERR_STATE_FILE', `${path} ${what}.`, {
    remedy: 'Name another file, or delete this one: the watch then begins as if it had never run.',
  });
}

/** Under another name first, and on the disk before it gets its own. */
async function write(path: string, states: States): Promise<void> {
  const temporary = `${path}.${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(`${JSON.stringify({ version: 1, states }, undefined, 1)}\n`);
      await file.datasync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
}
