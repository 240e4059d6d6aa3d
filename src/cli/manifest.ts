/**
 * What an export holds: a line of JSON for each item, written when its bytes are all there. What is in it need not be exported again, and what
 * is imported is checked by it. Knows no mailbox.
 */
import { createHash } from 'node:crypto';
import { appendFile, mkdir, open, readFile, rename, stat, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { AnyModel, Folder } from '../index.js';

/** An item of an export. */
export interface Entry {
  /** The folder that it lay in, below the top of the mailbox. */
  readonly folder: string;
  readonly kind: Folder<AnyModel>['kind'];
  readonly id: string;
  /** Path of the file, below the export's own. */
  readonly file: string;
  /** Where in the file; 0 where it has one of its own. */
  readonly offset: number;
  readonly bytes: number;
  readonly sha256: string;
}

const NAME = 'manifest.jsonl';

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A line that was not written to its end is none. */
export async function readLines<T>(file: string): Promise<T[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.split('\n').flatMap((line): T[] => {
    try {
      return line === '' ? [] : [JSON.parse(line) as T];
    } catch {
      return [];
    }
  });
}

export async function addLine(file: string, entry: object): Promise<void> {
  await appendFile(file, `${JSON.stringify(entry)}\n`);
}

export class Manifest {
  readonly #directory: string;
  readonly #entries: Entry[] = [];
  readonly #ids = new Set<string>();
  /** The ends of files that many items share. */
  readonly #ends = new Map<string, number>();

  private constructor(directory: string) {
    this.#directory = directory;
  }

  /** Takes up what is there, as far as its files are. */
  static async open(directory: string): Promise<Manifest> {
    const manifest = new Manifest(directory);
    await mkdir(directory, { recursive: true });
    for (const entry of await readLines<Entry>(join(directory, NAME))) {
      const size = await stat(join(directory, entry.file)).then(
        ({ size }) => size,
        () => -1,
      );
      if (size >= entry.offset + entry.bytes) manifest.#take(entry);
    }
    return manifest;
  }

  get entries(): readonly Entry[] {
    return this.#entries;
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  #take(entry: Entry): void {
    this.#entries.push(entry);
    this.#ids.add(entry.id);
    this.#ends.set(entry.file, Math.max(this.#ends.get(entry.file) ?? 0, entry.offset + entry.bytes));
  }

  /** A file of its own, which is there when all of it is. */
  async add(entry: Omit<Entry, 'offset' | 'bytes' | 'sha256'>, bytes: Uint8Array): Promise<void> {
    const path = join(this.#directory, entry.file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(`${path}.part`, bytes);
    await rename(`${path}.part`, path);
    await this.#added({ ...entry, offset: 0, bytes: bytes.length, sha256: digestOf(bytes) });
  }

  /** At the end of a file that others share; what a run that broke off has left there is cut off. */
  async append(entry: Omit<Entry, 'offset' | 'bytes' | 'sha256'>, bytes: Uint8Array): Promise<void> {
    const path = join(this.#directory, entry.file);
    await mkdir(dirname(path), { recursive: true });
    const offset = this.#ends.get(entry.file) ?? 0;
    await (await open(path, 'a')).close();
    await truncate(path, offset);
    await appendFile(path, bytes);
    await this.#added({ ...entry, offset, bytes: bytes.length, sha256: digestOf(bytes) });
  }

  async #added(entry: Entry): Promise<void> {
    await addLine(join(this.#directory, NAME), entry);
    this.#take(entry);
  }

  /** The bytes of an item. Throws where they are not what was exported. */
  async read({ file, offset, bytes, sha256 }: Entry): Promise<Uint8Array> {
    const handle = await open(join(this.#directory, file), 'r');
    try {
      const buffer = new Uint8Array(bytes);
      const { bytesRead } = await handle.read(buffer, 0, bytes, offset);
      if (bytesRead === bytes && digestOf(buffer) === sha256) return buffer;
    } finally {
      await handle.close();
    }
    throw new Error(`${file} is not what was exported: its checksum differs.`);
  }
}
