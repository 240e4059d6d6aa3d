/** Recurring tasks: the item is the current occurrence (Learn, UpdateItem operation (task); DeleteItem, AffectedTaskOccurrences). */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Sandbox } from '../../../src/sandbox.js';
import { all, ask, codes, create, findItem, getItem, type Ids, idsOf, updateItem } from '../raw.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await Sandbox.start({ now: new Date('2030-05-31T12:00:00Z') });
});
afterAll(() => sandbox.close());

const DAILY = '<t:DailyRecurrence><t:Interval>2</t:Interval></t:DailyRecurrence>';
const numbered = (count: number, start = '2030-01-01') =>
  `<t:NumberedRecurrence><t:StartDate>${start}</t:StartDate><t:NumberOfOccurrences>${count}</t:NumberOfOccurrences></t:NumberedRecurrence>`;
const task = async (recurrence: string, more = '') => {
  const [id] = await create(
    sandbox,
    `<t:Task><t:Subject>series</t:Subject>${more}<t:Recurrence>${recurrence}</t:Recurrence></t:Task>`,
    'tasks',
  );
  return id!;
};
const set = (uri: string, content: string) =>
  `<t:SetItemField><t:FieldURI FieldURI="${uri}"/><t:Task>${content}</t:Task></t:SetItemField>`;
const COMPLETED = set('task:Status', '<t:Status>Completed</t:Status>');
/** The id that the answer gives. */
const update = async (id: Ids, updates: string) =>
  idsOf(await ask(sandbox, updateItem({ ...id, changeKey: '' }, updates, 'AlwaysOverwrite')))[0]!;
const read = async (id: Ids) => {
  const answer = await ask(sandbox, getItem(id));
  const [task = ''] = all(answer, 'Task');
  const one = (name: string) => all(task, name)[0];
  // The days of a range come with a zone after them.
  const range = all(task, 'Recurrence')[0] ?? '';
  return {
    status: one('Status'),
    startDate: one('StartDate')?.slice(0, 10),
    dueDate: one('DueDate')?.slice(0, 10),
    isRecurring: one('IsRecurring'),
    rangeStart: all(range, 'StartDate')[0]?.slice(0, 10),
    left: all(range, 'NumberOfOccurrences')[0],
  };
};

describe('completing an occurrence', () => {
  test('gives a task of its own, and the series goes on with the next, one less', async () => {
    const dates = '<t:DueDate>2030-01-03T00:00:00Z</t:DueDate>';
    const series = await task(DAILY + numbered(3), dates);
    const done = await update(series, COMPLETED + set('item:Subject', '<t:Subject>done</t:Subject>'));
    expect(done.id).not.toBe(series.id);
    expect(await read(done)).toMatchObject({
      status: 'Completed',
      dueDate: '2030-01-03',
      isRecurring: 'false',
      left: undefined,
    });
    expect(await read(series)).toMatchObject({
      status: 'NotStarted',
      dueDate: '2030-01-05',
      isRecurring: 'true',
      rangeStart: '2030-01-03',
      left: '2',
    });
    // What else was changed belongs to the one that is done.
    expect(all(await ask(sandbox, getItem(series)), 'Subject')).toEqual(['series']);
    expect(all(await ask(sandbox, getItem(done)), 'Subject')).toEqual(['done']);
  });

  test('of the last occurrence changes the item itself', async () => {
    const series = await task(DAILY + numbered(1));
    expect((await update(series, COMPLETED)).id).toBe(series.id);
    expect(await read(series)).toMatchObject({ status: 'Completed' });
  });

  test.each([
    ['by PercentComplete', set('task:PercentComplete', '<t:PercentComplete>100</t:PercentComplete>')],
    ['by CompleteDate', set('task:CompleteDate', '<t:CompleteDate>2030-01-01T00:00:00Z</t:CompleteDate>')],
  ])('is the same %s', async (_, change) => {
    const series = await task(DAILY + numbered(2));
    expect((await update(series, change)).id).not.toBe(series.id);
  });

  test('ends with the range', async () => {
    const range =
      '<t:EndDateRecurrence><t:StartDate>2030-01-01</t:StartDate><t:EndDate>2030-01-03</t:EndDate></t:EndDateRecurrence>';
    const series = await task(DAILY + range);
    expect((await update(series, COMPLETED)).id).not.toBe(series.id);
    expect((await update(series, COMPLETED)).id).toBe(series.id);
  });

  test.each([
    ['DailyRegeneration', '2030-06-02'],
    ['WeeklyRegeneration', '2030-06-14'],
    ['MonthlyRegeneration', '2030-07-31'],
    ['YearlyRegeneration', '2032-05-31'],
  ])('%s counts from the day on which it was done', async (pattern, next) => {
    const series = await task(`<t:${pattern}><t:Interval>2</t:Interval></t:${pattern}>${numbered(4)}`);
    expect((await update(series, COMPLETED)).id).not.toBe(series.id);
    expect(await read(series)).toMatchObject({ rangeStart: next, left: '3', status: 'NotStarted' });
  });
});

