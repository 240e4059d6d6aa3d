/** `ewskit send`: one message, from the command line. */
import { type CliContext, EXIT, UsageError } from './context.js';
import { addMailboxFlags, type MailboxFlags, openMailbox } from './mailbox.js';
import { type Register, writeJsonLine } from './output.js';

export interface SendFlags extends MailboxFlags {
  to: string[];
  cc?: string[];
  subject: string;
  text: string;
  attach?: string[];
}

const several = (value: string, previous: string[] = []): string[] => [...previous, value];

export const registerSend: Register = (program, action) => {
  const command = addMailboxFlags(
    program
      .command('send')
      .description('send a message; a copy is kept in the sent items')
      .argument('<address>', 'address of the mailbox that sends, or @name of a profile'),
  )
    .requiredOption('--to <address>', 'to whom; may be repeated', several)
    .option('--cc <address>', 'to whom as well; may be repeated', several)
    .option('--subject <text>', 'what it is about', '')
    .option('--text <text>', 'what it says', '')
    .option('--attach <file>', 'file to attach; may be repeated', several);
  command.action(action((context) => runSend(command.args[0] as string, command.opts<SendFlags>(), context)));
};

async function runSend(address: string, flags: SendFlags, context: CliContext): Promise<number> {
  const { to, cc = [], subject, text, attach = [] } = flags;
  for (const one of [...to, ...cc])
    if (!/^[^@\s]+@[^@\s]+$/.test(one)) throw new UsageError(`"${one}" is not an email address.`);
  const account = await openMailbox(address, flags, context);
  try {
    await account.send({ to, cc, subject, text, attachments: attach.map((path) => ({ path })) });
  } finally {
    await account.close();
  }
  if (flags.json) writeJsonLine(context.stdout, { sent: to.length + cc.length });
  else context.stdout.write(`sent to ${[...to, ...cc].join(', ')}\n`);
  return EXIT.ok;
}
