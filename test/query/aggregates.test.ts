/** Sums, extremes and groups over a query: which fields are read for them, and what comes of it. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Account, BulkError, ValidationError } from '../../src/index.js';
import { operationsOf, story } from '../stories/mailbox.js';
import { inside, xml } from '../support/compact-xml.js';
import { recorder } from '../support/recorder.js';
import { failure, success } from '../support/scripted-server.js';

const wire = recorder();
const s = story();
const day = (text: string) => new Date(`${text}T00:00:00Z`);

describe('aggregate()', () => {
  test('reads the fields that it needs, once, and no items', async () => {
    wire.server.fill(
      'inbox',
      { size: 10, dateTimeReceived: day('2026-01-02') },
      { size: 30, dateTimeReceived: day('2026-01-01') },
      { size: 5 },
    );
    const requests = await wire.requestsOf(async () => {
      const found = wire.account.inbox.aggregate(
        'size__sum',
        'size__avg',
        'size__min',
        'dateTimeReceived__min',
        'dateTimeReceived__max',
      );
      expect(await found).toEqual({
        size__sum: 45,
        size__avg: 15,
        size__min: 5,
        dateTimeReceived__min: day('2026-01-01'),
        dateTimeReceived__max: day('2026-01-02'),
      });
    });
    expect(requests.map(({ operation }) => operation)).toEqual(['FindItem']);
    expect(inside(requests[0]?.xml ?? '', 'ItemShape')).toBe(xml`
      <BaseShape>IdOnly</BaseShape>
      <AdditionalProperties><FieldURI FieldURI="item:Size"/><FieldURI FieldURI="item:DateTimeReceived"/></AdditionalProperties>`);
  });

  test('of no items the sum is 0, and nothing else is known', async () => {
    expect(await wire.account.inbox.none().aggregate('size__sum', 'size__avg', 'subject__max')).toEqual({
      size__sum: 0,
      size__avg: undefined,
      subject__max: undefined,
    });
  });

  test('conditions and slices say over which items', async () => {
    wire.server.fill('inbox', { size: 1 }, { size: 2 }, { size: 4 });
    expect(await wire.account.inbox.slice(1).aggregate('size__sum')).toEqual({ size__sum: 6 });
    const request = await wire.xmlOf(() => wire.account.inbox.filter({ isRead: false }).aggregate('size__sum'));
    expect(inside(request, 'Restriction')).toContain('message:IsRead');
  });

  test.each<[string[], string]>([
    [[], "aggregate: expected such as 'size__sum'"],
    [['size'], 'aggregate.size: expected a field with a function'],
    [['size__median'], 'functions are sum, avg, min, max'],
    [['siez__sum'], "did you mean 'size'?"],
  ])('%j is refused unsent', async (keys, message) => {
    const error = await wire.refusalOf(() => wire.account.inbox.aggregate(...(keys as never[])));
    expect(error).toBeInstanceOf(ValidationError);
    expect(error.message).toContain(message);
  });

  test('texts have no sum', async () => {
    wire.server.fill('inbox', { subject: 'a' });
    await expect(wire.account.inbox.aggregate('subject__sum' as never)).rejects.toThrow('only numbers have sums');
  });
});

describe('groupBy()', () => {
  const fill = () =>
    wire.server.fill(
      'inbox',
      { conversationTopic: 'a', dateTimeReceived: day('2026-01-02'), categories: ['x', 'y'] },
      { conversationTopic: 'b', dateTimeReceived: day('2026-01-03'), categories: ['y'] },
      { conversationTopic: 'a', dateTimeReceived: day('2026-01-01') },
    );

  test('reads ids and the two fields of all, then the items of each group when it is wanted', async () => {
    fill();
    const requests = await wire.requestsOf(async () => {
      for await (const { key, items } of wire.account.inbox.groupBy('conversationTopic', '-dateTimeReceived')) {
        expect([key, items.map(({ id }) => id)]).toEqual(['b', ['inbox-1']]);
        break;
      }
    });
    expect(requests.map(({ operation }) => operation)).toEqual(['FindItem', 'GetItem']);
    expect(inside(requests[0]?.xml ?? '', 'AdditionalProperties')).toBe(xml`
      <FieldURI FieldURI="message:ConversationTopic"/><FieldURI FieldURI="item:DateTimeReceived"/>`);
    expect(inside(requests[1]?.xml ?? '', 'ItemIds')).toBe('<ItemId Id="inbox-1"/>');
  });

  test.each<['-dateTimeReceived' | 'dateTimeReceived' | '-conversationTopic', string[]]>([
    ['-dateTimeReceived', ['b', 'a']],
    ['dateTimeReceived', ['a', 'b']],
    ['-conversationTopic', ['b', 'a']],
  ])('in the order of %s', async (order, keys) => {
    fill();
    const groups = await wire.account.inbox.groupBy('conversationTopic', order).toArray();
    expect(groups.map(({ key }) => key)).toEqual(keys);
    expect(groups.map(({ items }) => items.length)).toEqual(keys.map((key) => (key === 'a' ? 2 : 1)));
  });

  test('an item with several values is in the group of each; one with none is in that of undefined', async () => {
    fill();
    const groups = await wire.account.inbox.groupBy('categories').toArray();
    expect(groups.map(({ key, items }) => [key, items.map(({ id }) => id)])).toEqual([
      [undefined, ['inbox-2']],
      ['x', ['inbox-0']],
      ['y', ['inbox-0', 'inbox-1']],
    ]);
  });

  test('only() and values() say what of the items comes', async () => {
    fill();
    const groups = await wire.account.inbox.values('categories').groupBy('conversationTopic').toArray();
    expect(groups.map(({ items }) => items)).toEqual([
      [{ categories: ['x', 'y'] }, { categories: undefined }],
      [{ categories: ['y'] }],
    ]);
  });

  test('one that cannot be read is told at the end; one that is gone is left out', async () => {
    fill();
    wire.server.on('GetItem', ({ itemIds }) =>
      itemIds.map(({ id }: { id: string }) => {
        if (id === 'inbox-0') return failure('ErrorItemNotFound');
        return id === 'inbox-1' ? failure('ErrorItemCorrupt') : success({ items: [wire.server.items.get(id)] });
      }),
    );
    const seen: unknown[] = [];
    const reading = (async () => {
      for await (const { key, items } of wire.account.inbox.groupBy('conversationTopic'))
        seen.push([key, items.length]);
    })();
    const error = await reading.catch((thrown: unknown) => thrown);
    expect(seen).toEqual([['a', 1]]);
    expect((error as BulkError).failures).toMatchObject([{ reason: { code: 'ErrorItemCorrupt' } }]);
    expect(error).toBeInstanceOf(BulkError);
  });

  test('by what Exchange cannot order by is refused unsent', () => {
    expect(() => wire.account.inbox.groupBy('body' as never)).toThrow('orderBy.body');
  });
});

describe('in a mailbox', () => {
  let bob: Account;

  beforeAll(async () => {
    bob = await s.connect('bob');
    const sizes = [
      ['x', 'a'],
      ['xx', 'b'],
      ['xxx', 'a'],
    ] as const;
    await bob.drafts.createAll(sizes.map(([subject, category]) => ({ subject, categories: [category] })));
  });

  test('sums are those of the items; groups have them all', async () => {
    const all = await bob.drafts.toArray();
    const { size__sum, subject__max } = await bob.drafts.aggregate('size__sum', 'subject__max');
    expect([size__sum, subject__max]).toEqual([all.reduce((sum, { size = 0 }) => sum + size, 0), 'xxx']);
    const groups = bob.drafts.orderBy('subject').groupBy('categories', '-subject');
    const asked = await operationsOf(s.sandbox, async () => {
      const seen = (await groups.toArray()).map(({ key, items }) => [key, ...items.map(({ subject }) => subject)]);
      expect(seen).toEqual([
        ['a', 'x', 'xxx'],
        ['b', 'xx'],
      ]);
    });
    expect(asked).toEqual(['FindItem', 'GetItem', 'GetItem']);
  });
});
