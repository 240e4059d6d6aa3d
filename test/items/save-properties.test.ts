/**
 * Assigned members are never lost, whatever is assigned: save() sends exactly the members that differ and may be written, and nothing when
 * none does. Random assignments to items that were made here, and to items that were read.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Account, Message } from '../../src/index.js';
import { connect, RecordingTransport } from '../support/recorder.js';
import { updatesOf } from './updates.js';

let transport: RecordingTransport;
let account: Account;

beforeAll(async () => {
  transport = new RecordingTransport();
  account = await connect(transport);
});
afterAll(() => account.close());

const RUNS = { numRuns: 40, seed: 20250301 };
const text = fc.string({ unit: 'grapheme-ascii', maxLength: 8 });
const mailbox = fc.record({ emailAddress: fc.constantFrom('a@x.test', 'b@x.test', 'c@x.test') });

/** Members of a message that may be created and updated, with their FieldURI, and values of theirs. */
const MEMBERS = {
  subject: ['item:Subject', text],
  importance: ['item:Importance', fc.constantFrom('Low', 'Normal', 'High')],
  sensitivity: ['item:Sensitivity', fc.constantFrom('Normal', 'Private')],
  categories: ['item:Categories', fc.array(fc.constantFrom('red', 'blue', 'green'), { minLength: 1, maxLength: 3 })],
  isRead: ['message:IsRead', fc.boolean()],
  toRecipients: ['message:ToRecipients', fc.array(mailbox, { minLength: 1, maxLength: 2 })],
  body: ['item:Body', fc.record({ bodyType: fc.constantFrom('Text', 'HTML'), value: text })],
  reminderDueBy: [
    'item:ReminderDueBy',
    fc.integer({ min: 0, max: 3 }).map((day) => new Date(Date.UTC(2025, 0, 1 + day))),
  ],
  reminderMinutesBeforeStart: ['item:ReminderMinutesBeforeStart', fc.integer({ min: 0, max: 3 })],
} as const satisfies Readonly<Record<string, readonly [string, fc.Arbitrary<unknown>]>>;

type Name = keyof typeof MEMBERS;
const NAMES = Object.keys(MEMBERS) as Name[];

/** Some of the members, each with a value. */
const some = fc.record(
  Object.fromEntries(NAMES.map((name) => [name, MEMBERS[name][1]])) as Record<Name, fc.Arbitrary<unknown>>,
  { requiredKeys: [] },
);

const one = NAMES.map((name) => fc.tuple(fc.constant<string>(name), MEMBERS[name][1] as fc.Arbitrary<unknown>));
/** What only the server sets: of an item that was read, nobody knows whether the caller did. */
const ofServer = [
  fc.tuple(fc.constant('size'), fc.integer({ min: 0, max: 9 })),
  fc.tuple(fc.constant('conversationTopic'), text),
];
/** What the caller assigns, one after another: the last of a member counts. */
const assignments = fc.array(fc.oneof(...one), { maxLength: 6 });
const assignmentsToRead = fc.array(fc.oneof(...one, ...ofServer), { maxLength: 6 });

const canonical = (value: unknown): string => JSON.stringify(value, (_, each) => sorted(each));

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What has to be sent, worked out in another way than the package does: by the text of the values. */
function expected(before: object, assigned: readonly (readonly [string, unknown])[]): Map<string, string> {
  const at = new Map(Object.entries(before).map(([name, value]) => [name, canonical(value)]));
  const last = new Map(assigned.map(([name, value]) => [name, canonical(value)]));
  return new Map(
    [...last]
      .filter(([name, value]) => NAMES.includes(name as Name) && at.get(name) !== value)
      .map(([name, value]) => [MEMBERS[name as Name][0], value]),
  );
}

async function sentBy(work: () => Promise<unknown>): Promise<Map<string, string>> {
  const before = transport.sent.length;
  await work();
  const updates = transport.sent.slice(before).filter(({ operation }) => operation === 'UpdateItem');
  expect(updates.length).toBeLessThanOrEqual(1);
  return new Map(updates.flatMap((sent) => updatesOf(sent)).map(([field, value]) => [field, canonical(value)]));
}

function assign(item: object, assigned: readonly (readonly [string, unknown])[]): void {
  for (const [name, value] of assigned) Object.assign(item, { [name]: structuredClone(value) });
}

/** Two rounds: what was saved in the first is known in the second. */
async function check(
  item: Message,
  before: object,
  rounds: readonly (readonly (readonly [string, unknown])[])[],
): Promise<void> {
  let known = before;
  for (const assigned of rounds) {
    assign(item, assigned);
    expect(await sentBy(() => item.save())).toEqual(expected(known, assigned));
    expect(await sentBy(() => item.save())).toEqual(new Map());
    known = { ...known, ...Object.fromEntries(assigned) };
  }
}

test('of an item that was made here', async () => {
  await fc.assert(
    fc.asyncProperty(some, assignments, assignments, async (before, first, second) => {
      await check(await account.drafts.create(before as object), before, [first, second]);
    }),
    RUNS,
  );
});

test('of an item that was read; the server keeps what it is sent', async () => {
  transport.server.on('UpdateItem', (request) => {
    for (const { itemId, updates } of request.itemChanges) {
      const kept = { ...transport.server.items.get(itemId.id) };
      for (const { item } of updates) Object.assign(kept, item);
      transport.server.keep(kept, itemId.id, `${itemId.changeKey}+`);
    }
    const itemIds = request.itemChanges.map(({ itemId }: { itemId: object }) => itemId);
    return transport.server.usual('GetItem', { itemIds });
  });
  await fc.assert(
    fc.asyncProperty(some, assignmentsToRead, assignmentsToRead, async (before, first, second) => {
      transport.server.keep(before, 'm');
      await check((await account.drafts.item('m')) as Message, before, [first, second]);
    }),
    RUNS,
  );
});

test('of many at once, each its own', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(some, assignments), { minLength: 1, maxLength: 4 }), async (list) => {
      const items = await account.drafts.createAll(list.map(([before]) => before as object));
      for (const [index, [, assigned]] of list.entries()) assign(items[index]!, assigned);
      const before = transport.sent.length;
      await account.items(items).save();
      const changes = transport.sent.slice(before).flatMap(({ body }) => body.itemChanges as object[]);
      const wanted = list.map(([known, assigned]) => expected(known, assigned)).filter(({ size }) => size > 0);
      expect(changes.map((_, index) => fields(transport.sent.at(-1), index))).toEqual(
        wanted.map((each) => [...each.keys()].sort()),
      );
    }),
    RUNS,
  );
});

function fields(sent: Parameters<typeof updatesOf>[0], index: number): string[] {
  return updatesOf(sent, index)
    .map(([field]) => field)
    .sort();
}

test('update() sends all that it is told, and save() what was assigned to the others', async () => {
  await fc.assert(
    fc.asyncProperty(some, some, assignmentsToRead, async (before, told, assigned) => {
      transport.server.keep(before, 'm');
      const item = (await account.drafts.item('m')) as Message;
      assign(item, assigned);
      expect(await sentBy(() => item.update(told as object))).toEqual(expected({}, Object.entries(told)));
      const others = assigned.filter(([name]) => !Object.hasOwn(told, name));
      expect(await sentBy(() => item.save())).toEqual(expected(before, others));
    }),
    RUNS,
  );
});
