/** A user's tests for the runner of Node: a sandbox without a socket, filled, and set back before each. Beside it others run in parallel. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { Account } from 'ewskit';
import { Sandbox } from 'ewskit/sandbox';

const mailboxes = { 'ann@example.test': { folders: { inbox: [{ subject: 'One' }, { subject: 'Two' }] } } };
let sandbox;
let account;

before(async () => {
  sandbox = await Sandbox.start({ listen: false, mailboxes });
  account = await Account.connect(sandbox.connectionFor('ann@example.test'));
});
beforeEach(() => sandbox.reset());
after(async () => {
  await account.close();
  await sandbox.close();
});

for (const name of ['first', 'second'])
  test(`the ${name} test finds what was filled in`, async () => {
    assert.equal(await account.inbox.all().count(), 2);
    await account.inbox.empty();
    assert.equal(await account.inbox.all().count(), 0);
  });
