/**
 * save() of items that FindItem or SyncFolderItems alone gave. They are poorer than GetItem's: of mailboxes only the name, texts cut at 255
 * characters. What was cut short is no change.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/finditem-operation
 */
import { describe, expect, test } from '@jest/globals';
import type { Message } from '../../src/index.js';
import { recorder } from '../support/recorder.js';
import { updatesOf } from './updates.js';

const wire = recorder();
const LONG = 'a'.repeat(400);
const BOB = { name: 'Bob', emailAddress: 'bob@example.test', routingType: 'SMTP' };

/** What FindItem gives of an item, unasked or from a server that cuts elsewhere, and GetItem: what is asked for is got whole. */
async function found(poor: object, rich: object): Promise<Message> {
  wire.server.found.set('inbox', [{ kind: 'message', ...poor, itemId: { id: 'm', changeKey: 'm-1' } }]);
  wire.server.keep({ ...rich }, 'm');
  const [message] = await wire.account.inbox.only('isRead', 'inReplyTo').toArray();
  expect(wire.sent.map(({ operation }) => operation)).toEqual(['FindItem']);
  return message as unknown as Message;
}

describe('what was cut short is no change', () => {
  test.each<[string, object, object]>([
    ['a text of 255 characters', { subject: LONG.slice(0, 255) }, { subject: LONG }],
    ['a mailbox by its name alone', { from: { name: 'Bob' } }, { from: BOB }],
    ['several of them', { replyTo: [{ name: 'Bob' }, { name: 'Bob' }] }, { replyTo: [BOB, BOB] }],
    ['nothing at all', { subject: 'x', isRead: true }, { subject: 'x', isRead: true }],
  ])('%s', async (_, poor, rich) => {
    const message = await found(poor, rich);
    expect(await wire.operationsOf(() => message.save())).toEqual(['GetItem']);
  });
});

describe('what was changed, is', () => {
  test.each<[string, object, object, object, [string, unknown][]]>([
    ['a text', { subject: 'abc' }, { subject: 'abc' }, { subject: 'ab' }, [['item:Subject', 'ab']]],
    [
      'a long text',
      { subject: LONG.slice(0, 255) },
      { subject: LONG },
      { subject: `${LONG}!` },
      [['item:Subject', `${LONG}!`]],
    ],
    [
      'a long text that was shortened, to less than servers give',
      { subject: LONG.slice(0, 255) },
      { subject: LONG },
      { subject: LONG.slice(0, 254) },
      [['item:Subject', LONG.slice(0, 254)]],
    ],
    ['a text that becomes empty', { subject: 'abc' }, { subject: 'abc' }, { subject: '' }, [['item:Subject', '']]],
    ['a flag', { isRead: false }, { isRead: false }, { isRead: true }, [['message:IsRead', true]]],
    [
      'a mailbox',
      { from: { name: 'Bob' } },
      { from: BOB },
      { from: { name: 'Carol', emailAddress: 'carol@example.test' } },
      [['message:From', { name: 'Carol', emailAddress: 'carol@example.test' }]],
    ],
    [
      'one mailbox fewer',
      { replyTo: [{ name: 'Bob' }, { name: 'Bob' }] },
      { replyTo: [BOB, BOB] },
      { replyTo: [{ name: 'Bob' }] },
      [['message:ReplyTo', [{ name: 'Bob' }]]],
    ],
  ])('%s', async (_, poor, rich, assigned, updates) => {
    const message = await found(poor, rich);
    Object.assign(message, assigned);
    const requests = await wire.requestsOf(() => message.save());
    expect(requests.map(({ operation }) => operation)).toEqual(['GetItem', 'UpdateItem']);
    expect(updatesOf(requests[1])).toEqual(updates);
  });

  test('and only that', async () => {
    const message = await found(
      { subject: LONG.slice(0, 255), from: { name: 'Bob' }, isRead: false },
      { subject: LONG, from: BOB, isRead: false },
    );
    message.isRead = true;
    const requests = await wire.requestsOf(() => message.save());
    expect(updatesOf(requests[1])).toEqual([['message:IsRead', true]]);
  });
});

test('a text that is asked for is whole at once, and compared as such', async () => {
  wire.server.fill('inbox', { subject: LONG.slice(0, 255) });
  wire.server.keep({ subject: LONG }, 'inbox-0');
  const [message] = (await wire.account.inbox.only('subject').toArray()) as unknown as [Message];
  expect(message.subject).toBe(LONG);
  message.subject = LONG.slice(0, 255);
  const requests = await wire.requestsOf(() => message.save());
  expect(updatesOf(requests.at(-1))).toEqual([['item:Subject', LONG.slice(0, 255)]]);
});

test('of what GetItem gave, a shorter text is a change', async () => {
  wire.server.keep({ subject: LONG }, 'm');
  const message = (await wire.account.inbox.item('m')) as Message;
  message.subject = LONG.slice(0, 255);
  const requests = await wire.requestsOf(() => message.save());
  expect(updatesOf(requests[1])).toEqual([['item:Subject', LONG.slice(0, 255)]]);
});

test('of what SyncFolderItems gave, what was cut short is no change', async () => {
  const change = {
    kind: 'create',
    item: { kind: 'message', subject: LONG.slice(0, 255), itemId: { id: 'm', changeKey: 'm-1' } },
  };
  wire.server.changes = [[change]];
  wire.server.keep({ subject: LONG }, 'm');
  for await (const { kind, ...rest } of wire.account.inbox.changes()) {
    expect(kind).toBe('create');
    const message = (rest as { item: Message }).item;
    expect(await wire.operationsOf(() => message.save())).toEqual(['GetItem']);
    message.subject = 'y';
    const requests = await wire.requestsOf(() => message.save());
    expect(updatesOf(requests[1])).toEqual([['item:Subject', 'y']]);
  }
  expect(wire.sent).toHaveLength(4);
});

test('after refresh() it is whole, and compared as such', async () => {
  const message = await found({ subject: LONG.slice(0, 255) }, { subject: LONG });
  await message.refresh();
  expect(message.subject).toBe(LONG);
  message.subject = LONG.slice(0, 255);
  const requests = await wire.requestsOf(() => message.save());
  expect(updatesOf(requests[1])).toEqual([['item:Subject', LONG.slice(0, 255)]]);
});
