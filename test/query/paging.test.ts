/** Pages, slices and orders: which part of a folder is asked for, and how often. */
import { describe, expect, test } from '@jest/globals';
import { type AnyModel, type QuerySet, ValidationError } from '../../src/index.js';
import { inside, xml } from '../support/compact-xml.js';
import { recorder, type Sent } from '../support/recorder.js';
import { success } from '../support/scripted-server.js';

const wire = recorder();

/** Items with their position as subject. */
function fill(folder: string, count: number): void {
  wire.server.fill(folder, ...Array.from({ length: count }, (_, index) => ({ subject: `${folder} ${index}` })));
}

const views = (requests: readonly Sent[]): [number, number][] =>
  requests.map(({ body: { view } }) => [view.offset, view.maxEntriesReturned]);

const subjects = () => wire.account.inbox.pluck('subject');

describe('pages', () => {
  test('of items: a hundred in each', async () => {
    fill('inbox', 250);
    const sizes: number[] = [];
    const requests = await wire.requestsOf(async () => {
      for await (const page of wire.account.inbox.pages()) sizes.push(page.length);
    });
    expect(sizes).toEqual([100, 100, 50]);
    expect(requests.map(({ operation }) => operation)).toEqual(['FindItem', 'GetItem', 'GetItem', 'GetItem']);
    expect(views(requests.slice(0, 1))).toEqual([[0, 1000]]);
  });

  test('of few members, each from the last of the one before: a hundred, so that a loop soon has its first, then a thousand', async () => {
    fill('inbox', 2200);
    const sizes: number[] = [];
    const requests = await wire.requestsOf(async () => {
      for await (const page of subjects().pages()) sizes.push(page.length);
    });
    expect(sizes).toEqual([100, 999, 999, 102]);
    expect(views(requests)).toEqual([
      [0, 100],
      [99, 1000],
      [1098, 1000],
      [2097, 1000],
    ]);
  });

  test('of few members, when all are wanted: a thousand at once', async () => {
    fill('inbox', 2200);
    const requests = await wire.requestsOf(async () => expect(await subjects().toArray()).toHaveLength(2200));
    expect(views(requests)).toEqual([
      [0, 1000],
      [999, 1000],
      [1998, 1000],
    ]);
  });

  test('of another size, said in either place', async () => {
    fill('inbox', 3);
    for (const pages of [subjects().pages({ pageSize: 2 }), subjects().all({ pageSize: 2 }).pages()]) {
      const sizes: number[] = [];
      const requests = await wire.requestsOf(async () => {
        for await (const page of pages) sizes.push(page.length);
      });
      expect(sizes).toEqual([2, 1]);
      expect(views(requests)).toEqual([
        [0, 2],
        [1, 3],
      ]);
    }
  });

  test('go on where the server says', async () => {
    wire.server.next(
      'FindItem',
      () => [success({ rootFolder: { indexedPagingOffset: 7, includesLastItemInRange: false, items: [item('a')] } })],
      () => [success({ rootFolder: { includesLastItemInRange: true, items: [item('b')] } })],
    );
    const requests = await wire.requestsOf(async () => expect(await subjects().toArray()).toEqual(['a', 'b']));
    expect(views(requests)).toEqual([
      [0, 1000],
      [7, 1000],
    ]);
  });

  test('end at an empty one, whatever the server says', async () => {
    wire.server.on('FindItem', () => [success({ rootFolder: { includesLastItemInRange: false, items: [] } })]);
    expect(await wire.operationsOf(() => subjects().toArray())).toEqual(['FindItem']);
  });

  test.each([
    [1, 'read'],
    [21, 'read'],
    [22, 'given up'],
  ])('%i in turn that hold nothing, of a server that says where it goes on: what follows is %s', async (empty, end) => {
    wire.server.on('FindItem', (_, nth) => {
      const rootFolder = {
        totalItemsInView: 1000,
        indexedPagingOffset: 10 * (nth + 1),
        includesLastItemInRange: false,
      };
      const found = { ...rootFolder, items: [item('a')], includesLastItemInRange: true };
      return [success({ rootFolder: nth < empty ? { ...rootFolder, items: [] } : found })];
    });
    const requests = await wire.requestsOf(async () => {
      const work = subjects().toArray({ concurrency: 1 });
      if (end === 'read') expect(await work).toEqual(['a']);
      else await expect(work).rejects.toThrow('the same items again, and says that there are more');
    });
    expect(requests).toHaveLength(end === 'read' ? empty + 1 : empty);
  });

  test('are asked for as they are wanted', async () => {
    fill('inbox', 5);
    const requests = await wire.requestsOf(async () => {
      for await (const page of subjects().pages({ pageSize: 2, concurrency: 1 })) if (page.includes('inbox 3')) break;
    });
    expect(views(requests)).toEqual([
      [0, 2],
      [1, 3],
    ]);
  });
});

