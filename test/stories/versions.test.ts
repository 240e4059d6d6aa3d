/** Servers of every age: the version is learned, and what a server cannot know is refused before it is sent. */
import '../support/judged-sandboxes.js';
import { afterAll, expect, test } from '@jest/globals';
import { Account, ValidationError } from '../../src/index.js';
import { GetUserPhoto } from '../../src/raw.js';
import { Sandbox, type ServerVersionName } from '../../src/sandbox.js';

const open: AsyncDisposable[] = [];
afterAll(async () => {
  for (const one of open.reverse()) await one[Symbol.asyncDispose]();
});

async function connect(serverVersion: ServerVersionName): Promise<{ sandbox: Sandbox; account: Account }> {
  const sandbox = await Sandbox.start({ serverVersion });
  open.push(sandbox);
  const email = 'alice@example.test';
  const account = await Account.connect({
    email,
    credentials: sandbox.credentialsFor(email),
    endpoint: sandbox.endpoint,
  });
  open.push(account);
  return { sandbox, account };
}

test.each([
  ['ExchangeSE', 'ExchangeSE', 'Exchange2016'],
  ['Exchange2016', 'Exchange2016', 'Exchange2016'],
  ['Exchange2013_SP1', 'Exchange2013_SP1', 'Exchange2013_SP1'],
  ['Exchange2010_SP2', 'Exchange2010_SP2', 'Exchange2010_SP2'],
  ['Exchange2007_SP1', 'Exchange2007_SP1', 'Exchange2007_SP1'],
] as const)(
  '%s: mail is created and found, in the version that the server knows',
  async (name, edition, requestVersion) => {
    const { account } = await connect(name);
    await account.inbox.create({ subject: `hello ${name}` });
    expect(await account.inbox.filter({ subject__startswith: 'hello' }).count()).toBe(1);
    expect(account.serverVersion).toMatchObject({ edition, requestVersion });
  },
);

test('a member that is newer than the server is refused before it is sent, by name and version', async () => {
  const { sandbox, account } = await connect('Exchange2010_SP2');
  await account.inbox.count();
  const before = sandbox.requests.length;
  const flagged = account.inbox.create({ subject: 'x', flag: { flagStatus: 'Flagged' } });
  await expect(flagged).rejects.toBeInstanceOf(ValidationError);
  await expect(flagged).rejects.toThrow(/flag.*Exchange2013_SP1.*Exchange2010_SP2/);
  expect(sandbox.requests).toHaveLength(before);
});

test('an operation that is newer than the server is refused before it is sent', async () => {
  const { sandbox, account } = await connect('Exchange2010_SP2');
  await account.inbox.count();
  const before = sandbox.requests.length;
  const photo = account.call(GetUserPhoto, { email: 'bob@example.test', sizeRequested: 'HR48x48' });
  await expect(photo).rejects.toBeInstanceOf(ValidationError);
  await expect(photo).rejects.toThrow(/GetUserPhoto.*Exchange2013_SP1.*Exchange2010_SP2/);
  expect(sandbox.requests).toHaveLength(before);
});
