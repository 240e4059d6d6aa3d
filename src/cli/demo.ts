/**
 * `ewskit demo`: the main job, end to end, on a sandbox of its own: found by autodiscover, filled with a mailbox, asked six
 * questions, and one of them shown as the XML that was sent. Everything it does, a user of the package can do.
 */
import { type CliContext, EXIT } from './context.js';
import { mondayOf, sampleAppointments, sampleContacts, sampleMessages } from './demo-data.js';
import type { Register } from './output.js';
import { progress } from './progress.js';

/** Items that one request creates. */
const CHUNK = 25;

export const registerDemo: Register = (program, action) => {
  program
    .command('demo')
    .description('start a sandbox, fill a mailbox, query it (nothing outside this machine is touched)')
    .action(action(runDemo));
};

/** Runs the demo; 15 seconds at most. */
export async function runDemo(context: CliContext): Promise<number> {
  const { stdout } = context;
  const started = performance.now();
  // loaded here: the other commands need none of it
  const { Account, credentials } = await import('../index.js');
  const { Sandbox } = await import('../sandbox.js');
  const { runQueries } = await import('./demo-queries.js');
  await using sandbox = await Sandbox.start();
  stdout.write(`Sandbox       ${sandbox.endpoint}\n`);
  await using account = await Account.connect({
    email: 'alice@example.test',
    credentials: credentials({ username: 'alice@example.test', password: 'secret' }),
    autodiscover: { url: sandbox.autodiscoverUrl },
  });
  stdout.write(`Autodiscover  ${sandbox.autodiscoverUrl} names ${account.endpoint}\n\n`);

  const monday = mondayOf(new Date());
  await createAll(context, 'Messages', sampleMessages(250), (items) => account.inbox.createAll(items));
  await createAll(context, 'Appointments', sampleAppointments(40, monday), (items) =>
    account.calendar.createAll(items),
  );
  await createAll(context, 'Contacts', sampleContacts(60), (items) => account.contacts.createAll(items));

  await runQueries(account, monday, stdout);
  stdout.write(
    `Done in ${((performance.now() - started) / 1000).toFixed(1)} s. Next: ewskit sandbox, and the examples in README.md\n`,
  );
  return EXIT.ok;
}

/** Creates in chunks, so that the bar can move; the first failure ends the demo. */
async function createAll<T>(
  context: CliContext,
  label: string,
  items: readonly T[],
  create: (items: T[]) => Promise<readonly unknown[]>,
): Promise<void> {
  const running = progress(context, label, items.length);
  for (let at = 0; at < items.length; at += CHUNK) {
    const results = await create(items.slice(at, at + CHUNK));
    running.tick(results.length);
  }
  running.done();
  context.stdout.write(`Created       ${items.length} ${label.toLowerCase()}\n`);
}