function item(subject: string): object {
  return { kind: 'message', subject, itemId: { id: subject, changeKey: '1' } };
}

describe('slices', () => {
  test.each<
    [string, (query: QuerySet<AnyModel, unknown>) => QuerySet<AnyModel, unknown>, [number, number][], number[]]
  >([
    ['from the beginning', (q) => q.slice(0, 3), [[0, 3]], [0, 1, 2]],
    ['from the middle', (q) => q.slice(2, 4), [[2, 2]], [2, 3]],
    ['to the end', (q) => q.slice(6), [[6, 1000]], [6, 7]],
    ['of a slice', (q) => q.slice(2, 7).slice(1, 3), [[3, 2]], [3, 4]],
    ['of a slice, past its end', (q) => q.slice(2, 4).slice(1, 9), [[3, 1]], [3]],
    ['past the end', (q) => q.slice(20, 30), [[20, 10]], []],
  ])('%s', async (_, slice, asked, positions) => {
    fill('inbox', 8);
    const requests = await wire.requestsOf(async () =>
      expect(await slice(subjects() as unknown as QuerySet<AnyModel, unknown>).toArray()).toEqual(
        positions.map((position) => `inbox ${position}`),
      ),
    );
    expect(views(requests)).toEqual(asked);
  });

  test('over several pages ask for no more than is left', async () => {
    fill('inbox', 10);
    const requests = await wire.requestsOf(() => subjects().slice(1, 6).toArray({ pageSize: 2 }));
    expect(views(requests)).toEqual([
      [1, 2],
      [2, 3],
      [4, 2],
    ]);
  });

  test('of nothing send nothing', async () => {
    for (const query of [subjects().slice(3, 3), subjects().slice(0, 0), subjects().slice(2, 4).slice(2)])
      expect(await wire.operationsOf(() => query.toArray())).toEqual([]);
  });

  test('are counted as they are', async () => {
    fill('inbox', 8);
    expect(await subjects().slice(2, 5).count()).toBe(3);
    expect(await subjects().slice(6, 20).count()).toBe(2);
    expect(await subjects().slice(9).count()).toBe(0);
  });

  test.each([
    [-1, 3],
    [0, -1],
    [0.5, 2],
    [0, 1.5],
    ['0', 2],
    [Number.NaN, 1],
  ])('slice(%p, %p) is refused', async (start, end) => {
    const error = await wire.refusalOf(() => subjects().slice(start as number, end));
    expect(error.message).toContain(`slice: expected whole numbers from 0 on, got ${start} and ${end ?? 'Infinity'}`);
  });

  test('come last: what chooses or orders is refused after them', async () => {
    const { inbox } = wire.account;
    for (const [method, work] of [
      ['filter()', () => inbox.slice(0, 2).filter({ subject: 'x' })],
      ['exclude()', () => inbox.slice(0, 2).exclude({ subject: 'x' })],
      ['orderBy()', () => inbox.slice(0, 2).orderBy('subject')],
      ['search()', () => inbox.slice(0, 2).search('x')],
      ['reverse()', () => inbox.orderBy('subject').slice(0, 2).reverse()],
      ['traversal()', () => inbox.slice(0, 2).traversal('Associated')],
    ] as const) {
      const error = await wire.refusalOf(work);
      expect(error).toBeInstanceOf(ValidationError);
      expect(error.message).toContain(`${method}: a slice was taken already; what chooses or orders`);
      expect(error.message).toContain('comes before slice()');
    }
  });
});

