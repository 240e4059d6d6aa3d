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
