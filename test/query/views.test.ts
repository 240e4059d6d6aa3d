/** Calendar views and query strings: what FindItem takes instead of conditions and pages. */
import { describe, expect, test } from '@jest/globals';
import { or, ValidationError } from '../../src/index.js';
import { inside, xml } from '../support/compact-xml.js';
import { recorder } from '../support/recorder.js';
import { distinguished } from '../support/wire.js';

const wire = recorder({ timeZone: 'Europe/Copenhagen' });
const MARCH = { start: '2025-03-01', end: '2025-03-31' } as const;

/** Occurrences with their number as subject. */
function fill(count: number): void {
  const occurrences = Array.from({ length: count }, (_, index) => ({ kind: 'calendarItem', subject: String(index) }));
  wire.server.fill('calendar', ...occurrences);
}

describe('a calendar view', () => {
  test.each([
    ['days, the last one included', MARCH, '2025-02-28T23:00:00Z', '2025-03-31T22:00:00Z'],
    ['one day', { start: '2025-03-01', end: '2025-03-01' }, '2025-02-28T23:00:00Z', '2025-03-01T23:00:00Z'],
    [
      'instants',
      { start: new Date('2025-03-01T00:00:00Z'), end: { epochMilliseconds: Date.UTC(2025, 2, 2) } },
      '2025-03-01T00:00:00Z',
      '2025-03-02T00:00:00Z',
    ],
    [
      'wall times',
      { start: '2025-03-01T10:00', end: '2025-03-01T12:00[Europe/Athens]' },
      '2025-03-01T09:00:00Z',
      '2025-03-01T10:00:00Z',
    ],
  ] as const)('of %s', async (_, span, start, end) => {
    const request = await wire.xmlOf(() => wire.account.calendar.view(span).only('subject').toArray());
    expect(request).toBe(xml`
      <FindItem Traversal="Shallow">
        <ItemShape><BaseShape>IdOnly</BaseShape>
          <AdditionalProperties><FieldURI FieldURI="item:Subject"/></AdditionalProperties></ItemShape>
        <CalendarView StartDate="${start}" EndDate="${end}"/>
        <ParentFolderIds>${distinguished('calendar')}</ParentFolderIds>
      </FindItem>`);
  });

  test('of so many at most', async () => {
    const request = await wire.xmlOf(() => wire.account.calendar.view({ ...MARCH, max: 7 }).toArray());
    expect(request).toContain('<CalendarView EndDate="2025-03-31T22:00:00Z" MaxEntriesReturned="7"');
  });

  test('is one request, whatever there is in it', async () => {
    fill(250);
    const view = wire.account.calendar.view(MARCH).pluck('subject');
    expect(await wire.operationsOf(async () => expect(await view.toArray()).toHaveLength(250))).toEqual(['FindItem']);
  });

  test('is sliced here, for it has no pages', async () => {
    fill(5);
    const view = wire.account.calendar.view(MARCH).pluck('subject');
    const all = await view.toArray();
    expect(new Set(all).size).toBe(5);
    expect(await view.slice(1, 3).toArray()).toEqual(all.slice(1, 3));
    expect(await view.slice(3).toArray()).toEqual(all.slice(3));
    expect(await view.slice(5, 9).toArray()).toEqual([]);
    expect(await view.slice(1, 3).count()).toBe(2);
    expect(await view.slice(1, 4).slice(1).toArray()).toEqual(all.slice(2, 4));
    for (const position of [0, 2, 4, 5]) expect(await view.at(position)).toBe(all[position]);
    for (const position of [-1, -5, -6]) expect(await view.at(position)).toBe(all.at(position));
    const pages: unknown[][] = [];
    for await (const page of view.pages({ pageSize: 2 })) pages.push(page);
    expect(pages).toEqual([all.slice(0, 2), all.slice(2, 4), all.slice(4)]);
    const [find, get] = await wire.requestsOf(() => wire.account.calendar.view(MARCH).at(2));
    expect(find?.xml).not.toContain('MaxEntriesReturned');
    expect(get?.body.itemIds).toHaveLength(1);
  });

  test('is counted, and asked whether there is any', async () => {
    fill(3);
    expect(await wire.account.calendar.view(MARCH).count()).toBe(3);
    expect(await wire.account.calendar.view({ ...MARCH, max: 2 }).count()).toBe(2);
    expect(await wire.account.calendar.view(MARCH).exists()).toBe(true);
  });

  test('of a folder of which nobody has said what it holds', async () => {
    const request = await wire.xmlOf(() => wire.account.folder({ id: 'x' }).view(MARCH).toArray());
    expect(request).toContain('<CalendarView');
    expect(inside(request, 'ParentFolderIds')).toBe(xml`<FolderId Id="x"/>`);
  });

  test('takes no query string', async () => {
    const error = await wire.refusalOf(() => wire.account.calendar.view(MARCH).search('x'));
    expect(error).toBeInstanceOf(ValidationError);
    expect(error.message).toContain('not take a query string together with view()');
  });

  test('is filtered and ordered here: nothing of it is sent but the members that it takes', async () => {
    const items = [
      { subject: 'Lunch', start: new Date('2025-03-03T11:00Z'), categories: ['Red', 'Blue'], isAllDayEvent: false },
      { subject: 'standup', start: new Date('2025-03-02T11:00Z'), isAllDayEvent: true, importance: 'High' as const },
      { subject: 'Budget', start: new Date('2025-03-01T11:00Z'), location: 'Room 1', importance: 'Low' as const },
    ];
    wire.server.fill('calendar', ...items.map((item) => ({ kind: 'calendarItem', ...item })));
    const view = wire.account.calendar.view(MARCH);
    const subjects = (query: typeof view) => query.pluck('subject').toArray();
    expect(await subjects(view.filter({ subject: 'STANDUP' }))).toEqual(['standup']);
    expect(await subjects(view.filter({ subject__icontains: 'UN' }))).toEqual(['Lunch']);
    expect(await subjects(view.filter({ subject__contains: 'UN' }))).toEqual([]);
    expect(await subjects(view.filter({ subject__startswith: 'Bud' }))).toEqual(['Budget']);
    expect(await subjects(view.filter({ start__lt: '2025-03-03T00:00' }).orderBy('start'))).toEqual([
      'Budget',
      'standup',
    ]);
    expect(await subjects(view.filter({ categories__contains: ['Blue'] }))).toEqual(['Lunch']);
    expect(await subjects(view.filter({ isAllDayEvent: true }))).toEqual(['standup']);
    expect(await subjects(view.filter({ location__exists: false }).orderBy('-subject'))).toEqual(['standup', 'Lunch']);
    expect(await subjects(view.exclude({ subject: 'Lunch' }).orderBy('start').reverse())).toEqual([
      'standup',
      'Budget',
    ]);
    expect(
      await subjects(
        view
          .filter(or({ subject: 'Lunch' }, { location: 'room 1' }))
          .orderBy('subject')
          .slice(1),
      ),
    ).toEqual(['Lunch']);
    expect(await view.filter({ subject: 'Lunch' }).count()).toBe(1);
    expect((await view.orderBy('start').at(-1))?.subject).toBe('Lunch');
    const request = await wire.xmlOf(() =>
      view.filter({ start__gt: '2025-03-01' }).orderBy('location').only('subject').toArray(),
    );
    expect(request).not.toMatch(/Restriction|SortOrder/);
    expect(inside(request, 'AdditionalProperties')).toBe(xml`
      <FieldURI FieldURI="item:Subject"/><FieldURI FieldURI="calendar:Start"/><FieldURI FieldURI="calendar:Location"/>`);
    const [first] = await view.orderBy('start').only('subject').toArray();
    expect(Object.keys({ ...first })).not.toContain('start');
  });

  test('by what FindItem does not give is refused by name', async () => {
    const view = wire.account.calendar.view(MARCH).filter({ body__contains: 'x' });
    await expect(view.toArray()).rejects.toThrow(/body: FindItem does not give this/);
  });

  test('longer than a server takes is cut; what is met twice comes once', async () => {
    fill(3);
    const span = { start: '2020-01-01T00:00Z', end: '2025-06-01T00:00Z' } as const;
    const requests = await wire.requestsOf(async () => {
      expect(await wire.account.calendar.view(span).only('subject').toArray()).toHaveLength(3);
    });
    const spans = requests.map(({ body }) => (body as { view: { startDate: Date; endDate: Date } }).view);
    expect(spans).toHaveLength(3);
    expect(spans[0]?.startDate).toEqual(new Date(span.start));
    expect(spans.at(-1)?.endDate).toEqual(new Date(span.end));
    for (const [index, one] of spans.entries()) {
      if (index > 0) expect(one.startDate).toEqual(spans[index - 1]?.endDate);
      expect(one.endDate.getTime() - one.startDate.getTime()).toBeLessThanOrEqual(730 * 86_400_000);
    }
  });

  test('is of calendars', async () => {
    const error = await wire.refusalOf(() => (wire.account.inbox as never as typeof wire.account.calendar).view(MARCH));
    expect(error.message).toContain('views are of calendars; inbox holds mail');
  });

  test.each([
    [{}, 'start: expected a Date'],
    [{ start: '2025-03-01' }, 'end: expected a Date'],
    [{ start: 'x', end: '2025-03-01' }, 'start: expected a Date'],
    [{ start: '2025-03-01', end: '2025-02-30' }, 'end: expected a Date'],
    [{ start: '2025-03-03', end: '2025-03-01' }, 'the end is before the start'],
    [{ start: '2025-03-02T10:00', end: '2025-03-02T09:00' }, 'the end is before the start'],
    [{ ...MARCH, max: 0 }, 'max: expected a whole number from 1'],
    [{ ...MARCH, max: 1.5 }, 'max: expected a whole number from 1'],
    [{ ...MARCH, ende: 'x' }, "ende: there is no such option; did you mean 'end'?"],
    ['2025', 'expected an object of options'],
    [undefined, 'expected an object of options'],
  ])('%j is no span', async (span, message) => {
    expect((await wire.refusalOf(() => wire.account.calendar.view(span as never))).message).toContain(message);
  });
});

