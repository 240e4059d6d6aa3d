/**
 * Who has a data file: one sandbox at a time. FILE.pid names its process; that says nothing to another container, where the same number
 * is another process, or to a second sandbox of the same process. So the owner listens on FILE.owner, a socket, for as long as it
 * lives. Must not know what is in the file.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { resolve } from 'node:path';

const OTHER = 'another sandbox, of this process or of another container';

/** Gives the file up. */
export type Release = () => void;

/** Takes a file that nobody has, or whose owner was killed. Throws where somebody has it. */
export async function takeOver(file: string): Promise<Release> {
  const note = `${file}.pid`;
  const pid = existsSync(note) ? Number(readFileSync(note, 'utf8')) : undefined;
  if (pid !== undefined && pid !== process.pid && isAlive(pid))
    throw inUse(file, `the process ${pid}. If it is not, delete ${note}`);
  const path = socketOf(file);
  let server = await listen(path);
  if (server === 'taken') {
    if (await answers(path as string)) throw inUse(file, OTHER);
    await clear(path as string);
    server = await listen(path);
    if (server === 'taken') throw inUse(file, OTHER);
  }
  // node-sqlite3-wasm locks by making the directory FILE.lock; a killed process cannot remove it.
  rmSync(`${file}.lock`, { recursive: true, force: true });
  writeFileSync(note, String(process.pid));
  return () => {
    server?.close();
    rmSync(note, { force: true });
  };
}

function inUse(file: string, whose: string): Error {
  return new Error(`${file} is in use by ${whose}.`);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Paths of sockets are short: 103 bytes and no more on some systems. Windows has names instead. */
function socketOf(file: string): string | undefined {
  if (process.platform !== 'win32') return Buffer.byteLength(`${file}.owner`) > 103 ? undefined : `${file}.owner`;
  return `\\\\.\\pipe\\ewskit-${createHash('sha256').update(resolve(file).toLowerCase()).digest('hex')}`;
}

/** Undefined where the file system has no sockets: then the number of the process has to do. */
function listen(path: string | undefined): Promise<net.Server | 'taken' | undefined> {
  if (path === undefined) return Promise.resolve(undefined);
  return new Promise((settle) => {
    const server = net.createServer((socket) => socket.destroy());
    server.unref();
    server.once('error', ({ code }: NodeJS.ErrnoException) => settle(code === 'EADDRINUSE' ? 'taken' : undefined));
    server.listen(path, () => settle(server));
  });
}

/** Whether somebody listens there, and not only did. */
function answers(path: string): Promise<boolean> {
  return new Promise((settle) => {
    const socket = net.connect(path);
    socket.once('connect', () => settle(true));
    // A full queue is a sign of life, too.
    socket.once('error', ({ code }: NodeJS.ErrnoException) => settle(code === 'EAGAIN'));
    socket.once('close', () => settle(false)).on('connect', () => socket.destroy());
  });
}

/** Moved before it is deleted: of two who find it dead, the slower one moves what the quicker one listens on now, and puts it back. */
async function clear(path: string): Promise<void> {
  const moved = `${path}.${process.pid}`;
  try {
    renameSync(path, moved);
  } catch {
    return;
  }
  if (await answers(moved)) renameSync(moved, path);
  else rmSync(moved, { force: true });
}
