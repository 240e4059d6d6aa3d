/**
 * Which service answered for a domain, so that the search need not be done again: asked first next time, forgotten when it fails. No
 * user, no setting, no secret is in it. In memory for the process, or in a file of its own.
 */
import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** Remembers which service answered for a domain. */
export interface AutodiscoverCache {
  /** URL of the service that answered for the domain last. */
  get(domain: string): Promise<string | undefined>;
  /** The service that answered. */
  set(domain: string, url: string): Promise<void>;
  /** It did not answer any more. */
  delete(domain: string): Promise<void>;
}

interface Entry {
  readonly url: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const MOST_ENTRIES = 1000;
const MOST_BYTES = 4 * 1024 * 1024;

/** Kept as long as the process lives, a day at most. */
export function memoryCache(): AutodiscoverCache {
  const entries = new Map<string, Entry>();
  return {
    async get(domain) {
      const entry = entries.get(domain);
      return entry && isFresh(entry, DAY_MS) ? entry.url : undefined;
    },
    async set(domain, url) {
      const [oldest] = entries.keys();
      if (!entries.has(domain) && entries.size >= MOST_ENTRIES && oldest !== undefined) entries.delete(oldest);
      entries.set(domain, { url, at: Date.now() });
    },
    async delete(domain) {
      entries.delete(domain);
    },
  };
}

/**
 * Kept in a JSON file (mode 0600) for a week; default: `ewskit/autodiscover.json` in the user's cache folder. A file that others can
 * write is not believed, and one that cannot be read or written is as good as none: the search is only slower then.
 */
export function fileCache(path: string = defaultPath()): AutodiscoverCache {
  let writing: Promise<unknown> = Promise.resolve();
  const change = (edit: (entries: Record<string, Entry>) => void): Promise<void> => {
    const done = writing.then(async () => {
      const entries = await read(path);
      edit(entries);
      await write(path, entries);
    });
    writing = done.catch(() => undefined);
    return writing as Promise<void>;
  };
  return {
    async get(domain) {
      const entry = (await read(path))[domain];
      return entry && isFresh(entry, 7 * DAY_MS) ? entry.url : undefined;
    },
    set: (domain, url) =>
      change((entries) => {
        entries[domain] = { url, at: Date.now() };
      }),
    delete: (domain) =>
      change((entries) => {
        delete entries[domain];
      }),
  };
}

function defaultPath(): string {
  const folder = process.env['XDG_CACHE_HOME'] || process.env['LOCALAPPDATA'] || join(homedir(), '.cache');
  return join(folder, 'ewskit', 'autodiscover.json');
}

function isFresh({ at }: Entry, lifeMs: number): boolean {
  const age = Date.now() - at;
  return age >= 0 && age < lifeMs;
}

async function read(path: string): Promise<Record<string, Entry>> {
  const entries: Record<string, Entry> = Object.create(null);
  try {
    const { domains } = JSON.parse(await readOwn(path)) as { domains?: Record<string, Partial<Entry>> };
    for (const [domain, { url, at }] of Object.entries(domains ?? {})) {
      if (typeof url === 'string' && isService(url) && typeof at === 'number') entries[domain] = { url, at };
    }
  } catch {
    // None yet, or a broken one: written anew with the next entry.
  }
  return entries;
}

/** The text of a file that nobody else can have written. What is looked at and what is read is one open file: a name can be given anew. */
async function readOwn(path: string): Promise<string> {
  // Not to wait for ever where somebody has put a pipe.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stat = await file.stat();
    const { uid, mode, size } = stat;
    // Credentials go to what stands in this file.
    const foreign = process.getuid !== undefined && (uid !== process.getuid() || (mode & 0o022) !== 0);
    if (foreign || !stat.isFile() || size > MOST_BYTES) throw new Error('not believed');
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
}

/** What a search can have written. */
function isService(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url?.protocol === 'https:' && !url.username && !url.password;
}

/** Under another name first, so that nobody ever reads half a file. */
async function write(path: string, entries: Record<string, Entry>): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = `${path}.${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(`${JSON.stringify({ version: 1, domains: entries }, undefined, 2)}\n`);
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
}
