/** Queries: every lookup against what plain JavaScript says of the same messages; order, slices, shapes, pages. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import {
  type Account,
  and,
  DoesNotExistError,
  type Message,
  MultipleObjectsReturnedError,
  not,
  or,
  type Where,
} from '../../src/index.js';
import { operationsOf, story } from './mailbox.js';

const s = story();
let alice: Account;

const WORDS = ['Invoice', 'invoice', 'Urgent: invoice', 'Newsletter', 'Re: Newsletter', 'Minutes'];
const DATA = Array.from({ length: 24 }, (_, i) => ({
  subject: `${WORDS[i % WORDS.length]} ${i}`,
  importance: (['Low', 'Normal', 'High'] as const)[i % 3]!,
  isRead: i % 2 === 0,
  categories: i % 4 === 0 ? ['Red', 'Blue'] : i % 4 === 1 ? ['Red'] : undefined,
  reminderMinutesBeforeStart: i,
  text: `Body of ${i}`,
}));

beforeAll(async () => {
  alice = await s.connect('alice');
  await alice.inbox.createAll(DATA);
});

const subjects = (where: Where<Message>): Promise<(string | undefined)[]> =>
  alice.inbox.filter(where).pluck('subject').toArray();
const expected = (keep: (message: (typeof DATA)[number]) => boolean): string[] =>
  DATA.filter(keep).map(({ subject }) => subject);

test('recipients are looked into: any part of a name or an address', async () => {
  const toRecipients = [{ name: 'Wilma Flint', emailAddress: 'wilma@contoso.com' }];
  const draft = await alice.drafts.create({ subject: 'To Wilma', toRecipients });
  await alice.drafts.create({ subject: 'To nobody' });
  for (const part of ['Flint', 'wilma@'])
    expect(await alice.drafts.filter({ toRecipients__contains: part }).pluck('subject').toArray()).toEqual([
      'To Wilma',
    ]);
  expect(await alice.drafts.filter({ toRecipients__istartswith: 'barney' }).count()).toBe(0);
  await draft.delete();
});

describe('lookups', () => {
  const LOOKUPS: [string, Where<Message>, (message: (typeof DATA)[number]) => boolean][] = [
    ['equality', { subject: 'Invoice 0' }, ({ subject }) => subject === 'Invoice 0'],
    ['equality of a boolean', { isRead: true }, ({ isRead }) => isRead],
    ['equality of an enumeration', { importance: 'High' }, ({ importance }) => importance === 'High'],
    ['exact', { subject__exact: 'Invoice 0' }, ({ subject }) => subject === 'Invoice 0'],
    ['iexact', { subject__iexact: 'INVOICE 0' }, ({ subject }) => subject.toLowerCase() === 'invoice 0'],
    ['contains', { subject__contains: 'Invoice' }, ({ subject }) => subject.includes('Invoice')],
    ['icontains', { subject__icontains: 'INVOICE' }, ({ subject }) => subject.toLowerCase().includes('invoice')],
    ['startswith', { subject__startswith: 'Re:' }, ({ subject }) => subject.startsWith('Re:')],
    ['istartswith', { subject__istartswith: 'URGENT' }, ({ subject }) => subject.toLowerCase().startsWith('urgent')],
    [
      'contains of a list: all of them',
      { categories__contains: ['Red', 'Blue'] },
      ({ categories }) => categories?.length === 2,
    ],
    [
      'in',
      { subject__in: ['Invoice 0', 'Minutes 5', 'nothing'] },
      ({ subject }) => ['Invoice 0', 'Minutes 5'].includes(subject),
    ],
    ['not', { importance__not: 'Low' }, ({ importance }) => importance !== 'Low'],
    ['gt', { reminderMinutesBeforeStart__gt: 20 }, ({ reminderMinutesBeforeStart }) => reminderMinutesBeforeStart > 20],
    [
      'gte',
      { reminderMinutesBeforeStart__gte: 20 },
      ({ reminderMinutesBeforeStart }) => reminderMinutesBeforeStart >= 20,
    ],
    ['lt', { reminderMinutesBeforeStart__lt: 3 }, ({ reminderMinutesBeforeStart }) => reminderMinutesBeforeStart < 3],
    [
      'lte',
      { reminderMinutesBeforeStart__lte: 3 },
      ({ reminderMinutesBeforeStart }) => reminderMinutesBeforeStart <= 3,
    ],
    [
      'range, both ends included',
      { reminderMinutesBeforeStart__range: [3, 6] },
      ({ reminderMinutesBeforeStart: n }) => n >= 3 && n <= 6,
    ],
    ['exists', { categories__exists: true }, ({ categories }) => categories !== undefined],
    ['does not exist', { categories__exists: false }, ({ categories }) => categories === undefined],
    [
      'several at once are all meant',
      { isRead: true, importance: 'High' },
      ({ isRead, importance }) => isRead && importance === 'High',
    ],
    [
      'or',
      or({ subject: 'Invoice 0' }, { importance: 'High' }),
      ({ subject, importance }) => subject === 'Invoice 0' || importance === 'High',
    ],
    ['not()', not({ subject__icontains: 'invoice' }), ({ subject }) => !subject.toLowerCase().includes('invoice')],
    [
      'nesting',
      and(or({ subject__startswith: 'Re:' }, { subject__startswith: 'Urgent' }), not({ isRead: false })),
      ({ subject, isRead }) => (subject.startsWith('Re:') || subject.startsWith('Urgent')) && isRead,
    ],
  ];

  test.each(LOOKUPS)('%s', async (_, where, keep) => {
    expect((await subjects(where)).sort()).toEqual(expected(keep).sort());
  });

  test('exclude is the complement of filter', async () => {
    const where = { subject__contains: 'Newsletter' };
    const [inside, outside] = [await alice.inbox.filter(where).count(), await alice.inbox.exclude(where).count()];
    expect([inside, outside]).toEqual([8, DATA.length - 8]);
  });

  test('an empty __in sends nothing and yields nothing', async () => {
    const query = alice.inbox.filter({ subject__in: [] });
    expect(await operationsOf(s.sandbox, () => query.toArray())).toEqual([]);
    expect([await query.count(), await query.exists(), query.explain()]).toEqual([
      0,
      false,
      '<!-- Nothing is sent: no item can match. -->',
    ]);
  });
});

describe('order, slices and pages', () => {
  test('orders by several fields, in turn, in either direction', async () => {
    const rows = await alice.inbox.orderBy('isRead', '-subject').valuesList('isRead', 'subject').toArray();
    // Exchange orders texts without regard to case, and by the subject without `Re:`.
    const key = (subject: string): string => subject.replace(/^Re: /, '').toLowerCase();
    const wanted = [...DATA].sort(
      (a, b) => Number(a.isRead) - Number(b.isRead) || (key(a.subject) < key(b.subject) ? 1 : -1),
    );
    expect(rows).toEqual(wanted.map(({ isRead, subject }) => [isRead, subject]));
    expect(await alice.inbox.orderBy('isRead', '-subject').reverse().pluck('subject').at(0)).toBe(rows.at(-1)?.[1]);
  });

  test('lists are ordered by their first value, over several folders too', async () => {
    for (const [name, categories] of [
      ['Sorted 1', ['b', 'a']],
      ['Sorted 2', ['a', 'z']],
      ['Sorted 3', ['c']],
    ] as const) {
      const folder = await alice.drafts.createFolder(name);
      await folder.create({ subject: name, categories: [...categories] });
    }
    const sorted = alice.drafts.glob('Sorted *').all();
    expect(await sorted.orderBy('categories').pluck('subject').toArray()).toEqual(['Sorted 2', 'Sorted 1', 'Sorted 3']);
    expect(await sorted.orderBy('-categories').pluck('subject').at(0)).toBe('Sorted 3');
  });

  test('a slice asks for what it needs and no more', async () => {
    const query = alice.inbox.orderBy('reminderMinutesBeforeStart').pluck('reminderMinutesBeforeStart');
    expect(await query.slice(5, 9).toArray()).toEqual([5, 6, 7, 8]);
    expect(await query.slice(5, 20).slice(2, 4).toArray()).toEqual([7, 8]);
    expect(await query.slice(22).toArray()).toEqual([22, 23]);
    expect([await query.at(3), await query.at(-1), await query.at(99)]).toEqual([3, 23, undefined]);
    expect(await query.slice(20, 30).count()).toBe(4);
    expect(query.slice(5, 9).explain()).toContain('MaxEntriesReturned="4" Offset="5"');
  });

  test('pages come one by one, and a loop that stops early asks for no more', async () => {
    const sizes: number[] = [];
    for await (const page of alice.inbox.only('subject').pages({ pageSize: 10 })) sizes.push(page.length);
    expect(sizes).toEqual([10, 10, 4]);
    const asked = operationsOf(s.sandbox, async () => {
      for await (const page of alice.inbox.only('subject').pages({ pageSize: 10 })) if (page.length > 0) break;
    });
    expect(await asked).toEqual(['FindItem']);
  });

  test('an AbortSignal ends a query', async () => {
    const signal = AbortSignal.abort('enough');
    const ended = { name: 'AbortError', code: 'ERR_ABORTED', cause: 'enough' };
    await expect(alice.inbox.toArray({ signal })).rejects.toMatchObject(ended);
  });
});

describe('shapes', () => {
  test('only() brings what it names, in one FindItem', async () => {
    const query = alice.inbox.filter({ subject: 'Invoice 0' }).only('subject', 'importance');
    expect(await operationsOf(s.sandbox, () => query.toArray())).toEqual(['FindItem']);
    const item = await query.get();
    expect(Object.keys(item).sort()).toEqual(['importance', 'itemId', 'kind', 'subject']);
    await item.update({ importance: 'Low' } as object);
    expect(item.importance).toBe('Low');
  });

  test('a member that FindItem does not return is fetched by GetItem, in the order of the query', async () => {
    const query = alice.inbox.orderBy('reminderMinutesBeforeStart').slice(0, 5).values('subject', 'body');
    expect(await operationsOf(s.sandbox, () => query.toArray())).toEqual(['FindItem', 'GetItem']);
    const rows = await query.toArray();
    expect(rows.map(({ subject }) => subject)).toEqual(DATA.slice(0, 5).map(({ subject }) => subject));
    expect(rows.every(({ body }) => body?.value.includes('Body of'))).toBe(true);
  });
});

describe('get', () => {
  test('one, none, several', async () => {
    expect((await alice.inbox.get({ subject: 'Minutes 5' })).subject).toBe('Minutes 5');
    await expect(alice.inbox.get({ subject: 'nothing' })).rejects.toBeInstanceOf(DoesNotExistError);
    await expect(alice.inbox.get({ isRead: true })).rejects.toBeInstanceOf(MultipleObjectsReturnedError);
  });
});

test('unique and normalized bodies come in the form that is asked for', async () => {
  const carol = await s.connect('carol');
  await carol.drafts.create({ subject: 'Forms', html: '<p>Hello</p>' });
  const forms = carol.drafts.filter({ subject: 'Forms' }).only('uniqueBody', 'normalizedBody');
  const [html] = await forms.toArray({ bodyType: 'HTML' });
  expect([html?.uniqueBody?.bodyType, html?.normalizedBody?.bodyType]).toEqual(['HTML', 'HTML']);
  const [text] = await forms.toArray({ bodyType: 'Text' });
  expect([text?.uniqueBody, text?.normalizedBody].map((body) => [body?.bodyType, body?.value?.trim()])).toEqual([
    ['Text', 'Hello'],
    ['Text', 'Hello'],
  ]);
});
