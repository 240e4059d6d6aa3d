/** Event streams of servers whose answers no schema allows, byte by byte. */
import { expect, test } from '@jest/globals';
import { Account, basic } from '../../src/index.js';
import { response, success } from '../client/misbehaving.js';
import { httpServer } from '../http/servers.js';

const EVENT =
  '<t:NewMailEvent><t:TimeStamp>2026-01-01T00:00:00Z</t:TimeStamp><t:ItemId Id="i"/><t:ParentFolderId Id="f"/></t:NewMailEvent>';
const notification = (events: string) =>
  response('GetStreamingEvents', [
    success(
      'GetStreamingEvents',
      `<m:Notifications><m:Notification><t:SubscriptionId>s</t:SubscriptionId>${events}</m:Notification></m:Notifications>`,
    ),
  ]);

/** The first event of a stream, or its error; the server says this on the connection, and does not end it. */
async function first(parts: Iterable<string>, protocol = {}): Promise<unknown> {
  await using server = await httpServer(async (_, reply, body) => {
    reply.setHeader('content-type', 'text/xml');
    const streams = body.includes('<m:GetStreamingEvents');
    const answer = body.includes('<m:Subscribe>')
      ? response('Subscribe', [success('Subscribe', '<m:SubscriptionId>s</m:SubscriptionId>')])
      : response('Unsubscribe', [success('Unsubscribe')]);
    if (!streams) return void reply.end(answer);
    for (const part of parts) {
      if (reply.destroyed) return;
      if (!reply.write(part)) await new Promise((resolve) => reply.once('drain', resolve).once('close', resolve));
    }
  });
  const credentials = basic({ username: 'a', password: 'secret' });
  await using account = await Account.connect({ email: 'a@b.test', endpoint: server.url, credentials, protocol });
  try {
    for await (const event of await account.inbox.stream(['newMail'])) return event;
  } catch (error) {
    return error;
  }
  return undefined;
}

test('a notification without events is none', async () => {
  expect(await first([notification(''), notification(EVENT)])).toMatchObject({ kind: 'newMail', itemId: { id: 'i' } });
});

test('an event of a kind that is not known is passed over', async () => {
  const novel = '<t:NovelEvent><t:TimeStamp>2026-01-01T00:00:00Z</t:TimeStamp></t:NovelEvent>';
  expect(await first([notification(novel + EVENT)])).toMatchObject({ kind: 'newMail' });
});

test('an envelope without end is given up when it is longer than the limit, which the account sets', async () => {
  function* endless(): Generator<string> {
    yield '<s:Envelope>';
    for (;;) yield ' '.repeat(10_000);
  }
  const error = await first(endless(), { limits: { totalBytes: 100_000 } });
  expect(error).toMatchObject({ code: 'ERR_XML_LIMIT', message: expect.stringContaining('more than 100000 bytes') });
});
