/** What Exchange finds that a plain comparison of texts, or of times, would not. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Sandbox } from '../../../src/sandbox.js';
import { all, ask, codes, create, findItem } from '../raw.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await Sandbox.start();
});
afterAll(() => sandbox.close());

test.each(['alice@example.test', 'ALICE@example.test', 'Alice'])(
  'a sender equals %s: Learn, How to use search filters, compares with the SMTP address',
  async (value) => {
    await create(sandbox, '<t:Message><t:Subject>sent</t:Subject></t:Message>', 'drafts');
    for (const uri of ['message:From', 'message:Sender']) {
      const restriction = `<m:Restriction><t:IsEqualTo><t:FieldURI FieldURI="${uri}"/><t:FieldURIOrConstant><t:Constant Value="${value}"/></t:FieldURIOrConstant></t:IsEqualTo></m:Restriction>`;
      expect(all(await ask(sandbox, findItem('drafts', restriction)), 'Subject')).toContain('sent');
      const other = restriction.replace(value, 'bob@example.test');
      expect(all(await ask(sandbox, findItem('drafts', other)), 'Subject')).toEqual([]);
    }
  },
);

test('a subject that looks like an address is a text, and equals itself', async () => {
  await create(sandbox, '<t:Message><t:Subject>Notes &lt;draft&gt;</t:Subject></t:Message>', 'inbox');
  const equals = (value: string) =>
    `<m:Restriction><t:IsEqualTo><t:FieldURI FieldURI="item:Subject"/><t:FieldURIOrConstant><t:Constant Value="${value}"/></t:FieldURIOrConstant></t:IsEqualTo></m:Restriction>`;
  expect(all(await ask(sandbox, findItem('inbox', equals('Notes &lt;draft&gt;'))), 'Subject')).toHaveLength(1);
  expect(all(await ask(sandbox, findItem('inbox', equals('draft'))), 'Subject')).toEqual([]);
});

test.each([
  ['10:00', '11:00', ['w']],
  ['10:01', '11:00', []],
  ['06:00', '08:00', []],
  ['06:00', '08:01', ['w']],
])('a view from %s to %s of an item from 8 to 10 (Learn, CalendarView)', async (from, to, wanted) => {
  const times = '<t:Start>2030-01-01T08:00:00Z</t:Start><t:End>2030-01-01T10:00:00Z</t:End>';
  const [existing] = all(await ask(sandbox, findItem('calendar')), 'Subject');
  if (existing === undefined)
    await create(sandbox, `<t:CalendarItem><t:Subject>w</t:Subject>${times}</t:CalendarItem>`, 'calendar');
  const view = `<m:CalendarView StartDate="2030-01-01T${from}:00Z" EndDate="2030-01-01T${to}:00Z"/>`;
  expect(all(await ask(sandbox, findItem('calendar', view)), 'Subject')).toEqual(wanted);
});

const field = (uri: string) => `<t:FieldURI FieldURI="${uri}"/>`;
const compared = (path: string, value: string, how = 'IsEqualTo') =>
  `<m:Restriction><t:${how}>${path}<t:FieldURIOrConstant><t:Constant Value="${value}"/></t:FieldURIOrConstant></t:${how}></m:Restriction>`;
const tagged = (type: string) => `<t:ExtendedFieldURI PropertyTag="0x0E08" PropertyType="${type}"/>`;

test.each([
  [field('item:Importance'), 'Foo', 'High'],
  [field('item:DateTimeReceived'), 'true', '2026-01-01T00:00:00Z'],
  [field('item:DateTimeReceived'), '', '2026-01-01T00:00:00+02:00'],
  [field('item:HasAttachments'), 'yes', 'true'],
  [field('item:Size'), '5 KB', '5'],
  [field('task:CompleteDate'), '5', '2026-01-01'],
  [tagged('Integer'), 'x', '-1'],
  [tagged('Boolean'), '2', '0'],
  [tagged('SystemTime'), 'today', '2026-01-01T00:00:00'],
])('%s is not compared with %j (Learn, ErrorInvalidValueForProperty), but with %j', async (path, wrong, right) => {
  // What is asked is wrong, whatever is in the folder.
  for (const folder of ['notes', 'inbox']) {
    const refused = await ask(sandbox, findItem(folder, compared(path, wrong)));
    expect(codes(refused)).toEqual(['ErrorInvalidValueForProperty']);
    expect(codes(await ask(sandbox, findItem(folder, compared(path, right))))).toEqual(['NoError']);
  }
});

test.each(['true', 'True', '1'])('yes may be written as %s', async (value) => {
  const [existing] = all(await ask(sandbox, findItem('outbox')), 'Subject');
  if (existing === undefined)
    await create(sandbox, '<t:Message><t:Subject>read</t:Subject><t:IsRead>true</t:IsRead></t:Message>', 'outbox');
  const found = await ask(sandbox, findItem('outbox', compared(field('message:IsRead'), value)));
  expect(all(found, 'Subject')).toEqual(['read']);
});

test.each([
  ['item:ReminderDueBy', '2026-06-01T00:00:00Z'],
  ['calendar:AllowNewTimeProposal', 'true'],
  ['task:PercentComplete', '50'],
  ['message:ConversationIndex', 'AQI='],
])('%s may be named in a restriction, and nothing matches', async (uri, value) => {
  const due = '<t:ReminderDueBy>2026-06-01T00:00:00Z</t:ReminderDueBy><t:ReminderIsSet>true</t:ReminderIsSet>';
  const [existing] = all(await ask(sandbox, findItem('tasks')), 'Subject');
  if (existing === undefined)
    await create(
      sandbox,
      `<t:Task><t:Subject>due</t:Subject>${due}<t:PercentComplete>50</t:PercentComplete></t:Task>`,
      'tasks',
    );
  for (const how of ['IsEqualTo', 'IsGreaterThanOrEqualTo']) {
    const answer = await ask(sandbox, findItem('tasks', compared(field(uri), value, how)));
    expect([codes(answer), all(answer, 'Subject')]).toEqual([['NoError'], []]);
  }
  const answer = await ask(sandbox, findItem('tasks', compared(field('item:Subject'), 'due')));
  expect(all(answer, 'Subject')).toEqual(['due']);
});

test('items are ordered by the first of their categories', async () => {
  for (const [subject, category] of [
    ['second', 'b'],
    ['first', 'a'],
  ])
    await create(
      sandbox,
      `<t:Message><t:Subject>${subject}</t:Subject><t:Categories><t:String>${category}</t:String></t:Categories></t:Message>`,
      'junkemail',
    );
  const order = `<m:SortOrder><t:FieldOrder Order="Ascending">${field('item:Categories')}</t:FieldOrder></m:SortOrder>`;
  expect(all(await ask(sandbox, findItem('junkemail', order)), 'Subject')).toEqual(['first', 'second']);
});