describe('search()', () => {
  test('sends the query string, and pages as any query', async () => {
    wire.server.fill('inbox', { subject: 'a' }, { subject: 'b' });
    const query = wire.account.inbox.search('subject:lunch').orderBy('-dateTimeReceived').only('subject').slice(0, 2);
    expect(await wire.xmlOf(() => query.toArray())).toBe(xml`
      <FindItem Traversal="Shallow">
        <ItemShape><BaseShape>IdOnly</BaseShape>
          <AdditionalProperties><FieldURI FieldURI="item:Subject"/></AdditionalProperties></ItemShape>
        <IndexedPageItemView MaxEntriesReturned="2" Offset="0" BasePoint="Beginning"/>
        <SortOrder><FieldOrder Order="Descending"><FieldURI FieldURI="item:DateTimeReceived"/></FieldOrder></SortOrder>
        <ParentFolderIds>${distinguished('inbox')}</ParentFolderIds>
        <QueryString>subject:lunch</QueryString>
      </FindItem>`);
    expect(await wire.xmlOf(() => wire.account.inbox.search('x').count())).toContain('<QueryString>x</QueryString>');
  });

  test('goes not together with conditions', async () => {
    const { inbox } = wire.account;
    for (const work of [
      () => inbox.search('x').filter({ subject: 'x' }),
      () => inbox.search('x').exclude({ subject: 'x' }),
      () => inbox.filter({ subject: 'x' }).search('x'),
    ])
      expect((await wire.refusalOf(work)).message).toContain('does not take a query string together with');
  });

  test.each(['', '  ', 5, undefined, null])('%p is no query string', async (query) => {
    const error = await wire.refusalOf(() => wire.account.inbox.search(query as string));
    expect(error.message).toContain('expected a query string such as');
  });
});
