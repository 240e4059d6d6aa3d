/** Queries on several folders: one request each, and slices that go over them. */
import { describe, expect, test } from '@jest/globals';
import { EwsError, extendedProperty, ValidationError } from '../../src/index.js';
import { inside, xml } from '../support/compact-xml.js';
import { recorder } from '../support/recorder.js';
import { distinguished } from '../support/wire.js';

const wire = recorder();

function fill(folder: string, count: number): void {
  wire.server.fill(folder, ...Array.from({ length: count }, (_, index) => ({ subject: `${folder} ${index}` })));
}

const both = () => wire.account.folders(wire.account.inbox, wire.account.drafts);
const subjects = () => both().pluck('subject');

test('each folder is asked on its own, in turn', async () => {
  fill('inbox', 2);
  fill('drafts', 1);
  const requests = await wire.requestsOf(async () =>
    expect(await subjects().toArray()).toEqual(['inbox 0', 'inbox 1', 'drafts 0']),
  );
  expect(requests.map((request) => inside(request.xml, 'ParentFolderIds'))).toEqual([
    xml(distinguished('inbox')),
    xml(distinguished('drafts')),
  ]);
});

test('conditions, orders and shapes are those of each', async () => {
  const requests = await wire.requestsOf(() =>
    both().filter({ subject: 'x' }).orderBy('subject').only('subject').toArray(),
  );
  const [first, second] = requests.map((request) => request.xml.replace(/"(inbox|drafts)"/, ''));
  expect(first).toBe(second);
  expect(first).toContain('<Restriction>');
  expect(first).toContain('<SortOrder>');
});

describe('slices', () => {
  test.each<[number, number, string[], number[]]>([
    [0, 2, ['inbox 0', 'inbox 1'], [0]],
    [2, 5, ['inbox 2', 'drafts 0', 'drafts 1'], [2, 0]],
    [4, 6, ['drafts 1', 'drafts 2'], [4, 1]],
    [3, 4, ['drafts 0'], [3, 0]],
    [9, 10, [], [9, 6]],
  ])('from %p to %p', async (start, end, expected, offsets) => {
    fill('inbox', 3);
    fill('drafts', 3);
    const requests = await wire.requestsOf(async () =>
      expect(await subjects().slice(start, end).toArray()).toEqual(expected),
    );
    expect(requests.map(({ body: { view } }) => view.offset)).toEqual(offsets);
  });

  test('with pages that are smaller than what is skipped', async () => {
    fill('inbox', 3);
    fill('drafts', 3);
    expect(await subjects().slice(4, 6).toArray({ pageSize: 1 })).toEqual(['drafts 1', 'drafts 2']);
    expect(await subjects().slice(1, 5).toArray({ pageSize: 1 })).toEqual([
      'inbox 1',
      'inbox 2',
      'drafts 0',
      'drafts 1',
    ]);
  });
});