describe('moving an occurrence', () => {
  const MOVED = set('task:DueDate', '<t:DueDate>2030-02-01T00:00:00Z</t:DueDate>');

  test('of a pattern makes it a task of its own', async () => {
    const series = await task(DAILY + numbered(3), '<t:DueDate>2030-01-01T00:00:00Z</t:DueDate>');
    const moved = await update(series, MOVED);
    expect(await read(moved)).toMatchObject({ dueDate: '2030-02-01', isRecurring: 'false' });
    expect(await read(series)).toMatchObject({ dueDate: '2030-01-03', left: '2' });
  });

  test('of one that regenerates, or together with its pattern, changes the item', async () => {
    const regenerating = await task(
      `<t:DailyRegeneration><t:Interval>1</t:Interval></t:DailyRegeneration>${numbered(3)}`,
    );
    expect((await update(regenerating, MOVED)).id).toBe(regenerating.id);
    const series = await task(DAILY + numbered(3));
    const pattern = set('task:Recurrence', `<t:Recurrence>${DAILY}${numbered(5)}</t:Recurrence>`);
    expect((await update(series, pattern + MOVED)).id).toBe(series.id);
    expect((await update(series, set('item:Subject', '<t:Subject>renamed</t:Subject>'))).id).toBe(series.id);
  });
});

describe('deleting', () => {
  const remove = async (id: Ids, affected: string, how = 'MoveToDeletedItems') =>
    codes(
      await ask(
        sandbox,
        `<m:DeleteItem DeleteType="${how}" AffectedTaskOccurrences="${affected}"><m:ItemIds><t:ItemId Id="${id.id}"/></m:ItemIds></m:DeleteItem>`,
      ),
    );

  test('one occurrence leaves the series', async () => {
    const series = await task(DAILY + numbered(2), '<t:Body BodyType="Text">gone</t:Body>');
    expect(await remove(series, 'SpecifiedOccurrenceOnly')).toEqual(['NoError']);
    expect(await read(series)).toMatchObject({ rangeStart: '2030-01-03', left: '1' });
    expect(idsOf(await ask(sandbox, findItem('deleteditems')))).toHaveLength(1);
    expect(await remove(series, 'SpecifiedOccurrenceOnly', 'HardDelete')).toEqual(['NoError']);
    expect(codes(await ask(sandbox, getItem(series)))).toEqual(['ErrorItemNotFound']);
  });

  test('all occurrences is deleting the item', async () => {
    const series = await task(DAILY + numbered(2));
    expect(await remove(series, 'AllOccurrences', 'HardDelete')).toEqual(['NoError']);
    expect(codes(await ask(sandbox, getItem(series)))).toEqual(['ErrorItemNotFound']);
  });
});
