/** Answers to meeting requests, aloud and in silence, and meetings that are called off. */
import { describe, expect, test } from '@jest/globals';
import {
  CalendarItem,
  type MeetingCancellation,
  type MeetingRequest,
  MeetingResponse,
  ValidationError,
} from '../../src/index.js';
import { inside, xml } from '../support/compact-xml.js';
import { recorder } from '../support/recorder.js';
import { success } from '../support/scripted-server.js';
import { distinguished } from '../support/wire.js';

const wire = recorder({ timeZone: 'Europe/Copenhagen' });
const REFERENCE = '<ReferenceItemId Id="r" ChangeKey="r-1"/>';

async function invited(kind = 'meetingRequest'): Promise<MeetingRequest> {
  wire.server.keep({ kind, subject: 'x' }, 'r');
  return (await wire.account.item('r')) as MeetingRequest;
}

describe.each([
  ['accept', 'AcceptItem'],
  ['tentativelyAccept', 'TentativelyAcceptItem'],
  ['decline', 'DeclineItem'],
] as const)('%s()', (verb, element) => {
  test.each(['meetingRequest', 'calendarItem'])('of a %s: the organizer hears of it', async (kind) => {
    const item = await invited(kind);
    expect(await wire.xmlOf(() => item[verb]())).toBe(xml`
      <CreateItem MessageDisposition="SendAndSaveCopy">
        <SavedItemFolderId>${distinguished('sentitems')}</SavedItemFolderId>
        <Items><${element}>${REFERENCE}</${element}></Items>
      </CreateItem>`);
  });

  test('with a text, and another time', async () => {
    const item = await invited();
    const request = await wire.xmlOf(() =>
      item[verb]({ text: 'Later?', proposedStart: '2025-03-01T10:00', proposedEnd: new Date('2025-03-01T10:00:00Z') }),
    );
    expect(inside(request, element)).toBe(xml`
      <Body BodyType="Text">Later?</Body>
      ${REFERENCE}
      <ProposedStart>2025-03-01T09:00:00Z</ProposedStart>
      <ProposedEnd>2025-03-01T10:00:00Z</ProposedEnd>`);
    const html = await wire.xmlOf(() => item[verb]({ html: '<b>' }));
    expect(inside(html, element)).toBe(xml`<Body BodyType="HTML">&lt;b></Body>${REFERENCE}`);
  });

  test('aloud, with a copy elsewhere, or none', async () => {
    const item = await invited();
    expect(await wire.xmlOf(() => item[verb]({}, { notify: 'all', saveCopy: false }))).toBe(xml`
      <CreateItem MessageDisposition="SendOnly"><Items><${element}>${REFERENCE}</${element}></Items></CreateItem>`);
    const elsewhere = await wire.xmlOf(() => item[verb]({}, { saveCopy: 'inbox' }));
    expect(inside(elsewhere, 'SavedItemFolderId')).toBe(xml(distinguished('inbox')));
  });

  test('in silence: only written down', async () => {
    const item = await invited();
    expect(await wire.xmlOf(() => item[verb]({}, { notify: 'none' }))).toBe(xml`
      <CreateItem MessageDisposition="SaveOnly" SendMeetingInvitations="SendToNone">
        <Items><${element}>${REFERENCE}</${element}></Items>
      </CreateItem>`);
  });

  test('in silence: what the server keeps as a draft is removed, for good', async () => {
    wire.server.on('CreateItem', () => [success({ items: [{ kind: 'meetingResponse', itemId: { id: 'd' } }] })]);
    const item = await invited();
    const requests = await wire.requestsOf(() => item[verb]({}, { notify: 'none' }));
    expect(requests.map(({ operation }) => operation)).toEqual(['CreateItem', 'DeleteItem']);
    expect(requests[1]?.xml).toContain('DeleteType="HardDelete"');
    expect(requests[1]?.xml).toContain('<ItemId Id="d"/>');
  });

  test('for others too, in secret, with receipts', async () => {
    const item = await invited();
    const content = {
      to: ['a@x.test'],
      cc: ['b@x.test'],
      sensitivity: 'Private',
      isReadReceiptRequested: true,
      isDeliveryReceiptRequested: false,
      attachments: [{ name: 'a.txt', content: 'hi' }],
    } as const;
    expect(inside(await wire.xmlOf(() => item[verb](content)), element)).toBe(xml`
      <Sensitivity>Private</Sensitivity>
      <Attachments><FileAttachment><Name>a.txt</Name><Content>aGk=</Content></FileAttachment></Attachments>
      <ToRecipients><Mailbox><EmailAddress>a@x.test</EmailAddress></Mailbox></ToRecipients>
      <CcRecipients><Mailbox><EmailAddress>b@x.test</EmailAddress></Mailbox></CcRecipients>
      <IsReadReceiptRequested>true</IsReadReceiptRequested>
      <IsDeliveryReceiptRequested>false</IsDeliveryReceiptRequested>
      ${REFERENCE}`);
  });

  test('what was answered is known by the id that it has then', async () => {
    for (const kind of ['meetingRequest', 'calendarItem']) {
      wire.server.on('CreateItem', () => [success({ items: [{ kind, itemId: { id: 'anew', changeKey: '2' } }] })]);
      wire.server.keep({ kind, subject: 'x' }, 'anew');
      const item = await invited(kind);
      await item[verb]();
      expect(item.id).toBe('anew');
    }
  });

  test('gives the meeting as it then is, where the server says it', async () => {
    wire.server.keep({ kind: 'calendarItem', subject: 'new' }, 'c');
    wire.server.on('CreateItem', () => [
      success({ items: [{ kind: 'calendarItem', itemId: { id: 'c', changeKey: '1' } }] }),
    ]);
    const item = await invited();
    const requests = await wire.requestsOf(async () => {
      const meeting = await item[verb]();
      expect(meeting).toBeInstanceOf(CalendarItem);
      expect(meeting?.subject).toBe('new');
    });
    expect(requests[1]?.xml).toBe(xml`
      <GetItem><ItemShape><BaseShape>AllProperties</BaseShape></ItemShape><ItemIds><ItemId Id="c"/></ItemIds></GetItem>`);
    wire.server.on('CreateItem', () => [success({ items: [] })]);
    expect(await item[verb]()).toBeUndefined();
    wire.server.on('CreateItem', () => [success({ items: [{ kind: 'meetingResponse', itemId: { id: 'x' } }] })]);
    expect(await item[verb]()).toBeUndefined();
  });

  test.each([
    [{ body: 'x' }, {}, 'body: there is no such option'],
    [{ subject: 'x' }, {}, 'subject: there is no such option'],
    [{ cc: 'x@y.z' }, {}, 'cc: expected an array of addresses'],
    [{ sensitivity: 'Secret' }, {}, "sensitivity: expected one of 'Normal'"],
    [{ proposedStart: 'soon' }, {}, 'proposedStart: expected a Date'],
    [{ proposedStart: '2025-03-01T10:00' }, {}, 'proposedEnd: is missing'],
    [{ proposedEnd: '2025-03-01T10:00' }, {}, 'proposedStart: is missing'],
    [
      { proposedStart: '2025-03-01T10:00', proposedEnd: '2025-03-01T10:00' },
      {},
      'proposedEnd: is not after proposedStart',
    ],
    [{ text: 'x', html: 'y' }, {}, 'Exchange keeps one body'],
    [{}, { notify: 'changed' }, "notify: expected one of 'none', 'all'"],
    [{}, { saveCopy: 7 }, 'saveCopy: expected true, false, or a folder'],
    [{}, { saveCopy: 'nowhere' }, "there is no distinguished folder 'nowhere'"],
    ['x', {}, 'expected an object'],
  ])('%j with %j is refused', async (content, options, message) => {
    const item = await invited();
    expect((await wire.refusalOf(() => item[verb](content as object, options as object))).message).toContain(message);
  });
});

