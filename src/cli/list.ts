/** `ewskit list`: what lies in a folder, a line for each item. */
import { type CliContext, EXIT, UsageError } from './context.js';
import { addMailboxFlags, type MailboxFlags, openMailbox } from './mailbox.js';
import { plain, type Register, writeJsonLine } from './output.js';

export interface ListFlags extends MailboxFlags {
  folder: string;
  search?: string;
  limit: string;
}

export const registerList: Register = (program, action) => {
  const command = addMailboxFlags(
    program
      .command('list')
      .description('print what lies in a folder, the newest first')
      .argument('<address>', 'address of the mailbox, or @name of a profile'),
  )
    .option('--folder <path>', 'folder below the top', 'Inbox')
    .option('--search <query>', 'words to look for, as in from:bob lunch')
    .option('--limit <number>', 'how many at most', '20');
  command.action(action((context) => runList(command.args[0] as string, command.opts<ListFlags>(), context)));
};

async function runList(address: string, flags: ListFlags, context: CliContext): Promise<number> {
  const limit = Number(flags.limit);
  if (!Number.isInteger(limit) || limit < 1)
    throw new UsageError(`--limit takes a number from 1 on, not "${flags.limit}".`);
  const account = await openMailbox(address, flags, context);
  try {
    const folder = account.folder(flags.folder);
    const all = flags.search === undefined ? folder.all() : folder.search(flags.search);
    const query = all.orderBy('-dateTimeCreated').slice(0, limit);
    for await (const { kind, itemId, subject, from, dateTimeCreated } of query.only(
      'subject',
      'from',
      'dateTimeCreated',
    )) {
      const sender = from?.name ?? from?.emailAddress;
      const row = { kind, id: itemId?.id, subject, from: sender, dateTimeCreated };
      if (flags.json) writeJsonLine(context.stdout, row);
      else
        context.stdout.write(
          `${plain([dateTimeCreated?.toISOString().slice(0, 16), sender ?? kind, subject ?? ''].join('  '))}\n`,
        );
    }
  } finally {
    await account.close();
  }
  return EXIT.ok;
}
