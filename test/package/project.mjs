/** Folders in which the packed package is installed as a user does, and the programs that are put into them. */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { command } from './command.mjs';

const PROGRAMS = join(import.meta.dirname, 'programs');

/** A folder with node_modules of its own. */
export async function install(folder, ...packages) {
  mkdirSync(folder, { recursive: true });
  writePackage(folder, 'module');
  await command('npm', ['install', '--no-audit', '--no-fund', ...packages], { cwd: folder });
  return folder;
}

/** A project within such a folder, which shares what is installed there. `programs`: name in programs/ and name there. */
export function project(folder, name, { type = 'module', programs, files = {} }) {
  const inner = join(folder, name.replaceAll(/[^\w.]+/g, '-'));
  mkdirSync(inner, { recursive: true });
  writePackage(inner, type);
  for (const [from, to] of Object.entries(programs)) copyFileSync(join(PROGRAMS, from), join(inner, to));
  for (const [file, text] of Object.entries(files)) writeFileSync(join(inner, file), text);
  return inner;
}

function writePackage(folder, type) {
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify({ private: true, type })}\n`);
}

/** What programs/mailbox.mjs prints. */
export function expectMailbox(printed, { msal }) {
  const expected = [
    'Packed High IPM.Note',
    'in folders 1',
    'raw findItemResponseMessage',
    'kerberos ERR_CREDENTIALS not installed',
    `msal ERR_CREDENTIALS ${msal ? 'loaded' : 'not installed'}`,
  ].join('\n');
  if (printed.trim() !== expected) throw new Error(`It printed\n${printed}\ninstead of\n${expected}`);
}
