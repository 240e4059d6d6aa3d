/** Commands on a mailbox: a prompt and single expressions, lists, a message; and mailboxes by the names of profiles. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { runCli } from '../../src/cli/program.js';
import type { Account } from '../../src/index.js';
import { story } from '../stories/mailbox.js';
import { type TemporaryFolder, temporaryFolder } from '../support/temp-folder.js';
import { capture } from './capture.js';

const EMAIL = 'alice@example.test';
const s = story();
let alice: Account;
let folder: TemporaryFolder;
beforeAll(async () => {
  alice = await s.connect('alice');
  await alice.inbox.create({ subject: 'Hello' });
  folder = await temporaryFolder('ewskit-shell-');
});
afterAll(async () => {
  await folder[Symbol.asyncDispose]();
});

async function run(
  argv: readonly string[],
  { stdin, env = {} }: { stdin?: string; env?: Record<string, string> } = {},
) {
  const context = capture({ env: { EWS_PASSWORD: 'secret', ...env } });
  const surroundings = stdin === undefined ? context : { ...context, stdin: Readable.from([stdin]) };
  const code = await runCli([...argv, '--endpoint', s.sandbox.endpoint], surroundings);
  return { code, out: context.out(), err: context.err() };
}

describe('ewskit shell', () => {
  test('an interactive shell knows the account, its folders, and await', async () => {
    const { code, out } = await run(['shell', EMAIL], { stdin: 'await inbox.count()\naccount.email\n.exit\n' });
    expect(code).toBe(0);
    expect(out).toContain('ewskit> 1\n');
    expect(out).toContain(`'${EMAIL}'`);
  });

  test('--eval prints the value of one expression', async () => {
    expect(await run(['shell', EMAIL, '-e', "await inbox.pluck('subject').toArray()"])).toEqual({
      code: 0,
      out: "[ 'Hello' ]\n",
      err: '',
    });
    expect((await run(['shell', EMAIL, '-e', '({ n: await inbox.count() })', '--json'])).out).toBe('{"n":1}\n');
    const { code, err } = await run(['shell', EMAIL, '-e', 'nothing.there']);
    expect([code, err]).toEqual([1, expect.stringContaining('nothing is not defined')]);
  });

  test('without an input there is no prompt', async () => {
    expect((await run(['shell', EMAIL])).code).toBe(2);
  });
});

describe('one-shot commands', () => {
  test('list prints what lies in a folder', async () => {
    const { code, out } = await run(['list', EMAIL]);
    expect([code, out]).toEqual([0, expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d {2}.+ {2}Hello\n$/)]);
    expect(JSON.parse((await run(['list', EMAIL, '--search', 'subject:Hello', '--json'])).out)).toMatchObject({
      kind: 'message',
      subject: 'Hello',
    });
    expect((await run(['list', EMAIL, '--folder', 'Drafts'])).out).toBe('');
    expect((await run(['list', EMAIL, '--limit', '0'])).code).toBe(2);
  });

  test('send sends a message with what is attached', async () => {
    const file = join(folder.path, 'menu.txt');
    await writeFile(file, 'Tofu');
    const { code, out } = await run([
      'send',
      EMAIL,
      '--to',
      'bob@example.test',
      '--subject',
      'Lunch',
      '--text',
      'At one?',
      '--attach',
      file,
    ]);
    expect([code, out]).toEqual([0, 'sent to bob@example.test\n']);
    const received = await (await s.connect('bob')).inbox.get({ subject: 'Lunch' }, { bodyType: 'Text' });
    expect([received.text?.trim(), received.attachments?.map(({ name }) => name)]).toEqual(['At one?', ['menu.txt']]);
    expect((await run(['send', EMAIL, '--to', 'bob'])).code).toBe(2);
  });
});

describe('profiles in files', () => {
  const profiles = async (content: unknown) => {
    const file = join(folder.path, 'profiles.json');
    await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
    return { EWSKIT_PROFILES: file };
  };

  test('@name is the mailbox of a profile, with its flags', async () => {
    const env = await profiles({ work: { address: EMAIL, user: EMAIL, timeout: '9' } });
    expect((await run(['shell', '@work', '-e', 'account.email'], { env })).out).toBe(`'${EMAIL}'\n`);
    expect((await run(['list', '@work'], { env })).out).toContain('Hello');
  });

  test.each([
    [{ work: { address: EMAIL } }, '@home', 'has no profile "home"; it has @work'],
    [{ work: { address: EMAIL, password: 'secret' } }, '@work', 'work.password is none of address, endpoint'],
    [{ work: { address: EMAIL, timeout: 9 } }, '@work', 'work.timeout has to be a text'],
    [{ work: {} }, '@work', 'work.address is missing'],
    ['no JSON', '@work', 'is no JSON'],
  ])('%j with %s is refused', async (content, name, message) => {
    const { code, err } = await run(['list', name], { env: await profiles(content) });
    expect([code, err]).toEqual([2, expect.stringContaining(message)]);
  });
});
