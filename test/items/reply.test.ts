/** Answers to mail: replies and forwards that go out, and drafts of them. */
import { describe, expect, test } from '@jest/globals';
import { Message, ValidationError } from '../../src/index.js';
import { inside, xml } from '../support/compact-xml.js';
import { recorder } from '../support/recorder.js';
import { distinguished } from '../support/wire.js';

const wire = recorder();
const REFERENCE = '<ReferenceItemId Id="m" ChangeKey="m-1"/>';

async function received(account = wire.account): Promise<Message> {
  wire.server.keep({ subject: 'x' }, 'm');
  return (await account.inbox.item('m')) as Message;
}

const VERBS = [
  ['reply', 'createReply', 'ReplyToItem'],
  ['replyAll', 'createReplyAll', 'ReplyAllToItem'],
  ['forward', 'createForward', 'ForwardItem'],
] as const;

describe.each(VERBS)('%s()', (verb, _draft, element) => {
  test('goes out at once, refers to the version that was read, and is kept in the sent items', async () => {
    const message = await received();
    const content = { text: 'Yes.', to: ['bob@example.test'] };
    expect(await wire.xmlOf(() => message[verb](content))).toBe(xml`
      <CreateItem MessageDisposition="SendAndSaveCopy">
        <SavedItemFolderId>${distinguished('sentitems')}</SavedItemFolderId>
        <Items><${element}>
          <ToRecipients><Mailbox><EmailAddress>bob@example.test</EmailAddress></Mailbox></ToRecipients>
          ${REFERENCE}
          <NewBodyContent BodyType="Text">Yes.</NewBodyContent>
        </${element}></Items>
      </CreateItem>`);
  });

  test('says all that it is given', async () => {
    const message = await received();
    const request = await wire.xmlOf(() =>
      message[verb]({
        html: '<b>!</b>',
        subject: 'Re: y',
        cc: ['c@example.test'],
        bcc: [{ name: 'D', emailAddress: 'd@example.test' }],
        from: 'me@example.test',
        isReadReceiptRequested: true,
      }),
    );
    expect(inside(request, element)).toBe(xml`
      <Subject>Re: y</Subject>
      <CcRecipients><Mailbox><EmailAddress>c@example.test</EmailAddress></Mailbox></CcRecipients>
      <BccRecipients><Mailbox><Name>D</Name><EmailAddress>d@example.test</EmailAddress></Mailbox></BccRecipients>
      <IsReadReceiptRequested>true</IsReadReceiptRequested>
      <From><Mailbox><EmailAddress>me@example.test</EmailAddress></Mailbox></From>
      ${REFERENCE}
      <NewBodyContent BodyType="HTML">&lt;b>!&lt;/b></NewBodyContent>`);
  });

  test('a copy in another folder, or none', async () => {
    const message = await received();
    const none = await wire.xmlOf(() => message[verb]({ text: 'x' }, { saveCopy: false }));
    expect(none).toContain('<CreateItem MessageDisposition="SendOnly">');
    expect(none).not.toContain('SavedItemFolderId');
    const elsewhere = await wire.xmlOf(() => message[verb]({ text: 'x' }, { saveCopy: 'drafts' }));
    expect(inside(elsewhere, 'SavedItemFolderId')).toBe(xml(distinguished('drafts')));
  });

  test('from a shared mailbox says whose it is', async () => {
    const message = await received(await wire.other('team@example.test'));
    const request = await wire.xmlOf(() => message[verb]({ text: 'x' }));
    expect(inside(request, 'From')).toBe(xml`<Mailbox><EmailAddress>team@example.test</EmailAddress></Mailbox>`);
    expect(inside(request, 'SavedItemFolderId')).toBe(xml(distinguished('sentitems', 'team@example.test')));
  });

  test.each([
    [{ body: 'x' }, 'body: there is no such option'],
    [{ txt: 'x' }, "did you mean 'text'?"],
    [{ text: 5 }, 'text: expected a string'],
    [{ to: 'bob@example.test' }, 'to: expected an array of addresses'],
    [{ from: 5 }, 'from: expected an address'],
    [{ text: 'x', html: 'y' }, 'Exchange keeps one body, so give one'],
    ['x', 'expected an object'],
  ])('%j is refused', async (content, text) => {
    const message = await received();
    const error = await wire.refusalOf(() => message[verb](content as object));
    expect(error).toBeInstanceOf(ValidationError);
    expect(error.message).toContain(text);
  });
});