describe.each([
  ['createAccept', 'AcceptItem'],
  ['createTentativelyAccept', 'TentativelyAcceptItem'],
  ['createDecline', 'DeclineItem'],
] as const)('%s()', (verb, element) => {
  test('keeps it, to be sent later', async () => {
    wire.server.on('CreateItem', () => [
      success({
        items: [
          { kind: 'calendarItem', itemId: { id: 'c' } },
          { kind: 'meetingResponse', itemId: { id: 'd' } },
        ],
      }),
    ]);
    wire.server.keep({ kind: 'meetingResponse', subject: 'Accepted: x', isDraft: true }, 'd');
    const item = await invited();
    const requests = await wire.requestsOf(async () => {
      const draft = await item[verb]({ text: 'Yes' });
      expect(draft).toBeInstanceOf(MeetingResponse);
      await draft.send();
    });
    expect(requests.map(({ operation }) => operation)).toEqual([
      'CreateItem',
      'GetItem',
      // What was changed in it since it was made goes out, too.
      'GetItem',
      'SendItem',
    ]);
    expect(requests[0]?.xml).toBe(xml`
      <CreateItem MessageDisposition="SaveOnly" SendMeetingInvitations="SendToNone">
        <SavedItemFolderId>${distinguished('drafts')}</SavedItemFolderId>
        <Items><${element}><Body BodyType="Text">Yes</Body>${REFERENCE}</${element}></Items>
      </CreateItem>`);
    expect(requests[3]?.xml).toMatch(/<ItemId [^>]*Id="d"/);
  });

  test('a server that does not say which draft it made is told of; notify is no option of drafts', async () => {
    wire.server.on('CreateItem', () => [success({ items: [] })]);
    const item = await invited();
    await expect(item[verb]()).rejects.toThrow('which draft it made');
    const refused = await wire.refusalOf(() => item[verb]({}, { notify: 'all' } as object));
    expect(refused.message).toContain('notify: there is no such option');
  });
});

