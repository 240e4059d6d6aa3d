/** Occurrences by their ids, kinds of items within items, and what else the test suites of the protocol try that no other file is about. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Account } from '../../src/index.js';
import { CopyItem, CreateItem, DeleteItem, GetItem, MarkAsJunk, MoveItem, UpdateItem } from '../../src/raw.js';
import { story } from '../stories/mailbox.js';

type Messages = { responseMessages: { responseCode: string; items?: Record<string, unknown>[] }[] };

const s = story();
let alice: Account;
beforeAll(async () => {
  alice = await s.connect('alice');
});

const start = new Date('2027-03-01T09:00:00Z');
const end = new Date('2027-03-01T10:00:00Z');
const range = { kind: 'numberedRecurrence', startDate: '2027-03-01', numberOfOccurrences: 4 };
const recurrence = { pattern: { kind: 'dailyRecurrence', interval: 1 }, range };

async function series(subject: string) {
  const master = await alice.calendar.create({ subject, start, end, recurrence } as never);
  const view = await alice.calendar.view({ start, end: new Date('2027-03-10T00:00:00Z') }).toArray();
  return { master, occurrences: view.filter((item) => item.subject === subject) };
}
const get = async (itemId: object): Promise<Record<string, unknown>> => {
  const answer = (await alice.call(GetItem, {
    itemShape: { baseShape: 'AllProperties' },
    itemIds: [itemId],
  } as never)) as unknown as Messages;
  return answer.responseMessages[0]!.items![0]!;
};
const remove = (itemId: object) =>
  alice.call(DeleteItem, {
    deleteType: 'HardDelete',
    sendMeetingCancellations: 'SendToNone',
    affectedTaskOccurrences: 'SpecifiedOccurrenceOnly',
    itemIds: [itemId],
  } as never);

describe('a meeting that recurs', () => {
  test('is got by the id of an item, of an occurrence, and of its master', async () => {
    const { master, occurrences } = await series('ids');
    const second = { kind: 'occurrenceItemId', recurringMasterId: master.id, instanceIndex: 2 };
    const found = [
      await get({ kind: 'itemId', id: master.id }),
      await get(second),
      await get({ kind: 'recurringMasterItemId', occurrenceId: occurrences[2]!.id }),
    ];
    expect(found.map((item) => item['calendarItemType'])).toEqual(['RecurringMaster', 'Occurrence', 'RecurringMaster']);
    expect((found[1]!['start'] as Date).toISOString()).toBe('2027-03-02T09:00:00.000Z');
  });

  test('is deleted by the id of an occurrence, and of its master', async () => {
    const { master, occurrences } = await series('deleted');
    await remove({ kind: 'occurrenceItemId', recurringMasterId: master.id, instanceIndex: 2 });
    expect((await get({ kind: 'itemId', id: master.id }))['deletedOccurrences']).toHaveLength(1);
    await remove({ kind: 'recurringMasterItemId', occurrenceId: occurrences[0]!.id });
    await expect(get({ kind: 'itemId', id: master.id })).rejects.toMatchObject({ code: 'ErrorItemNotFound' });
  });

  test.each([
    ['an appointment of its own is no master of occurrences: got', get, 'ErrorCalendarCannotUseIdForOccurrenceId'],
    [
      'an appointment of its own is no master of occurrences: deleted',
      remove,
      'ErrorCalendarCannotUseIdForOccurrenceId',
    ],
  ] as const)('%s', async (name, ask, code) => {
    const { id } = await alice.calendar.create({ subject: name, start, end });
    await expect(ask({ kind: 'occurrenceItemId', recurringMasterId: id, instanceIndex: 1 })).rejects.toMatchObject({
      code,
    });
  });

  test.each([
    ['copied', CopyItem],
    ['moved', MoveItem],
  ] as const)('an occurrence is not %s', async (name, operation) => {
    const { occurrences } = await series(name);
    const toFolderId = { distinguishedFolderId: { id: 'deleteditems' } };
    const itemIds = [{ kind: 'itemId', id: occurrences[1]!.id }];
    await expect(alice.call(operation as typeof MoveItem, { toFolderId, itemIds } as never)).rejects.toMatchObject({
      code: 'ErrorCalendarCannotMoveOrCopyOccurrence',
    });
  });

  test.each(['copied', 'moved'] as const)('as a whole is %s with its recurrence', async (how) => {
    const { master } = await series(`whole ${how}`);
    const copy = how === 'copied' ? await master.copy('deleteditems') : master;
    if (how === 'moved') await master.move('deleteditems');
    const there = await get({ kind: 'itemId', id: copy!.id });
    expect(there['recurrence']).toMatchObject({
      pattern: { kind: 'dailyRecurrence' },
      range: { numberOfOccurrences: 4 },
    });
  });

  test('is changed as a whole: all its occurrences are', async () => {
    const { master } = await series('changed');
    await master.update({ location: 'elsewhere' });
    const view = await alice.calendar.view({ start, end: new Date('2027-03-10T00:00:00Z') }).toArray();
    const places = view.filter(({ subject }) => subject === 'changed').map(({ location }) => location);
    expect(places).toEqual(['elsewhere', 'elsewhere', 'elsewhere', 'elsewhere']);
  });
});

test.each([
  ['calendarItem', 'calendar', { start, end }],
  ['contact', 'contacts', { givenName: 'Fred' }],
  ['task', 'tasks', { status: 'InProgress' }],
  ['postItem', 'inbox', {}],
] as const)('a %s within a message is read as what it is', async (kind, place, more) => {
  const item = (alice[place] as unknown as { ['new'](item: object): object }).new({
    kind,
    subject: `a ${kind}`,
    ...more,
  });
  const draft = await alice.drafts.create({ subject: 'outside', attachments: [{ name: 'inside', item }] } as never);
  await draft.refresh();
  const [attachment] = draft.attachments as unknown as { load(): Promise<Record<string, unknown>> }[];
  expect(await attachment!.load()).toMatchObject({ kind, subject: `a ${kind}` });
});

test.each(['inbox', 'calendar', 'tasks'])('a contact is not made in the folder %s', async (id) => {
  const request = {
    messageDisposition: 'SaveOnly',
    savedItemFolderId: { distinguishedFolderId: { id } },
    items: [{ kind: 'contact', givenName: 'Fred' }],
  };
  await expect(alice.call(CreateItem, request as never)).rejects.toMatchObject({
    code: 'ErrorCannotCreateContactInNonContactFolder',
  });
});

test('a message is marked as junk, moved there, and back', async () => {
  const { id } = await alice.inbox.create({ subject: 'junk' });
  const mark = (item: string, isJunk: boolean) =>
    alice.call(MarkAsJunk, { isJunk, moveItem: true, itemIds: [{ kind: 'itemId', id: item }] } as never);
  const where = async () =>
    Promise.all([alice.inbox, alice.junk].map((folder) => folder.filter({ subject: 'junk' }).count()));
  await mark(id, true);
  expect(await where()).toEqual([0, 1]);
  await mark((await alice.junk.get({ subject: 'junk' })).id, false);
  expect(await where()).toEqual([1, 0]);
});

test.each(['uniqueBody', 'normalizedBody'] as const)('the %s of a message is got in each form', async (member) => {
  const { id } = await alice.drafts.create({ subject: 'forms', html: '<p>see <b>me</b></p>' });
  const additionalProperties = [
    { kind: 'fieldURI', fieldURI: `item:${member === 'uniqueBody' ? 'UniqueBody' : 'NormalizedBody'}` },
  ];
  for (const form of ['Text', 'HTML']) {
    const itemShape = { baseShape: 'IdOnly', [`${member}Type`]: form, additionalProperties };
    const answer = await alice.call(GetItem, { itemShape, itemIds: [{ kind: 'itemId', id }] } as never);
    const [item] = (answer as unknown as Messages).responseMessages[0]!.items!;
    const body = item![member] as { bodyType: string; value: string };
    expect([body.bodyType, body.value.includes('<b>')]).toEqual([form, form === 'HTML']);
  }
});

test('a meeting that is changed asks what its attendees are to hear', async () => {
  const { id } = await alice.calendar.create({ subject: 'asks', start, end });
  const path = { kind: 'fieldURI', fieldURI: 'calendar:Location' };
  const updates = [{ kind: 'setItemField', path, item: { kind: 'calendarItem', location: 'x' } }];
  const request = {
    conflictResolution: 'AlwaysOverwrite',
    messageDisposition: 'SaveOnly',
    itemChanges: [{ itemId: { id }, updates }],
  };
  await expect(alice.call(UpdateItem, request as never)).rejects.toMatchObject({
    code: 'ErrorSendMeetingInvitationsOrCancellationsRequired',
  });
});
