/** The mailboxes of a login share the retries that a server may be asked for: it is the server that is not well. */
import { expect, test } from '@jest/globals';
import { basic, Exchange, faultTolerance, TransportError } from '../../src/index.js';

const lost = () => Promise.reject(new TransportError('ERR_CONNECTION_RESET', 'mail.b.test:443 closed the connection.'));

test('one mailbox uses them up, and another of the same login is told at once', async () => {
  let requests = 0;
  const transport = {
    request: () => {
      requests++;
      return lost();
    },
    openStream: lost,
    async [Symbol.asyncDispose]() {},
  };
  await using exchange = new Exchange({
    endpoint: 'https://mail.b.test/EWS/Exchange.asmx',
    credentials: basic({ username: 'a', password: 'secret' }),
    retry: faultTolerance({ firstWaitMs: 0, maxAttempts: 11 }),
    protocol: { transport },
  });
  const [anna, ben] = [
    await exchange.account('anna@b.test'),
    await exchange.account('ben@b.test', { impersonate: true }),
  ];
  const ask = (account: typeof anna) =>
    account.inbox
      .all()
      .count()
      .catch((error: Error) => error);
  for (let n = 0; n < 10; n++) await ask(anna);
  expect(requests).toBe(110);
  expect(await ask(ben)).toMatchObject({ message: expect.stringContaining('are used up for now') });
  expect(requests).toBe(111);
});
