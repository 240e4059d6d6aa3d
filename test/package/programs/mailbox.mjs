/**
 * What a user's program does, for the rows of the matrix: it starts a sandbox, writes and reads mail, and goes the ways to the packages that are
 * loaded on first use. Plain JavaScript that is TypeScript as well; no top-level `await`, which CommonJS lacks.
 */
import { Account, credentials, EwsError, kerberos, msal } from 'ewskit';
import { FindItem } from 'ewskit/raw';
import { Sandbox } from 'ewskit/sandbox';

async function main() {
  const sandbox = await Sandbox.start({ auth: ['ntlm', 'basic'] });
  try {
    await readAndWrite(sandbox.endpoint);
    await logIn('kerberos', kerberos(), sandbox.endpoint);
    // A port at which nobody listens: the package has to be there to find that out.
    const authority = 'https://127.0.0.1:1/tenant';
    await logIn('msal', msal({ clientId: 'client', clientSecret: 'unused', authority }), sandbox.endpoint);
  } finally {
    await sandbox.close();
  }
}

async function readAndWrite(endpoint = '') {
  const login = credentials({ username: 'alice@example.test', password: 'secret' });
  const account = await Account.connect({ email: 'alice@example.test', endpoint, credentials: login });
  try {
    await account.inbox.create({ subject: 'Packed', importance: 'High' });
    const found = account.inbox
      .filter({ subject__startswith: 'Pack', importance: 'High' })
      .orderBy('-dateTimeReceived');
    for await (const item of found) console.log(item.subject, item.importance, item.itemClass);
    const projects = await account.inbox.createFolder('Projects');
    await projects.create({ subject: 'Plan' });
    console.log('in folders', await account.inbox.glob('Pro*').all().count());
    const answer = await account.call(FindItem, {
      traversal: 'Shallow',
      itemShape: { baseShape: 'IdOnly' },
      parentFolderIds: [{ kind: 'distinguishedFolderId', id: 'inbox' }],
    });
    console.log('raw', answer.responseMessages[0]?.kind);
  } finally {
    await account.close();
  }
}

async function logIn(name = '', login = kerberos(), endpoint = '') {
  const account = await Account.connect({ email: 'alice@example.test', endpoint, credentials: login });
  try {
    await account.inbox.count();
  } catch (error) {
    if (!(error instanceof EwsError)) throw error;
    console.log(name, error.code, error.message.includes('is not installed') ? 'not installed' : 'loaded');
  } finally {
    await account.close();
  }
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