describe('from a message about a meeting to the meeting', () => {
  test.each(['meetingRequest', 'meetingResponse', 'meetingCancellation', 'meetingMessage'])('of a %s', async (kind) => {
    wire.server.keep({ kind: 'calendarItem', subject: 'it' }, 'c');
    wire.server.keep({ kind, subject: 'x', associatedCalendarItemId: { id: 'c', changeKey: '1' } }, 'r');
    const item = (await wire.account.item('r')) as MeetingRequest;
    const requests = await wire.requestsOf(async () => expect((await item.calendarItem())?.subject).toBe('it'));
    expect(requests.map(({ operation }) => operation)).toEqual(['GetItem', 'GetItem']);
    expect(requests[0]?.xml).toContain('meeting:AssociatedCalendarItemId');
  });

  test('that there is none any more: undefined', async () => {
    wire.server.keep({ kind: 'meetingRequest' }, 'r');
    expect(await ((await wire.account.item('r')) as MeetingRequest).calendarItem()).toBeUndefined();
  });

  test('what was called off is removed, and the word of it has no id here any more', async () => {
    wire.server.keep({ kind: 'meetingCancellation' }, 'r');
    wire.server.on('CreateItem', () => [success({ items: [] })]);
    const item = (await wire.account.item('r')) as MeetingCancellation;
    expect(await wire.xmlOf(() => item.removeFromCalendar())).toBe(xml`
      <CreateItem MessageDisposition="SaveOnly" SendMeetingInvitations="SendToNone">
        <Items><RemoveItem>${REFERENCE}</RemoveItem></Items>
      </CreateItem>`);
    expect(item.itemId).toBeUndefined();
  });
});

describe('cancel()', () => {
  const meeting = async () => (await invited('calendarItem')) as unknown as CalendarItem;

  test('tells the attendees, and the meeting is gone', async () => {
    const item = await meeting();
    expect(await wire.xmlOf(() => item.cancel({ text: 'Off.' }))).toBe(xml`
      <CreateItem MessageDisposition="SendAndSaveCopy">
        <SavedItemFolderId>${distinguished('sentitems')}</SavedItemFolderId>
        <Items><CancelCalendarItem>
          ${REFERENCE}
          <NewBodyContent BodyType="Text">Off.</NewBodyContent>
        </CancelCalendarItem></Items>
      </CreateItem>`);
    expect(item.itemId).toBeUndefined();
  });

  test('takes no attachments, and says what does', async () => {
    const item = await meeting();
    const error = await wire.refusalOf(() => item.cancel({ attachments: [{ name: 'a', content: 'x' }] }));
    expect(error).toBeInstanceOf(ValidationError);
    expect(error.message).toContain('cancel()');
    expect(error.message).toContain('attachments: do not go with a cancellation; send the attendees a message');
  });

  test('needs no words, nor a copy', async () => {
    const item = await meeting();
    expect(await wire.xmlOf(() => item.cancel(undefined, { saveCopy: false }))).toBe(xml`
      <CreateItem MessageDisposition="SendOnly">
        <Items><CancelCalendarItem>${REFERENCE}</CancelCalendarItem></Items>
      </CreateItem>`);
  });
});

describe('meetings', () => {
  test.each([
    [undefined, 'SendToNone'],
    ['none', 'SendToNone'],
    ['all', 'SendToAllAndSaveCopy'],
  ] as const)('create() with notify %p: %s', async (notify, sent) => {
    const { calendar } = wire.account;
    const item = { subject: 'x', requiredAttendees: ['bob@example.test'] };
    for (const work of [
      () => calendar.create(item, { notify }),
      () => calendar.createAll([item], { notify }),
      () => calendar.new(item).save({ notify }),
    ])
      expect(await wire.xmlOf(work)).toContain(`SendMeetingInvitations="${sent}"`);
  });

  test('without a copy in the sent items', async () => {
    const { calendar } = wire.account;
    for (const work of [
      () => calendar.create({ subject: 'x' }, { notify: 'all', saveCopy: false }),
      () => calendar.createAll([{ subject: 'x' }], { notify: 'all', saveCopy: false }),
      () => calendar.new({ subject: 'x' }).save({ notify: 'all', saveCopy: false }),
    ])
      expect(await wire.xmlOf(work)).toContain('SendMeetingInvitations="SendOnlyToAll"');
  });

  test('mail is sent by send(): notify is refused where there are no attendees', async () => {
    for (const work of [
      () => wire.account.inbox.create({ subject: 'x' }, { notify: 'all' } as object),
      () => wire.account.drafts.createAll([{ subject: 'x' }], { notify: 'all' } as object),
    ]) {
      const error = await wire.refusalOf(work);
      expect(error.message).toContain('notify: there is no such option');
      expect(error.message).toContain('mail is sent by send()');
    }
  });
});