describe('an order goes over all of them', () => {
  const day = (date: number) => new Date(Date.UTC(2026, 0, date));
  /** As a server orders them. */
  const lay = (folder: string, ...items: readonly object[]) =>
    wire.server.fill(folder, ...(items as { subject: string }[]));
  const bySubject = () => both().orderBy('subject');

  test('the folders take turns', async () => {
    lay('inbox', { subject: 'a' }, { subject: 'C' }, { subject: 'c' }, { subject: 'e' });
    lay('drafts', { subject: 'b' }, { subject: 'c' }, { subject: 'd' });
    const requests = await wire.requestsOf(async () =>
      expect(await bySubject().pluck('subject').toArray()).toEqual(['a', 'b', 'C', 'c', 'c', 'd', 'e']),
    );
    expect(requests).toHaveLength(2);
    const ids = (await bySubject().only('subject').toArray()).map(({ id }) => id);
    expect(ids).toEqual(['inbox-0', 'drafts-0', 'inbox-1', 'inbox-2', 'drafts-1', 'drafts-2', 'inbox-3']);
  });

  test('downwards, by times, with absent ones last', async () => {
    lay(
      'inbox',
      { subject: 'i9', dateTimeReceived: day(9) },
      { subject: 'i3', dateTimeReceived: day(3) },
      { subject: 'i' },
    );
    lay('drafts', { subject: 'd5', dateTimeReceived: day(5) }, { subject: 'd' });
    const query = both().orderBy('-dateTimeReceived');
    expect(await query.pluck('subject').toArray()).toEqual(['i9', 'd5', 'i3', 'i', 'd']);
  });

  test.each<[string, object, object]>([
    ['size', { size: 9 }, { size: 10 }],
    ['isRead', { isRead: false }, { isRead: true }],
    ['importance', { importance: 'Normal' }, { importance: 'High' }],
    ['sensitivity', { sensitivity: 'Private' }, { sensitivity: 'Confidential' }],
    ['from', { from: { name: 'Ann' } }, { from: { name: 'bob' } }],
    ['subject', {}, { subject: '' }],
  ])('by %s', async (field, less, more) => {
    for (const [inbox, drafts, first] of [
      [less, more, 'inbox-0'],
      [more, less, 'drafts-0'],
    ] as const) {
      lay('inbox', inbox);
      lay('drafts', drafts);
      const [up] = await both()
        .orderBy(field as 'subject')
        .only()
        .toArray();
      const [down] = await both()
        .orderBy(`-${field}` as 'subject')
        .only()
        .toArray();
      expect([up?.id, down?.id].sort()).toEqual(['drafts-0', 'inbox-0']);
      expect(up?.id).toBe(first);
    }
  });

  test.each<[string, object]>([
    ['size', { size: 9 }],
    ['isRead', { isRead: true }],
    ['dateTimeReceived', { dateTimeReceived: day(3) }],
    ['importance', { importance: 'High' }],
    ['from', { from: { name: 'Ann' } }],
    ['categories', { categories: ['x', 'y'] }],
    ['itemClass', { itemClass: 'IPM.Note' }],
    ['itemClass', {}],
  ])('the same %s: the next key decides', async (field, same) => {
    lay('inbox', { ...same, subject: 'b' }, { ...same, subject: 'd' });
    lay('drafts', { ...same, subject: 'a' }, { ...same, subject: 'c' });
    for (const key of [field, `-${field}`]) {
      const query = both().orderBy(key as 'size', 'subject');
      expect(await query.only().toArray()).toMatchObject(
        ['drafts-0', 'inbox-0', 'drafts-1', 'inbox-1'].map((id) => ({ id })),
      );
    }
  });

  test('by an entry of a dictionary, by an own field, by several keys', async () => {
    const rank = extendedProperty({ tag: 0x6f03, type: 'Integer' });
    const own = (value: string) => ({ extendedProperty: [{ extendedFieldURI: rank.path, value }] });
    const city = (name: string) => ({
      kind: 'contact',
      physicalAddresses: [
        { key: 'Home', city: name },
        { key: 'Business', city: 'x' },
      ],
    });
    lay('contacts', { ...city('Oslo'), ...own('2') }, { ...city('Rome'), ...own('10') });
    lay('other', { ...city('Paris'), ...own('9') }, { ...city('Rome'), ...own('1') });
    const { contacts } = wire.account;
    const other = wire.account.folder({ id: 'other' }, 'contacts');
    const query = wire.account.folders(contacts.withFields({ rank }), other.withFields({ rank }));
    const order = async (...keys: readonly string[]) =>
      (
        await query
          .orderBy(...(keys as 'subject'[]))
          .only()
          .toArray()
      ).map(({ id }) => id);
    expect(await order('physicalAddresses__Home__city')).toEqual(['contacts-0', 'other-0', 'contacts-1', 'other-1']);
    expect(await order('physicalAddresses__Home__city', 'rank')).toEqual([
      'contacts-0',
      'other-0',
      'other-1',
      'contacts-1',
    ]);
    expect(await order('rank')).toEqual(['contacts-0', 'other-0', 'other-1', 'contacts-1']);
  });

  test('by own fields of times and of bytes', async () => {
    const due = extendedProperty({ tag: 0x6f04, type: 'SystemTime' });
    const blob = extendedProperty({ tag: 0x6f05, type: 'Binary' });
    const own = (time: string, bytes: number[]) => ({
      extendedProperty: [
        { extendedFieldURI: due.path, value: time },
        { extendedFieldURI: blob.path, value: Buffer.from(bytes).toString('base64') },
      ],
    });
    lay('inbox', own('2026-10-01T00:00:00Z', [200]));
    lay('drafts', own('2026-09-01T00:00:00Z', [9, 1]));
    const fields = { due, blob };
    const query = wire.account.folders(wire.account.inbox.withFields(fields), wire.account.drafts.withFields(fields));
    for (const key of ['due', 'blob'] as const)
      expect(
        (
          await query
            .orderBy(key as never)
            .only()
            .toArray()
        ).map(({ id }) => id),
      ).toEqual(['drafts-0', 'inbox-0']);
  });

  test('by what FindItem does not give is refused', async () => {
    const { calendar } = wire.account;
    const set = wire.account.folders(calendar, wire.account.folder({ id: 'other' }, 'calendar'));
    const error = await wire.refusalOf(() => set.orderBy('originalStart').toArray());
    expect(error.message).toContain('orderBy.originalStart: FindItem does not give this');
    expect(await wire.operationsOf(() => calendar.orderBy('originalStart').only('subject').toArray())).toEqual([
      'FindItem',
    ]);
  });

  test('what it goes by is asked for, and given to nobody who has not', async () => {
    lay('inbox', { subject: 'a', size: 1 });
    lay('drafts', { subject: 'b', size: 2 });
    const query = both().orderBy('size').only('subject');
    const [request] = await wire.requestsOf(async () => {
      for (const item of await query.toArray()) expect(Object.keys(item)).not.toContain('size');
    });
    expect(inside(request?.xml ?? '', 'AdditionalProperties')).toBe(
      xml`<FieldURI FieldURI="item:Subject"/><FieldURI FieldURI="item:Size"/>`,
    );
    expect((await both().orderBy('size').only('subject', 'size').toArray()).map(({ size }) => size)).toEqual([1, 2]);
  });

  test('whole items are got in that order', async () => {
    lay('inbox', { subject: 'a' }, { subject: 'c' });
    lay('drafts', { subject: 'b' });
    const requests = await wire.requestsOf(() => bySubject().toArray());
    expect(requests.map(({ operation }) => operation)).toEqual(['FindItem', 'FindItem', 'GetItem']);
    expect(requests[0]?.body.itemShape.additionalProperties).toHaveLength(1);
    expect(requests[2]?.body.itemIds.map(({ id }: { id: string }) => id)).toEqual(['inbox-0', 'drafts-0', 'inbox-1']);
    expect(requests[2]?.body.itemShape).toMatchObject({ baseShape: 'AllProperties' });
  });

  test.each<[number, number, string[], number[]]>([
    [0, 2, ['a', 'b'], [2, 2]],
    [1, 4, ['b', 'c', 'd'], [4, 4]],
    [5, 9, ['f'], [9, 9]],
    [6, 9, [], [9, 9]],
  ])('a slice from %p to %p is one of that order', async (start, end, expected, counts) => {
    lay('inbox', { subject: 'a' }, { subject: 'c' }, { subject: 'd' });
    lay('drafts', { subject: 'b' }, { subject: 'e' }, { subject: 'f' });
    const requests = await wire.requestsOf(async () =>
      expect(await bySubject().pluck('subject').slice(start, end).toArray()).toEqual(expected),
    );
    expect(requests.map(({ body: { view } }) => view.maxEntriesReturned)).toEqual(counts);
    expect(await bySubject().slice(start, end).count()).toBe(expected.length);
  });

  test('no page is asked for that is not needed', async () => {
    lay('inbox', ...'abcdef'.split('').map((subject) => ({ subject })));
    lay('drafts', ...'uvwxyz'.split('').map((subject) => ({ subject })));
    const query = bySubject().pluck('subject').all({ pageSize: 2 });
    const requests = await wire.requestsOf(async () =>
      expect(await query.slice(0, 4).toArray()).toEqual(['a', 'b', 'c', 'd']),
    );
    expect(requests.map(({ body }) => [body.parentFolderIds[0].id, body.view.offset])).toEqual([
      ['inbox', 0],
      ['drafts', 0],
      ['inbox', 1],
    ]);
    const first = await wire.requestsOf(async () => expect(await query.at(0)).toBe('a'));
    expect(first).toHaveLength(2);
  });

  test('pages are of the size that was asked for', async () => {
    lay('inbox', ...'ace'.split('').map((subject) => ({ subject })));
    lay('drafts', ...'bd'.split('').map((subject) => ({ subject })));
    const pages: unknown[] = [];
    for await (const page of bySubject().pluck('subject').pages({ pageSize: 2 })) pages.push(page);
    expect(pages).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
  });

  test('of one folder, the server has the order and skips', async () => {
    fill('inbox', 4);
    const one = wire.account.folders(wire.account.inbox).orderBy('subject').only('subject').slice(2, 4);
    const request = await wire.xmlOf(() => one.toArray());
    expect(request).toContain('MaxEntriesReturned="2" Offset="2"');
  });
});

