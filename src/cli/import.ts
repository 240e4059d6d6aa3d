/**
 * `ewskit import`: puts into a mailbox what `ewskit export` wrote, or mail of elsewhere (.eml, .mbox). Checksums are looked at first. Can be
 * broken off and taken up again.
 */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Account, AnyModel, Folder } from '../index.js';
import { type CliContext, EXIT, UsageError } from './context.js';
import { addMailboxFlags, type MailboxFlags, openMailbox } from './mailbox.js';
import { addLine, type Entry, Manifest, readLines } from './manifest.js';
import { mboxMessages } from './mbox.js';
import { describeError, type Register, writeJsonLine } from './output.js';
import { progress } from './progress.js';

export interface ImportFlags extends MailboxFlags {
  folder?: string;
}

export const registerImport: Register = (program, action) => {
  const command = addMailboxFlags(
    program
      .command('import')
      .description('put what `ewskit export` wrote, or mail, into a mailbox; what is in it already is not put in again')
      .argument('<address>', 'address of the mailbox')
      .argument('<path...>', 'directories of exports; .eml and .mbox files'),
  ).option('--folder <path>', 'folder for single files (default: Inbox); for exports, the one above theirs');
  command.action(
    action((context) => {
      const [address, ...paths] = command.args as [string, ...string[]];
      return runImport(address, paths, command.opts<ImportFlags>(), context);
    }),
  );
};

interface Sum {
  imported: number;
  known: number;
  failed: number;
}

/** Exit code 0 when all items are in, 1 when some could not be put in. */
async function runImport(
  address: string,
  paths: readonly string[],
  flags: ImportFlags,
  context: CliContext,
): Promise<number> {
  for (const path of paths)
    if (!(await stat(path).catch(() => undefined))) throw new UsageError(`${path} is not there.`);
  const account = await openMailbox(address, flags, context);
  const sum: Sum = { imported: 0, known: 0, failed: 0 };
  try {
    for (const path of paths) {
      const isExport = (await stat(path)).isDirectory();
      await (isExport
        ? importExport(account, path, flags, context, sum)
        : importFile(account, path, flags, context, sum));
    }
  } finally {
    await account.close();
  }
  const { imported, known, failed } = sum;
  if (flags.json) writeJsonLine(context.stdout, sum);
  else context.stdout.write(`${imported} imported, ${known} in it already, ${failed} failed\n`);
  return failed > 0 ? EXIT.notOk : EXIT.ok;
}

async function importExport(
  account: Account,
  directory: string,
  { folder: above }: ImportFlags,
  context: CliContext,
  sum: Sum,
): Promise<void> {
  const { entries, read } = await contentOf(directory);
  const done = join(directory, `imported-${account.email.replace(/[^\w.@-]/g, '_')}.jsonl`);
  const known = new Set((await readLines<{ id: string }>(done)).map(({ id }) => id));
  const folders = new Map<string, Folder<AnyModel>>();
  const running = progress(context, 'Importing', entries.length);
  for (const entry of entries) {
    running.tick();
    if (known.has(entry.id)) {
      sum.known++;
      continue;
    }
    try {
      const folder = folders.get(entry.folder) ?? (await folderFor(account, entry, above));
      folders.set(entry.folder, folder);
      await put(folder, entry, await read(entry));
      await addLine(done, { id: entry.id });
      sum.imported++;
    } catch (error) {
      sum.failed++;
      context.stderr.write(`${entry.file}: ${describeError(error, context.env)}\n`);
    }
  }
  running.done();
}

async function contentOf(directory: string) {
  const manifest = await Manifest.open(directory);
  if (manifest.entries.length === 0)
    throw new UsageError(`${directory} holds no export: there is nothing in its manifest.jsonl.`);
  return { entries: manifest.entries, read: (entry: Entry) => manifest.read(entry) };
}

async function folderFor(account: Account, { folder, kind }: Entry, above: string | undefined) {
  const path = above === undefined ? folder : `${above}/${folder}`;
  const found = account.folder(path);
  if (await found.exists()) return found;
  return (await account.top.createFolder(path, kind, { recursive: true })) as unknown as Folder<AnyModel>;
}

async function put(folder: Folder<AnyModel>, { id, file }: Entry, bytes: Uint8Array): Promise<void> {
  if (file.endsWith('.fts')) await folder.upload([{ id: { id }, data: bytes }]);
  else if (file.endsWith('.eml')) await folder.import(bytes);
  else if (file.endsWith('.mbox')) for (const mail of mboxMessages(bytes)) await folder.import(mail);
  else throw new Error('only whole items (.fts) and mail (.eml, .mbox) can be put in; export with --format fts.');
}

async function importFile(
  account: Account,
  file: string,
  { folder: path = 'Inbox' }: ImportFlags,
  context: CliContext,
  sum: Sum,
): Promise<void> {
  const content = await readFile(file);
  const mails = file.endsWith('.mbox') ? [...mboxMessages(content)] : [content];
  for (const mail of mails)
    try {
      await account.folder(path).import(mail);
      sum.imported++;
    } catch (error) {
      sum.failed++;
      context.stderr.write(`${file}: ${describeError(error, context.env)}\n`);
    }
}
