/** What refers to an item and does something to it: receipts that are not sent, posts that answer posts. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Account, Message, PostItem } from '../../src/index.js';
import { story } from '../stories/mailbox.js';
import { inside, xml } from '../support/compact-xml.js';
import { recorder } from '../support/recorder.js';
import { success } from '../support/scripted-server.js';

const wire = recorder();
const s = story();
let alice: Account;
let bob: Account;
beforeAll(async () => {
  [alice, bob] = await Promise.all([s.connect('alice'), s.connect('bob')]);
});

describe('suppressReadReceipt()', () => {
  test('says so of the message, and nothing else', async () => {
    wire.server.keep({ subject: 'x' }, 'm');
    wire.server.on('CreateItem', () => [success({ items: [] })]);
    const message = (await wire.account.inbox.item('m')) as Message;
    expect(inside(await wire.xmlOf(() => message.suppressReadReceipt()), 'Items')).toBe(xml`
      <SuppressReadReceipt><ReferenceItemId Id="m" ChangeKey="m-1"/></SuppressReadReceipt>`);
  });

  test('ends that a receipt is due; where none is, the server says so', async () => {
    await alice.send({ to: ['bob@example.test'], subject: 'Seen?', isReadReceiptRequested: true, text: '' });
    const received = (await bob.inbox.get({ subject: 'Seen?' })) as Message;
    await received.suppressReadReceipt();
    await expect(received.suppressReadReceipt()).rejects.toMatchObject({ code: 'ErrorReadReceiptNotPending' });
  });
});

describe('postReply()', () => {
  test('answers a post with a post in its folder', async () => {
    const board = await alice.inbox.createFolder('Board');
    const post = (await board.create({
      kind: 'postItem',
      subject: 'Lunch',
      text: 'When?',
    } as never)) as unknown as PostItem;
    const reply = await post.postReply({ text: 'At noon.' });
    expect([reply?.kind, reply?.subject, reply?.parentFolderId?.id]).toEqual([
      'postItem',
      'RE: Lunch',
      await board.id(),
    ]);
    expect(reply?.body?.value).toContain('At noon.');
    expect(await board.count()).toBe(2);
    expect((await post.postReply({ subject: 'Noon', html: '<b>12</b>' }))?.subject).toBe('Noon');
  });

  test('says its new body content in the form that it was given in', async () => {
    wire.server.keep({ kind: 'postItem', subject: 'x' }, 'p');
    wire.server.on('CreateItem', () => [success({ items: [] })]);
    const post = (await wire.account.item('p')) as PostItem;
    expect(inside(await wire.xmlOf(() => post.postReply({ html: '<b>' })), 'PostReplyItem')).toBe(xml`
      <ReferenceItemId Id="p" ChangeKey="p-1"/>
      <NewBodyContent BodyType="HTML">&lt;b></NewBodyContent>`);
    const refused = await wire.refusalOf(() => post.postReply({ text: 'a', html: 'b' }));
    expect(refused.message).toContain('Exchange keeps one body');
    expect((await wire.refusalOf(() => post.postReply({ to: [] } as object))).message).toContain(
      'to: there is no such option',
    );
  });
});
