/** New items: what is sent of them, in which folder, as what, and what stands for them afterwards. */
import { describe, expect, test } from '@jest/globals';
import { CalendarItem, Contact, Item, Message, PostItem, Task, ValidationError } from '../../src/index.js';
import { inside, xml } from '../support/compact-xml.js';
import { recorder } from '../support/recorder.js';
import { distinguished } from '../support/wire.js';

const wire = recorder({ timeZone: 'Europe/Copenhagen' });

test('create() saves in the folder, and tells nobody', async () => {
  const request = await wire.xmlOf(() =>
    wire.account.drafts.create({ to: ['bob@example.test'], subject: 'Lunch?', text: 'At noon?', importance: 'Low' }),
  );
  expect(request).toBe(xml`
    <CreateItem MessageDisposition="SaveOnly" SendMeetingInvitations="SendToNone">
      <SavedItemFolderId>${distinguished('drafts')}</SavedItemFolderId>
      <Items><Message>
        <Subject>Lunch?</Subject>
        <Body BodyType="Text">At noon?</Body>
        <Importance>Low</Importance>
        <ToRecipients><Mailbox><EmailAddress>bob@example.test</EmailAddress></Mailbox></ToRecipients>
      </Message></Items>
    </CreateItem>`);
});

test('the item has what was given, and the id that the server gave it', async () => {
  const draft = await wire.account.drafts.create({ subject: 'x', to: ['bob@example.test'], text: 'y' });
  expect(draft).toBeInstanceOf(Message);
  expect(draft.id).toBe('new-1');
  expect(draft.changeKey).toBe('new-1-1');
  expect({ ...draft }).toEqual({
    kind: 'message',
    subject: 'x',
    toRecipients: [{ emailAddress: 'bob@example.test' }],
    body: { bodyType: 'Text', value: 'y' },
    itemId: { id: 'new-1', changeKey: 'new-1-1' },
  });
});

describe('what a folder makes is of its kind', () => {
  test.each([
    ['inbox', 'Message', Message],
    ['drafts', 'Message', Message],
    ['calendar', 'CalendarItem', CalendarItem],
    ['contacts', 'Contact', Contact],
    ['tasks', 'Task', Task],
    ['notes', 'Item', Item],
    ['journal', 'Item', Item],
  ] as const)('%s: %s', async (name, element, Class) => {
    const item = { subject: 'x' };
    const folder = wire.account[name] as typeof wire.account.inbox;
    const request = await wire.xmlOf(async () => expect(await folder.create(item)).toBeInstanceOf(Class));
    expect(inside(request, 'Items')).toBe(xml`<${element}><Subject>x</Subject></${element}>`);
  });

  test('posts', async () => {
    const board = wire.account.folder({ id: 'x' }, 'posts');
    const request = await wire.xmlOf(async () => expect(await board.create({ subject: 'x' })).toBeInstanceOf(PostItem));
    expect(inside(request, 'Items')).toBe(xml`<PostItem><Subject>x</Subject></PostItem>`);
  });

  test('or what the item says that it is, if that may lie there', async () => {
    const request = await wire.xmlOf(() =>
      wire.account.contacts.create({ kind: 'distributionList', displayName: 'Team' } as never),
    );
    expect(inside(request, 'Items')).toBe(xml`<DistributionList><DisplayName>Team</DisplayName></DistributionList>`);
    const error = await wire.refusalOf(() => wire.account.inbox.create({ kind: 'task', subject: 'x' } as never));
    expect(error.message).toContain("kind: a folder of mail holds 'message', 'meetingRequest'");
  });
});

describe('in a folder of which nobody has said what it holds', () => {
  test('the server is asked, once', async () => {
    const plans = wire.account.inbox.folder('Plans', 'any');
    const day = { subject: 'x', start: '2025-03-01', end: '2025-03-01' };
    const operations = await wire.operationsOf(async () => {
      expect(await plans.create(day as never)).toBeInstanceOf(CalendarItem);
      expect(await plans.create(day as never)).toBeInstanceOf(CalendarItem);
    });
    expect(operations).toEqual(['FindFolder', 'CreateItem', 'CreateItem']);
    expect(plans.kind).toBe('calendar');
    const byId = wire.account.folder({ id: 'f-calendar' });
    expect(await wire.operationsOf(() => byId.create(day as never))).toEqual(['GetFolder', 'CreateItem']);
  });

  test('nor is it where the item says its kind', async () => {
    const somewhere = wire.account.folder({ id: 'f-inbox' });
    const operations = await wire.operationsOf(() => somewhere.create({ kind: 'message', subject: 'x' }));
    expect(operations).toEqual(['CreateItem']);
  });

  test('and where not even the class says it, the item has to', async () => {
    const somewhere = wire.account.folder({ id: 'f-odd' });
    await expect(somewhere.create({ subject: 'x' } as never)).rejects.toThrow('nobody knows what this folder holds');
    expect(wire.sent.map(({ operation }) => operation)).toEqual(['GetFolder']);
    expect((await wire.refusalOf(() => somewhere.new({ subject: 'x' } as never))).message).toContain('kind');
  });
});

