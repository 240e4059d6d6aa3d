/** A user's test for Jest in its default mode: CommonJS. */
const { Account, credentials, msal } = require('ewskit');
const { FindItem } = require('ewskit/raw');
const { Sandbox } = require('ewskit/sandbox');

let sandbox;

beforeAll(async () => {
  sandbox = await Sandbox.start();
});

afterAll(() => sandbox.close());

async function connect(login) {
  return Account.connect({ email: 'alice@example.test', endpoint: sandbox.endpoint, credentials: login });
}

test('a message that was created is found', async () => {
  const account = await connect(credentials({ username: 'alice@example.test', password: 'secret' }));
  await account.inbox.create({ subject: 'Packed' });
  expect(await account.inbox.filter({ subject__startswith: 'Pack' }).count()).toBe(1);
  const projects = await account.inbox.createFolder('Projects');
  await projects.create({ subject: 'Plan' });
  expect(await account.inbox.glob('Pro*').all().count()).toBe(1);
  const answer = await account.call(FindItem, {
    traversal: 'Shallow',
    itemShape: { baseShape: 'IdOnly' },
    parentFolderIds: [{ kind: 'distinguishedFolderId', id: 'inbox' }],
  });
  expect(answer.responseMessages[0].kind).toBe('findItemResponseMessage');
  await account.close();
});

test('a sandbox without a socket is filled, and set back', async () => {
  const mailboxes = { 'ann@example.test': { folders: { inbox: [{ subject: 'One' }] } } };
  const own = await Sandbox.start({ listen: false, mailboxes });
  const account = await Account.connect(own.connectionFor('ann@example.test'));
  await account.inbox.create({ subject: 'Two' });
  own.reset();
  expect(await account.inbox.all().count()).toBe(1);
  await account.close();
  await own.close();
});

test('a package that is not installed is asked for by name', async () => {
  const account = await connect(msal({ clientId: 'c', clientSecret: 's', authority: 'https://127.0.0.1:1/t' }));
  await expect(account.inbox.count()).rejects.toThrow('npm install @azure/msal-node');
  await account.close();
});