describe('at()', () => {
  test('asks for the one', async () => {
    fill('inbox', 3);
    const requests = await wire.requestsOf(async () => expect(await subjects().at(2)).toBe('inbox 2'));
    expect(views(requests)).toEqual([[2, 1]]);
    expect(await subjects().at(3)).toBeUndefined();
  });

  test('from the end: the order the other way round', async () => {
    const request = await wire.xmlOf(() => wire.account.inbox.orderBy('-subject', 'size').at(-2));
    expect(inside(request, 'SortOrder')).toBe(xml`
      <FieldOrder Order="Ascending"><FieldURI FieldURI="item:Subject"/></FieldOrder>
      <FieldOrder Order="Descending"><FieldURI FieldURI="item:Size"/></FieldOrder>`);
    expect(request).toContain('MaxEntriesReturned="1" Offset="1"');
  });

  test('from the end of a slice: it is counted', async () => {
    fill('inbox', 8);
    for (const [query, last] of [
      [subjects().slice(1, 4), 'inbox 3'],
      [subjects().orderBy('subject').slice(6), 'inbox 7'],
    ] as const) {
      const requests = await wire.requestsOf(async () => expect(await query.at(-1)).toBe(last));
      expect(views(requests)).toEqual([
        [0, 1],
        [Number(last.at(-1)), 1],
      ]);
    }
    expect(await subjects().slice(1, 4).at(-3)).toBe('inbox 1');
    expect(await subjects().slice(1, 4).at(-4)).toBeUndefined();
    expect(await subjects().slice(1, 4).at(3)).toBeUndefined();
  });

  test('from the end without an order, or at what is no position, is refused', async () => {
    expect((await wire.refusalOf(() => wire.account.inbox.at(-1))).message).toContain('call orderBy() first');
    expect((await wire.refusalOf(() => wire.account.inbox.at(1.5))).message).toContain(
      'index: expected a whole number, got 1.5',
    );
    expect((await wire.refusalOf(() => wire.account.inbox.at('x' as never))).message).toContain('got x');
  });
});

describe('orders', () => {
  const orderOf = async (query: { toArray(): unknown }): Promise<string | undefined> =>
    inside(await wire.xmlOf(() => query.toArray()), 'SortOrder');

  test('by fields, in turn; - reverses', async () => {
    expect(await orderOf(wire.account.inbox.orderBy('-dateTimeReceived', 'subject'))).toBe(xml`
      <FieldOrder Order="Descending"><FieldURI FieldURI="item:DateTimeReceived"/></FieldOrder>
      <FieldOrder Order="Ascending"><FieldURI FieldURI="item:Subject"/></FieldOrder>`);
    expect(await orderOf(wire.account.contacts.orderBy('physicalAddresses__Home__city'))).toBe(
      xml`<FieldOrder Order="Ascending"><IndexedFieldURI FieldURI="contacts:PhysicalAddress:City" FieldIndex="Home"/></FieldOrder>`,
    );
  });

  test('a later one takes the place of an earlier one', async () => {
    expect(await orderOf(wire.account.inbox.orderBy('subject').orderBy('size'))).toBe(
      xml`<FieldOrder Order="Ascending"><FieldURI FieldURI="item:Size"/></FieldOrder>`,
    );
    expect(await orderOf(wire.account.inbox.orderBy('subject').orderBy())).toBeUndefined();
  });

  test('reverse() turns each key', async () => {
    expect(await orderOf(wire.account.inbox.orderBy('subject', '-size').reverse())).toBe(xml`
      <FieldOrder Order="Descending"><FieldURI FieldURI="item:Subject"/></FieldOrder>
      <FieldOrder Order="Ascending"><FieldURI FieldURI="item:Size"/></FieldOrder>`);
    expect((await wire.refusalOf(() => wire.account.inbox.all().reverse())).message).toContain(
      'reverse: call orderBy() first',
    );
  });

  test.each([
    ['subjekt', "did you mean 'subject'?"],
    ['-subjekt', "did you mean 'subject'?"],
    ['', 'has no field'],
    ['body', "Exchange cannot order by 'body'"],
    ['toRecipients', "Exchange cannot order by 'toRecipients'"],
    [5, "expected a field such as 'subject'"],
    [undefined, "expected a field such as 'subject'"],
  ])('%p is refused', async (key, message) => {
    expect((await wire.refusalOf(() => wire.account.inbox.orderBy(key as 'subject'))).message).toContain(message);
  });

  test('a name of several meanings is refused where nobody has said what the folder holds', async () => {
    const error = await wire.refusalOf(() => wire.account.folder({ id: 'x' }).orderBy('isRecurring' as never));
    expect(error.message).toContain('is something else of each');
  });
});

describe('traversal', () => {
  test.each(['Shallow', 'Associated', 'SoftDeleted'] as const)('%s', async (traversal) => {
    expect(await wire.xmlOf(() => wire.account.inbox.traversal(traversal).toArray())).toContain(
      `<FindItem Traversal="${traversal}">`,
    );
  });

  test('another is refused', async () => {
    const error = await wire.refusalOf(() => wire.account.inbox.traversal('Deep' as never));
    expect(error.message).toContain("expected one of 'Shallow', 'Associated', 'SoftDeleted'");
  });
});
