/**
 * `ewskit export`: a mailbox, or folders of it, as files: whole items in Exchange's own form (fts), what they are as MIME (.eml, .ics, .vcf),
 * or mail as mbox. Can be broken off and taken up again.
 */
import { createHash } from 'node:crypto';
import { Option } from 'commander';
import { safeName } from '../attachments/safe-name.js';
import type { Account, AnyModel, Folder } from '../index.js';
import { type CliContext, EXIT } from './context.js';
import { addMailboxFlags, type MailboxFlags, openMailbox } from './mailbox.js';
import { type Entry, Manifest } from './manifest.js';
import { mboxEntry } from './mbox.js';
import { describeError, type Register, writeJsonLine } from './output.js';
import { progress } from './progress.js';

export interface ExportFlags extends MailboxFlags {
  out: string;
  format: 'fts' | 'mime' | 'mbox';
  folder?: string[];
}

export const registerExport: Register = (program, action) => {
  const command = addMailboxFlags(
    program
      .command('export')
      .description('write a mailbox, or folders of it, into files; what is there already is not written again')
      .argument('<address>', 'address of the mailbox'),
  )
    .requiredOption('--out <dir>', 'directory for the files')
    .option(
      '--folder <path>',
      'folder below the top, such as Inbox/Projects, with those below it; may be repeated (default: all)',
      (value: string, previous: string[] = []) => [...previous, value],
    )
    .addOption(
      new Option('--format <form>', 'whole items, which no other program reads; .eml, .ics and .vcf; or mail as mbox')
        .choices(['fts', 'mime', 'mbox'])
        .default('fts'),
    );
  command.action(action((context) => runExport(command.args[0] as string, command.opts<ExportFlags>(), context)));
};

interface Sum {
  exported: number;
  known: number;
  failed: number;
}

/** Exit code 0 when all items are there, 1 when some could not be exported. */
async function runExport(address: string, flags: ExportFlags, context: CliContext): Promise<number> {
  const account = await openMailbox(address, flags, context);
  const sum: Sum = { exported: 0, known: 0, failed: 0 };
  try {
    const manifest = await Manifest.open(flags.out);
    for await (const folder of foldersOf(account, flags.folder))
      await exportFolder(account, folder, manifest, flags, context, sum);
  } finally {
    await account.close();
  }
  const { exported, known, failed } = sum;
  if (flags.json) writeJsonLine(context.stdout, sum);
  else context.stdout.write(`${exported} exported, ${known} there already, ${failed} failed\n`);
  return failed > 0 ? EXIT.notOk : EXIT.ok;
}

async function* foldersOf(account: Account, paths: readonly string[] | undefined): AsyncGenerator<Folder<AnyModel>> {
  if (paths === undefined) yield* account.top.walk();
  for (const path of paths ?? []) {
    const folder = account.folder(path);
    yield folder;
    yield* folder.walk();
  }
}

async function exportFolder(
  account: Account,
  folder: Folder<AnyModel>,
  manifest: Manifest,
  { format }: ExportFlags,
  context: CliContext,
  sum: Sum,
): Promise<void> {
  const path = await folder.path();
  await folder.info();
  const place = { folder: path, kind: folder.kind };
  const ids: string[] = [];
  for await (const { id } of folder.all().only())
    if (manifest.has(id)) sum.known++;
    else ids.push(id);
  const running = progress(context, path.slice(-14), ids.length);
  const fail = (error: unknown): void => {
    sum.failed++;
    context.stderr.write(`${path}: ${describeError(error, context.env)}\n`);
  };
  try {
    for await (const { id, bytes, at, failed } of format === 'fts' ? streams(account, ids) : mimes(account, ids)) {
      running.tick();
      if (bytes === undefined) fail(failed);
      else {
        const isBox = format === 'mbox';
        const entry = { ...place, id, file: fileOf(path, id, bytes, format) };
        await (isBox ? manifest.append(entry, mboxEntry(bytes, at)) : manifest.add(entry, bytes));
        sum.exported++;
      }
    }
  } finally {
    running.done();
  }
}

interface Taken {
  readonly id: string;
  readonly bytes?: Uint8Array;
  readonly at: Date;
  readonly failed?: unknown;
}

async function* streams(account: Account, ids: readonly string[]): AsyncGenerator<Taken, void, undefined> {
  const { BulkError } = await import('../index.js');
  const at = new Date();
  try {
    for await (const { id, data } of account.items(ids).export()) yield { id: id.id, bytes: data, at };
  } catch (error) {
    if (!(error instanceof BulkError)) throw error;
    for (const { id, reason } of error.failures) yield { id: id?.id ?? '', at, failed: reason };
  }
}

async function* mimes(account: Account, ids: readonly string[]): AsyncGenerator<Taken, void, undefined> {
  for await (const result of account.items(ids).settled()) {
    const at = new Date();
    if (result.status === 'rejected') yield { id: result.id?.id ?? '', at, failed: result.reason };
    else {
      const { id, dateTimeReceived = at } = result.value;
      yield await result.value.mime().then(
        (bytes) => ({ id, bytes, at: dateTimeReceived }),
        (failed: unknown) => ({ id, at, failed }),
      );
    }
  }
}

/** Names of strangers become names of files. */
function fileOf(path: string, id: string, bytes: Uint8Array, format: ExportFlags['format']): Entry['file'] {
  const parts = path.split(/(?<!\\)\//).filter((part) => part !== '');
  const directory = parts.map((part) => safeName(part.replaceAll('\\/', '_'))).join('/');
  if (format === 'mbox') return `${directory}.mbox`;
  const name = createHash('sha256').update(id).digest('hex').slice(0, 24);
  return `${directory}/${name}${format === 'fts' ? '.fts' : endingOf(bytes)}`;
}

function endingOf(bytes: Uint8Array): string {
  const beginning = Buffer.from(bytes.subarray(0, 64)).toString('latin1').trimStart().toUpperCase();
  return beginning.startsWith('BEGIN:VCALENDAR') ? '.ics' : beginning.startsWith('BEGIN:VCARD') ? '.vcf' : '.eml';
}