describe.each(VERBS)('the draft of %s()', (_verb, create, element) => {
  test('is saved in the drafts, sent to nobody, and read', async () => {
    const message = await received();
    const requests = await wire.requestsOf(async () => {
      const draft = await message[create]({ text: 'Yes.' });
      expect(draft).toBeInstanceOf(Message);
      expect(draft.id).toBe('new-1');
    });
    expect(requests[0]?.xml).toBe(xml`
      <CreateItem MessageDisposition="SaveOnly" SendMeetingInvitations="SendToNone">
        <SavedItemFolderId>${distinguished('drafts')}</SavedItemFolderId>
        <Items><${element}>${REFERENCE}<NewBodyContent BodyType="Text">Yes.</NewBodyContent></${element}></Items>
      </CreateItem>`);
    expect(requests[1]?.xml).toBe(xml`
      <GetItem><ItemShape><BaseShape>AllProperties</BaseShape></ItemShape><ItemIds><ItemId Id="new-1"/></ItemIds></GetItem>`);
  });

  test('needs no content, and may lie elsewhere', async () => {
    const message = await received();
    const requests = await wire.requestsOf(() =>
      message[create](undefined, { folder: wire.account.folder({ id: 'f' }) }),
    );
    expect(inside(requests[0]?.xml ?? '', 'SavedItemFolderId')).toBe(xml`<FolderId Id="f"/>`);
    expect(inside(requests[0]?.xml ?? '', element)).toBe(xml(REFERENCE));
  });

  test('options are checked', async () => {
    const message = await received();
    const error = await wire.refusalOf(() => message[create]({}, { foldr: 'drafts' } as object));
    expect(error.message).toContain("did you mean 'folder'?");
    const place = await wire.refusalOf(() => message[create]({}, { folder: 'Projects' as never }));
    expect(place.message).toContain("folder: there is no distinguished folder 'Projects'");
  });
});

describe('who can be answered', () => {
  test.each([
    ['message', ['reply', 'replyAll', 'forward']],
    ['postItem', ['reply', 'replyAll', 'forward']],
    ['calendarItem', ['reply', 'replyAll', 'forward', 'accept', 'tentativelyAccept', 'decline', 'cancel']],
    ['meetingRequest', ['reply', 'replyAll', 'forward', 'accept', 'tentativelyAccept', 'decline']],
    ['meetingResponse', ['reply', 'replyAll', 'forward']],
    ['meetingCancellation', ['reply', 'replyAll', 'forward']],
    ['meetingMessage', ['reply', 'replyAll', 'forward']],
    ['contact', ['forward']],
    ['distributionList', ['forward']],
    ['task', ['forward', 'complete']],
    ['item', []],
  ])('%s: %j', async (kind, verbs) => {
    wire.server.keep({ kind }, 'm');
    const item = (await wire.account.item('m')) as unknown as Record<string, unknown>;
    const all = ['reply', 'replyAll', 'forward', 'accept', 'tentativelyAccept', 'decline', 'cancel', 'complete'];
    expect(all.filter((verb) => typeof item[verb] === 'function')).toEqual(
      all.filter((verb) => (verbs as string[]).includes(verb)),
    );
  });
});

describe('what an answer is given', () => {
  const METHODS = [
    ['reply()', (message: Message, content: object) => message.reply(content)],
    ['replyAll()', (message: Message, content: object) => message.replyAll(content)],
    ['forward()', (message: Message, content: object) => message.forward(content)],
    ['createReply()', (message: Message, content: object) => message.createReply(content)],
    ['createReplyAll()', (message: Message, content: object) => message.createReplyAll(content)],
    ['createForward()', (message: Message, content: object) => message.createForward(content)],
  ] as const;

  test.each(METHODS)('is held against its rules, by %s', async (method, act) => {
    const message = await received();
    for (const [content, says] of [
      [{ text: 5 }, 'text: expected a string'],
      [{ html: 5 }, 'html: expected a string'],
      [{ to: 'bob@example.test' }, 'to: expected an array of addresses, or of { name, emailAddress }'],
      [{ cc: 'x' }, 'cc: expected an array'],
      [{ bcc: 'x' }, 'bcc: expected an array'],
      [{ subject: 5 }, 'subject: expected a string'],
      [{ from: 5 }, 'from: expected an address'],
      [{ from: null }, 'from: expected an address'],
      [{ isReadReceiptRequested: 'yes' }, 'isReadReceiptRequested: expected true or false'],
      [{ isDeliveryReceiptRequested: 1 }, 'isDeliveryReceiptRequested: expected true or false'],
      [{ body: 'x' }, 'body: there is no such option'],
      [{ text: 'a', html: 'b' }, 'text: stands beside html; Exchange keeps one body, so give one'],
    ] as const) {
      const error = await wire.refusalOf(() => act(message, content));
      expect(error).toBeInstanceOf(ValidationError);
      expect(error.message).toContain(method);
      expect(error.message).toContain(says);
    }
  });

  test.each(['ann@example.test', { emailAddress: 'ann@example.test' }])('may be from %j', async (from) => {
    const message = await received();
    const request = await wire.xmlOf(() => message.reply({ text: 'x', from }));
    expect(inside(request, 'From')).toBe(xml`<Mailbox><EmailAddress>ann@example.test</EmailAddress></Mailbox>`);
  });
});
