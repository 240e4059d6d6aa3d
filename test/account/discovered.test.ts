/** What autodiscover said of a mailbox is kept with its account. */
import '../support/judged-sandboxes.js';
import { expect, test } from '@jest/globals';
import { Account, basic } from '../../src/index.js';
import { Sandbox } from '../../src/sandbox.js';

test('the owner, the address it is found by, every setting; nothing where the endpoint was given', async () => {
  await using sandbox = await Sandbox.start();
  const [email = ''] = sandbox.users;
  const login = { email, credentials: basic(sandbox.credentialsFor(email)) };
  await using found = await Account.connect({ ...login, autodiscover: { url: sandbox.autodiscoverUrl, cache: false } });
  expect(found.discovered).toMatchObject({
    ewsUrl: sandbox.endpoint,
    autoDiscoverSmtpAddress: email,
    displayName: expect.any(String),
    settings: expect.objectContaining({ ExternalEwsUrl: sandbox.endpoint }),
  });
  const another = await found.exchange.account(email);
  expect(another.discovered?.ewsUrl).toBe(sandbox.endpoint);
  await using told = await Account.connect({ ...login, endpoint: sandbox.endpoint });
  expect(told.discovered).toBeUndefined();
});