describe('shorthands', () => {
  const items = async (item: object): Promise<string | undefined> =>
    inside(await wire.xmlOf(() => wire.account.drafts.create(item)), 'Message');

  test('text and html are the body', async () => {
    expect(await items({ text: 'a < b' })).toBe(xml`<Body BodyType="Text">a &lt; b</Body>`);
    expect(await items({ html: '<p>a</p>' })).toBe(xml`<Body BodyType="HTML">&lt;p>a&lt;/p></Body>`);
    expect(await items({ body: { bodyType: 'HTML', value: 'x' } })).toBe(xml`<Body BodyType="HTML">x</Body>`);
    expect(await items({ text: '' })).toBe(xml`<Body BodyType="Text"></Body>`);
  });

  test('to, cc and bcc are recipients; an address is one', async () => {
    const mailbox = (address: string, name = '') =>
      `<Mailbox>${name && `<Name>${name}</Name>`}<EmailAddress>${address}</EmailAddress></Mailbox>`;
    const carol = { name: 'Carol', emailAddress: 'carol@example.test' };
    expect(await items({ to: ['bob@example.test', carol], cc: [carol], bcc: ['dan@example.test'] })).toBe(xml`
      <ToRecipients>${mailbox('bob@example.test')}${mailbox('carol@example.test', 'Carol')}</ToRecipients>
      <CcRecipients>${mailbox('carol@example.test', 'Carol')}</CcRecipients>
      <BccRecipients>${mailbox('dan@example.test')}</BccRecipients>`);
    expect(
      await items({ toRecipients: ['bob@example.test'], from: 'x@example.test', replyTo: ['y@example.test'] }),
    ).toBe(xml`
      <ToRecipients>${mailbox('bob@example.test')}</ToRecipients>
      <From>${mailbox('x@example.test')}</From>
      <ReplyTo>${mailbox('y@example.test')}</ReplyTo>`);
    expect(await items({ sender: 'x@example.test' })).toBe(xml`<Sender>${mailbox('x@example.test')}</Sender>`);
  });

  test('one recipient that is given alone is a list of one', async () => {
    expect(await items({ to: 'bob@example.test' })).toBe(
      xml`<ToRecipients><Mailbox><EmailAddress>bob@example.test</EmailAddress></Mailbox></ToRecipients>`,
    );
  });

  test('attendees take addresses, too', async () => {
    const request = await wire.xmlOf(() =>
      wire.account.calendar.create({
        requiredAttendees: ['bob@example.test'],
        optionalAttendees: [{ mailbox: { emailAddress: 'carol@example.test' } }],
        resources: ['room@example.test'],
      }),
    );
    const attendee = (address: string) =>
      `<Attendee><Mailbox><EmailAddress>${address}</EmailAddress></Mailbox></Attendee>`;
    expect(inside(request, 'CalendarItem')).toBe(xml`
      <RequiredAttendees>${attendee('bob@example.test')}</RequiredAttendees>
      <OptionalAttendees>${attendee('carol@example.test')}</OptionalAttendees>
      <Resources>${attendee('room@example.test')}</Resources>`);
  });
});

describe('times', () => {
  const span = async (start: unknown, end: unknown): Promise<string | undefined> =>
    inside(await wire.xmlOf(() => wire.account.calendar.create({ start, end } as never)), 'CalendarItem');
  const sent = (start: string, end: string) =>
    xml`<Start>${start}</Start><End>${end}</End>
      <StartTimeZone Id="Romance Standard Time"/><EndTimeZone Id="Romance Standard Time"/>`;

  test('days: from the first midnight to the one after the last', async () => {
    expect(await span('2025-03-01', '2025-03-02')).toBe(sent('2025-02-28T23:00:00Z', '2025-03-02T23:00:00Z'));
  });

  test('wall times, instants', async () => {
    expect(await span('2025-07-01T10:00', { epochMilliseconds: Date.UTC(2025, 6, 1, 9) })).toBe(
      sent('2025-07-01T08:00:00Z', '2025-07-01T09:00:00Z'),
    );
    expect(await span(new Date('2025-07-01T10:00:00Z'), '2025-07-01T13:00+02:00')).toBe(
      sent('2025-07-01T10:00:00Z', '2025-07-01T11:00:00Z'),
    );
  });

  test('a day that is no end is its midnight', async () => {
    const request = await wire.xmlOf(() => wire.account.tasks.create({ dueDate: '2025-03-10' }));
    expect(inside(request, 'Task')).toBe(xml`<DueDate>2025-03-09T23:00:00Z</DueDate>`);
  });

  test('become Dates on the item', async () => {
    const item = await wire.account.calendar.create({ start: '2025-03-01', end: '2025-03-01' });
    expect([item.start, item.end]).toEqual([new Date('2025-02-28T23:00:00Z'), new Date('2025-03-01T23:00:00Z')]);
  });
});

