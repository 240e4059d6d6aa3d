/**
 * Content into a file of this machine: written beside its place, and put there when it is whole, never over what is there unless that is
 * asked for. Node's file system is loaded with the first of them. Must not know where the content comes from.
 */
import type { FileHandle } from 'node:fs/promises';
import { EwsError } from '../errors.js';
import type { TakeContent } from '../soap/stream.js';
import { safeName } from './safe-name.js';

export interface Saving {
  /** Whether a file that is there is replaced. */
  readonly overwrite: boolean | undefined;
  /** The name in a folder, asked for when the content has come. */
  name(): string;
  /** Fetches the content. */
  fetch(take: TakeContent): Promise<void>;
}

/** Saves into the file at `path`, or into the folder that it is. Returns the path of the file. */
export async function saveFile(path: string, saving: Saving): Promise<string> {
  const [fs, { dirname, join, resolve }, { randomUUID }] = await Promise.all([
    import('node:fs/promises'),
    import('node:path'),
    import('node:crypto'),
  ]);
  const kindOf = async (place: string): Promise<'folder' | 'file' | undefined> => {
    const found = await fs.stat(place).catch(() => undefined);
    return found && (found.isDirectory() ? 'folder' : 'file');
  };
  const target = resolve(path);
  const there = await kindOf(target);
  const into = there === 'folder' || /[\\/]$/.test(path);
  const folder = into ? target : dirname(target);
  if ((await kindOf(folder)) !== 'folder')
    throw new EwsError('ERR_FILE', `There is no folder '${folder}'; nothing was fetched.`, {
      remedy: 'Make it first.',
    });
  if (!into && there && !saving.overwrite) throw alreadyThere(target);
  const part = join(folder, `.ewskit-${randomUUID()}.part`);
  try {
    const file = await fs.open(part, 'wx');
    try {
      const writer = new Writer(file);
      await saving.fetch((bytes) => writer.take(bytes));
      await writer.end();
    } finally {
      await file.close();
    }
    if (!into) return await place(part, target, saving.overwrite);
    const name = safeName(saving.name());
    for (let number = 1; ; number++) {
      const own = join(folder, number === 1 ? name : numbered(name, number));
      try {
        return await place(part, own, saving.overwrite);
      } catch (error) {
        if ((error as EwsError).code !== 'ERR_FILE_EXISTS') throw error;
      }
    }
  } finally {
    await fs.rm(part, { force: true });
  }

  /** In one step, so that two who save at one time do not write over each other. */
  async function place(from: string, to: string, overwrite: boolean | undefined): Promise<string> {
    if (overwrite) {
      await fs.rename(from, to);
      return to;
    }
    try {
      // Not all file systems have links; a copy that refuses what is there does the same, only slower.
      await fs.link(from, to).catch((error: { code?: string }) => {
        if (error.code === 'EEXIST') throw error;
        return fs.copyFile(from, to, fs.constants.COPYFILE_EXCL);
      });
    } catch (error) {
      throw (error as { code?: string }).code === 'EEXIST' ? alreadyThere(to) : error;
    }
    return to;
  }
}

/** Bytes that are collected before they are written: a file system costs by calls. */
const PORTION = 0x100000;

/** Writes a portion while the next one arrives. */
class Writer {
  readonly #file: FileHandle;
  #held: Uint8Array[] = [];
  #length = 0;
  #writing: Promise<void> | undefined;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  take(bytes: Uint8Array): void | Promise<void> {
    this.#held.push(bytes);
    this.#length += bytes.length;
    return this.#length < PORTION ? undefined : this.#write();
  }

  async end(): Promise<void> {
    await this.#write();
    await this.#writing;
  }

  async #write(): Promise<void> {
    const [portion, length] = [this.#held, this.#length];
    this.#held = [];
    this.#length = 0;
    await this.#writing;
    this.#writing = this.#writeAll(portion, length);
    // Awaited by the next portion, or by the end.
    this.#writing.catch(() => undefined);
  }

  async #writeAll(portion: readonly Uint8Array[], length: number): Promise<void> {
    const { bytesWritten } = await this.#file.writev(portion);
    if (bytesWritten < length) await this.#file.writeFile(Buffer.concat(portion).subarray(bytesWritten));
  }
}

function alreadyThere(path: string): EwsError {
  return new EwsError('ERR_FILE_EXISTS', `'${path}' is there already, and stays as it is.`, {
    remedy: 'Give another path, a folder, or `overwrite: true`.',
  });
}

/** `menu (2).txt` */
function numbered(name: string, number: number): string {
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? `${name} (${number})` : `${name.slice(0, dot)} (${number})${name.slice(dot)}`;
}