test('counts are added up', async () => {
  fill('inbox', 3);
  fill('drafts', 4);
  expect(await both().all().count()).toBe(7);
  expect(await both().all().slice(2, 20).count()).toBe(5);
});

test('exists() looks no further than it has to', async () => {
  fill('inbox', 1);
  expect(await wire.operationsOf(() => both().all().exists())).toEqual(['FindItem']);
});

test('deletes go over all of them', async () => {
  fill('inbox', 2);
  fill('drafts', 1);
  const requests = await wire.requestsOf(() => both().all().delete());
  expect(requests.map(({ operation }) => operation)).toEqual(['FindItem', 'FindItem', 'DeleteItem']);
  expect(requests[2]?.body.itemIds.map(({ id }: { id: string }) => id)).toEqual(['inbox-0', 'inbox-1', 'drafts-0']);
});

test('without any folder nothing is asked', async () => {
  expect(await wire.operationsOf(async () => expect(await wire.account.folders().all().count()).toBe(0))).toEqual([]);
});

describe('what a set of folders knows', () => {
  test('the fields of their kind; of unlike kinds, those of every class', async () => {
    const { inbox, drafts, calendar } = wire.account;
    const same = await wire.refusalOf(() =>
      wire.account.folders(inbox, drafts).filter({ phoneNumbers__MobilePhone: 'x' } as never),
    );
    expect(same.message).toContain("has no field 'phoneNumbers__MobilePhone'");
    await wire.account.folders(inbox, calendar).filter({ location: 'x', isRead: true }).only('itemId').toArray();
    expect(wire.sent).toHaveLength(2);
  });

  test('the own fields of all of them', async () => {
    const one = extendedProperty({ tag: 0x6f01, type: 'String' });
    const two = extendedProperty({ tag: 0x6f02, type: 'String' });
    const set = wire.account.folders(wire.account.inbox.withFields({ one }), wire.account.drafts.withFields({ two }));
    const [request] = await wire.requestsOf(() => set.filter({ one: 'x', two: 'y' } as never).toArray());
    expect(request?.xml).toContain('PropertyTag="0x6f01"');
    expect(request?.xml).toContain('PropertyTag="0x6f02"');
  });
});

describe('what is refused', () => {
  test('what is no folder', async () => {
    for (const wrong of ['inbox', undefined, both(), {}]) {
      const error = await wire.refusalOf(() => wire.account.folders(wire.account.inbox, wrong as never));
      expect(error).toBeInstanceOf(ValidationError);
      expect(error.message).toContain('folders[1]: expected a folder');
    }
  });

  test('a folder of another account', async () => {
    const bob = await wire.other('bob@example.test');
    const error = await wire.refusalOf(() => wire.account.folders(wire.account.inbox, bob.inbox));
    expect((error as EwsError).code).toBe('ERR_OTHER_ACCOUNT');
    expect(error).toBeInstanceOf(EwsError);
  });
});

test('so many at a time that not an item would be left for each: one each', async () => {
  const folders = Array.from({ length: 1001 }, (_, index) => wire.account.folder({ id: `f-${index}` }, 'mail'));
  fill('f-0', 1);
  const [request] = await wire.requestsOf(async () => {
    for await (const page of wire.account
      .folders(...folders)
      .only('subject')
      .pages({ concurrency: 2000 })) {
      expect(page).toHaveLength(1);
      break;
    }
  });
  expect(request?.body.view.maxEntriesReturned).toBe(1);
});
