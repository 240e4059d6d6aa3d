/** The tour of the facade runs from end to end, and does in the mailboxes what it says. */
import { resolve } from 'node:path';
import { beforeAll, expect, jest, test } from '@jest/globals';
import type { Account } from '../src/index.js';
import { story } from './stories/mailbox.js';
import { appoint, grant } from './stories/rights.js';

const [ALICE, BOB, CAROL, TEAM] = ['alice@example.test', 'bob@example.test', 'carol@example.test', 'team@example.test'];
const ROOM = 'room1@example.test';
const LISTS = {
  'staff@example.test': { name: 'Staff', members: [BOB, TEAM] },
  'rooms@example.test': { name: 'Rooms', members: [ROOM], isRoomList: true },
};
const s = story({
  mailboxes: { [ALICE]: {}, [BOB]: {}, [CAROL]: {}, [TEAM]: {}, [ROOM]: {} },
  impersonators: [ALICE],
  lists: LISTS,
});
let alice: Account;
let bob: Account;
let team: Account;
let printed: string[];

beforeAll(async () => {
  [alice, bob, team] = await Promise.all([s.connect('alice'), s.connect('bob'), s.connect('team')]);
  for (const folder of ['inbox', 'sentitems'] as const) await grant(team, folder, ALICE, 'Editor');
  await appoint(team, ALICE);
  const { username, password } = s.sandbox.credentialsFor(ALICE);
  Object.assign(process.env, { EWS_ENDPOINT: s.sandbox.endpoint, EWS_EMAIL: username, EWS_PASSWORD: password });
  const print = jest.spyOn(console, 'log').mockImplementation(() => undefined);
  try {
    await import(resolve('examples/tour.ts'));
    printed = print.mock.calls.map((words) => words.join(' '));
  } finally {
    print.mockRestore();
  }
}, 60_000);

const LINES = [
  ['folders, by kind and path', ['Plans ', 'Inbox/Projects/2025', '│   └── Projects']],
  [
    'permissions, settings and categories',
    ['bob@example.test Reviewer', 'Default FreeBusyTimeOnly', 'dark', 'Project X blue'],
  ],
  ['groups of a query', ['Hi']],
  ['progress of bulk work, and what failed in it', ['3/3', '2 [object Object] ErrorItemNotFound']],
  ['own fields', ['Beans 1']],
  ['a wall time of another zone, on the day that the clocks change', ['2025-03-30T10:00:00-04:00[America/New_York]']],
  ['the days of a holiday', ['2025-12-24 2025-12-26']],
  [
    'a recurrence, as a sentence and as a rule',
    ['every 2 weeks on Monday and Wednesday, 7 times from 2025-03-03 FREQ=WEEKLY;INTERVAL=2'],
  ],
  ['a series of which one is moved and one deleted', ['1 6']],
  [
    'out of office, a rule, a delegate, mail tips',
    ['At sea.', '1 Invoices false', `${CAROL} Editor`, 'staff@example.test 2'],
  ],
  ['people', ['1 bob@example.test', 'Carol', 'image/', 'Rooms room1@example.test']],
  ['a conversation', ['Hi ']],
  ['answers to a meeting', ['bob@example.test Tentative']],
  ['what changed', ['+ RE: Hi', '+ FW: Hi', '+ Tentative: Budget', 'create Inbox']],
  ['the server', ['Exchange2016 15.2.']],
  ['a span', ['EWS FindItem rpc.method FindItem']],
  ['a conflict', ['changed by somebody else']],
] as const;

test.each(LINES)('it prints %s', (_, texts) => {
  for (const text of texts) expect(printed).toContainEqual(expect.stringContaining(text));
});

test('what it sends arrives, in the name it was sent in', async () => {
  const subjects = await bob.inbox.pluck('subject').toArray();
  expect(subjects).toEqual(expect.arrayContaining(['Lunch at noon?', 'Not saved yet', 'From all of us']));
  const shared = await bob.inbox.get({ subject: 'From all of us' });
  expect([shared.from?.emailAddress, shared.sender?.emailAddress]).toEqual([TEAM, ALICE]);
  expect(await team.sent.pluck('subject').toArray()).toEqual(['From all of us']);
});

test('what it attaches arrives, and what is inline is not listed', async () => {
  const lunch = await bob.inbox.get({ subject: 'Lunch at noon?' });
  expect(lunch.attachments?.map(({ kind, name, isInline }) => [kind, name, isInline])).toEqual([
    ['fileAttachment', 'menu.txt', false],
    ['fileAttachment', 'logo.png', true],
    ['fileAttachment', 'package.json', false],
    ['itemAttachment', 'Enclosed', false],
  ]);
  const answer = await alice.inbox.get({ subject__startswith: 'RE: Hi' });
  expect(answer.attachments).toMatchObject([{ name: 'yes.txt' }]);
});

test('what it changes is changed, and what it deletes is gone', async () => {
  expect((await alice.tasks.pluck('status').toArray()).sort()).toEqual(['Completed', 'NotStarted', 'NotStarted']);
  expect((await alice.contacts.pluck('displayName').toArray()).sort()).toEqual(['Carol', 'Dana', 'Dana']);
  expect(await alice.calendar.pluck('subject').toArray()).toEqual(expect.arrayContaining(['Canteen', 'Theirs']));
  expect(await alice.calendar.filter({ subject__startswith: 'Budget' }).exists()).toBe(false);
  expect(await alice.top.folder('Plans').exists()).toBe(false);
  expect(await alice.trash.filter({ subject__startswith: 'Tour draft' }).pluck('categories').toArray()).toEqual([
    ['bulk'],
    ['bulk'],
    ['bulk'],
  ]);
});
