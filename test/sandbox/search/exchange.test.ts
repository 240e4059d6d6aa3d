/** What Exchange finds that a plain comparison of texts, or of times, would not. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Sandbox } from '../../../src/sandbox.js';
import { all, ask, create, findItem } from '../raw.js';

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
