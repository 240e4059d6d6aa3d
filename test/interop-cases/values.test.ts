/** Members that take one of some values: each of them is taken, and is what is read. */
import { beforeAll, expect, test } from '@jest/globals';
import { scalarOf } from '../../src/codec/scalar.js';
import type { Account } from '../../src/index.js';
import { committed } from '../../src/soap/committed.js';
import { story } from '../stories/mailbox.js';

const s = story();
let alice: Account;
beforeAll(async () => {
  alice = await s.connect('alice');
});

type FolderName = 'drafts' | 'contacts' | 'tasks' | 'calendar';
type ValueFor = (word: string) => unknown;
const itself: ValueFor = (word) => word;
const entry: ValueFor = (key) => [{ key, value: `of ${key}` }];
const valuesOf = (name: string) => [...(scalarOf(committed, name)?.values?.keys() ?? [])];

type Row = [what: string, folder: FolderName, member: string, words: string[], valueFor: ValueFor];
const ROWS: Row[] = [
  [
    'the key of an e-mail address',
    'contacts',
    'emailAddresses',
    valuesOf('EmailAddressKeyType'),
    (key) => [{ key, value: `${key}@example.test` }],
  ],
  ['the mapping of how a contact is filed', 'contacts', 'fileAsMapping', valuesOf('FileAsMappingType'), itself],
  ['the key of an instant messaging address', 'contacts', 'imAddresses', valuesOf('ImAddressKeyType'), entry],
  ['the key of a phone number', 'contacts', 'phoneNumbers', valuesOf('PhoneNumberKeyType'), entry],
  ['the index of the postal address', 'contacts', 'postalAddressIndex', valuesOf('PhysicalAddressIndexType'), itself],
  [
    'the key of a physical address',
    'contacts',
    'physicalAddresses',
    valuesOf('PhysicalAddressKeyType'),
    (key) => [{ key, city: 'Bedrock' }],
  ],
  ['importance', 'drafts', 'importance', valuesOf('ImportanceChoicesType'), itself],
  ['sensitivity', 'drafts', 'sensitivity', valuesOf('SensitivityChoicesType'), itself],
  [
    'the type of a body',
    'drafts',
    'body',
    ['Text', 'HTML'],
    (bodyType) => ({ bodyType, value: expect.stringContaining('x') }),
  ],
  ['the status of a task', 'tasks', 'status', valuesOf('TaskStatusType'), itself],
  ['how much of a task is done', 'tasks', 'percentComplete', ['0', '1', '50', '99', '100'], Number],
  [
    'what others see of a time',
    'calendar',
    'legacyFreeBusyStatus',
    ['Free', 'Tentative', 'Busy', 'OOF', 'WorkingElsewhere'],
    itself,
  ],
];

test.each(ROWS)('%s: each value is taken, and read again', async (_, folder, member, words, valueFor) => {
  expect(words.length).toBeGreaterThan(1);
  for (const word of words) {
    const value = valueFor(word);
    const given = member === 'body' ? { bodyType: word, value: 'x' } : value;
    const made = await (alice[folder] as unknown as { create(item: object): Promise<{ id: string }> }).create({
      [member]: given,
    });
    const [item] = await alice
      .items([made.id])
      .only(member as 'subject')
      .toArray();
    const read = JSON.parse(JSON.stringify(item)) as Record<string, unknown>;
    expect([word, read[member]]).toEqual([word, Array.isArray(value) ? [expect.objectContaining(value[0])] : value]);
  }
});

test.each([
  [
    'flagged',
    { flagStatus: 'Flagged', startDate: new Date('2027-03-01T00:00:00Z'), dueDate: new Date('2027-03-02T00:00:00Z') },
  ],
  ['not flagged', { flagStatus: 'NotFlagged' }],
  ['complete', { flagStatus: 'Complete', completeDate: new Date('2026-03-02T00:00:00Z') }],
])('a flag that is %s is kept', async (_, flag) => {
  const { id } = await alice.drafts.create({ subject: 'x', flag } as never);
  const [item] = await alice.items([id]).only('flag').toArray();
  expect(item?.flag).toMatchObject(flag);
});

test.each([
  ['a date without its status', { flagStatus: 'NotFlagged', completeDate: new Date('2026-03-02T00:00:00Z') }],
  ['one date of two', { flagStatus: 'Flagged', startDate: new Date('2027-03-01T00:00:00Z') }],
])('a flag with %s is refused', async (_, flag) => {
  await expect(alice.drafts.create({ subject: 'x', flag } as never)).rejects.toThrow();
});

test.each([
  ['hard', []],
  ['soft', ['recoverableitemsdeletions']],
  ['trash', ['deleteditems']],
] as const)('deleted by the disposal %s, an item lies where it says', async (disposal, places) => {
  const item = await alice.drafts.create({ subject: `by ${disposal}` });
  await item.delete({ disposal } as never);
  const found = [];
  for (const place of ['drafts', 'deleteditems', 'recoverableitemsdeletions'] as const)
    if (
      await alice
        .distinguished(place)
        .filter({ subject: `by ${disposal}` })
        .exists()
    )
      found.push(place);
  expect(found).toEqual([...places]);
});
