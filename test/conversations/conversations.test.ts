/** Conversations: found, read, and done something to as a whole. */
import { describe, expect, test } from '@jest/globals';
import { ValidationError } from '../../src/index.js';
import { story } from '../stories/mailbox.js';
import { xml } from '../support/compact-xml.js';
import { recorder } from '../support/recorder.js';
import { success } from '../support/scripted-server.js';
import { distinguished } from '../support/wire.js';

const BOB = 'bob@example.test';
const wire = recorder();
const s = story();

describe('what is sent', () => {
  test('conversations() asks page by page; orders and query strings go along', async () => {
    wire.server.on('FindConversation', ({ view: { offset } }) => ({
      ...success(),
      conversations: [{ conversationTopic: `T${offset}` }],
      totalConversationsInView: 2,
    }));
    const list = wire.account.inbox.conversations({ pageSize: 1, orderBy: '-size', search: 'subject:x' });
    const sent = await wire.requestsOf(async () => {
      const topics = (await list.toArray()).map(({ conversationTopic }) => conversationTopic);
      expect(topics).toEqual(['T0', 'T1']);
    });
    expect(sent[1]?.xml).toBe(xml`
      <FindConversation>
        <IndexedPageItemView BasePoint="Beginning" MaxEntriesReturned="1" Offset="1"/>
        <SortOrder><FieldOrder Order="Descending"><FieldURI FieldURI="conversation:Size"/></FieldOrder></SortOrder>
        <ParentFolderId>${distinguished('inbox')}</ParentFolderId>
        <QueryString>subject:x</QueryString>
      </FindConversation>`);
    expect(sent).toHaveLength(2);
  });

  test('a server that does not count is asked until a page is not full', async () => {
    wire.server.on('FindConversation', ({ view: { offset } }) => ({
      ...success(),
      conversations: offset === 0 ? [{}, {}] : [{}],
    }));
    expect(await wire.account.inbox.conversations({ pageSize: 2 }).toArray()).toHaveLength(3);
    expect(wire.sent).toHaveLength(2);
  });

  const id = '<ConversationId Id="CCC="/>';
  const folder = `<ContextFolderId><FolderId Id="FFF="/></ContextFolderId>`;
  const action = (...parts: string[]) =>
    xml(
      `<ApplyConversationAction><ConversationActions>${parts
        .map((part) => `<ConversationAction>${part}</ConversationAction>`)
        .join('')}</ConversationActions></ApplyConversationAction>`,
    );

  async function thread() {
    const kept = { conversationId: { id: 'CCC=' }, parentFolderId: { id: 'FFF=' } };
    wire.server.keep(kept, 'AAA=');
    wire.server.on('ApplyConversationAction', ({ conversationActions }) => conversationActions.map(() => success()));
    return (await wire.account.inbox.item('AAA=')).conversation();
  }

  test('what is done, is done in the folder that it was found in', async () => {
    const found = await thread();
    expect(await wire.xmlOf(() => found.update({ isRead: true }))).toBe(
      action(
        `<Action>SetReadState</Action>${id}${folder}<IsRead>true</IsRead><SuppressReadReceipts>true</SuppressReadReceipts>`,
      ),
    );
    expect(
      await wire.xmlOf(() =>
        found.update({ isRead: false, flag: { flagStatus: 'Flagged' } }, { suppressReadReceipts: false }),
      ),
    ).toBe(
      action(
        `<Action>SetReadState</Action>${id}${folder}<IsRead>false</IsRead><SuppressReadReceipts>false</SuppressReadReceipts>`,
        `<Action>Flag</Action>${id}${folder}<Flag><FlagStatus>Flagged</FlagStatus></Flag>`,
      ),
    );
    const to = `<DestinationFolderId>${distinguished('junkemail')}</DestinationFolderId>`;
    expect(await wire.xmlOf(() => found.move('junkemail'))).toBe(action(`<Action>Move</Action>${id}${folder}${to}`));
    expect(await wire.xmlOf(() => found.copy(wire.account.junk))).toBe(
      action(`<Action>Copy</Action>${id}${folder}${to}`),
    );
    expect(await wire.xmlOf(() => found.delete())).toBe(
      action(`<Action>Delete</Action>${id}${folder}<DeleteType>MoveToDeletedItems</DeleteType>`),
    );
    expect(await wire.operationsOf(() => found.update({}))).toEqual([]);
  });

  test('always(): everywhere, at once and from now on; null ends all three', async () => {
    const found = await thread();
    const now = '<ProcessRightAway>true</ProcessRightAway>';
    expect(await wire.xmlOf(() => found.always({ categories: ['X'] }))).toBe(
      action(`<Action>AlwaysCategorize</Action>${id}${now}<Categories><String>X</String></Categories>`),
    );
    expect(await wire.xmlOf(() => found.always({ move: 'junkemail' }))).toBe(
      action(
        `<Action>AlwaysMove</Action>${id}${now}<DestinationFolderId>${distinguished('junkemail')}</DestinationFolderId>`,
      ),
    );
    expect(await wire.xmlOf(() => found.always({ delete: true }))).toBe(
      action(`<Action>AlwaysDelete</Action>${id}${now}<EnableAlwaysDelete>true</EnableAlwaysDelete>`),
    );
    expect(await wire.xmlOf(() => found.always(null))).toBe(
      action(
        `<Action>AlwaysMove</Action>${id}${now}`,
        `<Action>AlwaysDelete</Action>${id}${now}<EnableAlwaysDelete>false</EnableAlwaysDelete>`,
        `<Action>AlwaysCategorize</Action>${id}${now}`,
      ),
    );
    for (const wrong of [{}, { move: 'junkemail', delete: true }, { categories: 'X' }, undefined])
      expect(await wire.refusalOf(() => found.always(wrong as never))).toBeInstanceOf(ValidationError);
  });

  test('items() are those of the whole mailbox, each read whole', async () => {
    const found = await thread();
    wire.server.on('GetConversationItems', () => [success({ conversation: { conversationId: { id: 'CCC=' } } })]);
    expect(await wire.xmlOf(() => found.items({ bodyType: 'Text' }).toArray())).toBe(xml`
      <GetConversationItems>
        <ItemShape><BaseShape>AllProperties</BaseShape><BodyType>Text</BodyType></ItemShape>
        <SortOrder>TreeOrderAscending</SortOrder>
        <Conversations><Conversation>${id}</Conversation></Conversations>
      </GetConversationItems>`);
  });

  test('an item of which it is not known is read first; one of no conversation is told', async () => {
    wire.server.keep({ subject: 'x' }, 'BBB=');
    const item = await wire.account.inbox.item('BBB=');
    await expect(item.conversation()).rejects.toMatchObject({ code: 'ERR_NO_CONVERSATION' });
    expect(wire.sent.at(-1)?.xml).toContain('item:ConversationId');
  });

  test.each([
    [{ orderBy: 'subject' }, 'orderBy'],
    [{ search: ' ' }, 'search'],
    [{ pageSize: 0 }, 'pageSize'],
  ])('%j is refused unsent', async (options, message) => {
    const error = await wire.refusalOf(() => wire.account.inbox.conversations(options as never).toArray());
    expect(error).toBeInstanceOf(ValidationError);
    expect(error.message).toContain(message);
  });
});