test('two entries of one key are refused: nobody knows which is meant', async () => {
  const twice = [
    { key: 'Home', city: 'Oslo' },
    { key: 'Home', street: 'Main Street 1' },
  ] as const;
  const error = await wire.refusalOf(() => wire.account.contacts.create({ physicalAddresses: [...twice] }));
  expect(error.message).toContain('physicalAddresses[1].key: Home is there twice; give one entry of it');
});

describe('what is refused before anything is sent', () => {
  test.each([
    [{ sbject: 'x' }, "sbject: Message has no field 'sbject'; did you mean 'subject'?"],
    [{ subject: 5 }, 'subject: expected a string'],
    [{ size: 5 }, 'size: Exchange sets this itself; it cannot be given'],
    [{ id: 'x' }, 'id: '],
    [{ importance: 'Hihg' }, "did you mean 'High'?"],
    [{ subject: null }, 'subject: a new item has nothing to be removed; leave it away'],
    [{ text: 'x', html: 'y' }, 'text: stands beside html; Exchange keeps one body, so give one'],
    [{ text: 'x', body: { bodyType: 'Text', value: 'y' } }, 'text: stands beside body'],
    [{ to: ['x@y.z'], toRecipients: [] }, 'to: stands beside toRecipients, which it is short for'],
    [{ text: 5 }, 'text: expected a string, got number'],
    [{ reminderDueBy: 'soon' }, 'reminderDueBy: expected a Date'],
    [{ conversationId: {} }, 'conversationId: Exchange sets this itself'],
    [{ subject: 5, importance: 'Hi', sbject: 1 }, 'importance'],
    ['x', 'expected an object of members'],
    [['x'], 'expected an object of members'],
    [undefined, 'expected an object of members'],
  ])('%j', async (item, message) => {
    const { drafts, inbox } = wire.account;
    for (const work of [
      () => drafts.create(item as object),
      () => inbox.createAll([{ subject: 'fine' }, item as object]),
      () => wire.account.send(item as object),
    ]) {
      const error = await wire.refusalOf(work);
      expect(error).toBeInstanceOf(ValidationError);
      expect(error.message).toContain(message);
    }
  });

  test('each by its place among many', async () => {
    const items = [{ subject: 'x' }, { sbject: 'x' }, { subject: 5 }] as object[];
    const error = (await wire.refusalOf(() => wire.account.drafts.createAll(items))) as ValidationError;
    expect(error.violations.map(({ path }) => path)).toEqual(['items[1].sbject', 'items[2].subject']);
  });
});

describe('from whom', () => {
  const mailbox = '<Mailbox><EmailAddress>team@example.test</EmailAddress></Mailbox>';

  test('mail of another’s mailbox says whose it is, where one does not act as that', async () => {
    const team = await wire.other('team@example.test');
    const requests = await wire.requestsOf(async () => {
      await team.drafts.create({ subject: 'x' });
      await team.drafts.createAll([{ subject: 'x' }]);
      await team.drafts.new({ subject: 'x' }).save();
      await team.drafts.new({ subject: 'x' }).send();
      await team.send({ subject: 'x' });
    });
    for (const { xml: request } of requests)
      expect(inside(request, 'Message')).toBe(xml`<Subject>x</Subject><From>${mailbox}</From>`);
  });

  test('also when the message has lost it meanwhile', async () => {
    const team = await wire.other('team@example.test');
    for (const verb of ['save', 'send'] as const) {
      const letter = team.drafts.new({ subject: 'x' });
      delete letter.from;
      expect(inside(await wire.xmlOf(() => letter[verb]()), 'From')).toBe(xml(mailbox));
    }
  });

  test('unless the message says another', async () => {
    const team = await wire.other('team@example.test');
    const request = await wire.xmlOf(() => team.send({ from: 'x@example.test' }));
    expect(inside(request, 'From')).toBe(xml`<Mailbox><EmailAddress>x@example.test</EmailAddress></Mailbox>`);
  });

  test('one’s own needs none, nor that of whom one acts as, nor what is no mail', async () => {
    const asBob = await wire.other('bob@example.test', { impersonate: true });
    const team = await wire.other('team@example.test');
    for (const work of [
      () => wire.account.send({ subject: 'x' }),
      () => asBob.send({ subject: 'x' }),
      () => team.tasks.create({ subject: 'x' }),
      () => team.calendar.create({ subject: 'x' }),
    ])
      expect(await wire.xmlOf(work)).not.toContain('<From>');
  });
});