test('a thread is found with its counts, read in its order over all folders, moved, and categorized for good', async () => {
  const [alice, bob] = await Promise.all([s.connect('alice'), s.connect('bob')]);
  await alice.send({ subject: 'Plan', to: [BOB], text: '1' });
  const first = await bob.inbox.get({ subject: 'Plan' });
  await first.reply({ text: '2' });
  const answer = await alice.inbox.get({ subject: 'RE: Plan' });
  await answer.reply({ text: '3' });
  await alice.send({ subject: 'Other', to: [BOB], text: 'x' });

  const [other, plan] = await bob.inbox.conversations({ orderBy: 'conversationTopic' }).toArray();
  expect([other?.conversationTopic, plan?.conversationTopic]).toEqual(['Other', 'Plan']);
  expect(plan).toMatchObject({ messageCount: 2, unreadCount: 2 });
  const thread = await first.conversation();
  const items = await thread.items({ bodyType: 'Text' }).toArray();
  expect(items.map((item) => [item.kind, item.text?.split('\n')[0]?.trim()])).toEqual([
    ['message', '1'],
    ['message', '2'],
    ['message', '3'],
  ]);
  await thread.update({ isRead: true });
  expect(await bob.inbox.filter({ isRead: false }).pluck('subject').toArray()).toEqual(['Other']);
  await plan?.always({ categories: ['Plans'] });
  await plan?.move(bob.junk);
  expect(await bob.junk.orderBy('subject').valuesList('subject', 'categories').toArray()).toEqual([
    ['Plan', ['Plans']],
    ['RE: Plan', ['Plans']],
  ]);
  expect(await bob.sent.pluck('categories').toArray()).toEqual([['Plans']]);
  await answer.reply({ text: '4' });
  expect(await bob.inbox.filter({ subject: 'RE: Plan' }).pluck('categories').toArray()).toEqual([['Plans']]);
  await plan?.always(null);
  await answer.reply({ text: '5' });
  const categories = await bob.inbox.filter({ subject: 'RE: Plan' }).pluck('categories').toArray();
  expect([categories.length, categories.filter((some) => some !== undefined)]).toEqual([2, [['Plans']]]);
  await thread.delete({ disposal: 'hard' });
  expect(await bob.inbox.filter({ subject: 'RE: Plan' }).exists()).toBe(false);
  expect(await bob.sent.count()).toBe(1);
});
