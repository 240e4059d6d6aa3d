/** The mark of created items, by itself: what gets one, how it is looked for, and what an answer to the look says. */
import { describe, expect, test } from '@jest/globals';
import type { CreateItemType } from '../../generated/index.js';
import { CreatedMark } from '../../src/client/created-mark.js';

const create = (items: object[], more: object = {}) => CreatedMark.for({ items, ...more } as unknown as CreateItemType);
const draft = { kind: 'message' };

/** The id in the marks. */
const idOf = (mark: CreatedMark) => {
  const [first] = mark.request.items as { extendedProperty?: { value: string }[] }[];
  return first?.extendedProperty?.at(-1)?.value.split('/')[0] as string;
};
const item = (value: string, id = 'a') => ({ itemId: { id }, extendedProperty: [{ value: 'other' }, { value }] });
const page = (items: object[] | undefined, more: object = {}) => ({
  responseClass: 'Success',
  rootFolder: { ...(items && { items }), ...more },
});
const pages = (...all: object[]) => ({ responseMessages: all });

describe('a mark is for', () => {
  test.each([
    ['message', ['drafts']],
    ['calendarItem', ['calendar']],
    ['contact', ['contacts']],
    ['distributionList', ['contacts']],
    ['task', ['tasks']],
  ])('a %s, which goes to %j where nothing is said', (kind, folders) => {
    const query = create([{ kind }])?.query(0);
    expect(query?.parentFolderIds).toEqual(folders.map((id) => ({ kind: 'distinguishedFolderId', id })));
  });

  test('several kinds at once, each folder named once', () => {
    const mark = create([{ kind: 'contact' }, { kind: 'task' }, { kind: 'distributionList' }]);
    expect(mark?.query(0).parentFolderIds).toEqual([
      { kind: 'distinguishedFolderId', id: 'contacts' },
      { kind: 'distinguishedFolderId', id: 'tasks' },
    ]);
  });

  test.each([['item'], ['postItem'], ['message']])('a %s in a folder that is named', (kind) => {
    const byId = create([{ kind }], { savedItemFolderId: { folderId: { id: 'f' } } });
    expect(byId?.query(0).parentFolderIds).toEqual([{ kind: 'folderId', id: 'f' }]);
    const byName = create([{ kind }], { savedItemFolderId: { distinguishedFolderId: { id: 'inbox' } } });
    expect(byName?.query(0).parentFolderIds).toEqual([{ kind: 'distinguishedFolderId', id: 'inbox' }]);
  });

  test.each<[string, object[], object]>([
    ['an item whose folder is not known', [{ kind: 'item' }], {}],
    ['a post whose folder is not known', [{ kind: 'postItem' }], {}],
    ['one of them among others', [draft, { kind: 'item' }], {}],
    ['a reply', [{ kind: 'replyToItem' }], {}],
    ['what has no kind', [{}], {}],
    ['nothing', [], {}],
    ['mail that is sent', [draft], { messageDisposition: 'SendOnly' }],
    ['mail that is sent and kept', [draft], { messageDisposition: 'SendAndSaveCopy' }],
    ['a meeting that invites', [{ kind: 'calendarItem' }], { sendMeetingInvitations: 'SendToAllAndSaveCopy' }],
    ['an address list', [draft], { savedItemFolderId: { addressListId: { id: 'x' } } }],
  ])('not for %s', (_, items, more) => {
    expect(create(items, more)).toBeUndefined();
  });

  test('what is said outright to be saved only', () => {
    expect(create([draft], { messageDisposition: 'SaveOnly', sendMeetingInvitations: 'SendToNone' })).toBeDefined();
    expect(CreatedMark.for({ items: undefined } as unknown as CreateItemType)).toBeUndefined();
  });
});

test('each item gets its own mark, beside the properties that it has', () => {
  const mark = create([{ ...draft, extendedProperty: [{ value: 'own' }] }, draft]) as CreatedMark;
  const values = (mark.request.items as { extendedProperty: { value: string }[] }[]).map(({ extendedProperty }) =>
    extendedProperty.map(({ value }) => value),
  );
  expect(values).toEqual([['own', `${idOf(mark)}/0`], [`${idOf(mark)}/1`]]);
  expect(idOf(mark)).toMatch(/^[\da-f-]{36}$/);
  expect(mark.request.items[1]).toMatchObject({
    kind: 'message',
    extendedProperty: [
      {
        extendedFieldURI: {
          distinguishedPropertySetId: 'PublicStrings',
          propertyName: 'ewskit-created-by',
          propertyType: 'String',
        },
      },
    ],
  });
});

test('the look asks for what begins with the id, a thousand at a time', () => {
  const mark = create([draft]) as CreatedMark;
  const path = {
    kind: 'extendedFieldURI',
    distinguishedPropertySetId: 'PublicStrings',
    propertyName: 'ewskit-created-by',
    propertyType: 'String',
  };
  expect(mark.query(7)).toEqual({
    traversal: 'Shallow',
    itemShape: { baseShape: 'IdOnly', additionalProperties: [path] },
    view: { kind: 'indexedPageItemView', maxEntriesReturned: 1000, offset: 7, basePoint: 'Beginning' },
    restriction: {
      kind: 'contains',
      containmentMode: 'Prefixed',
      containmentComparison: 'Exact',
      path,
      constant: { value: `${idOf(mark)}/` },
    },
    parentFolderIds: [{ kind: 'distinguishedFolderId', id: 'drafts' }],
  });
});

describe('what is found', () => {
  test('is told as CreateItem would have, without the mark; the first of two with one mark counts', () => {
    const mark = create([draft, draft, draft]) as CreatedMark;
    const id = idOf(mark);
    const found = mark.found(
      pages(page([item(`${id}/2`, 'c'), item(`${id}/0`, 'a'), item(`${id}/2`, 'again'), item('foreign/1', 'x')])),
    );
    expect([...found.keys()]).toEqual([2, 0]);
    expect(found.get(2)).toEqual({
      kind: 'createItemResponseMessage',
      responseClass: 'Success',
      responseCode: 'NoError',
      items: [{ itemId: { id: 'c' } }],
    });
  });

  test('items without properties, with a mark without a number, and pages without items say nothing', () => {
    const mark = create([draft]) as CreatedMark;
    const id = idOf(mark);
    expect(mark.found(pages(page([{ itemId: { id: 'a' } }, item(`${id}/x`), item(`${id}/1.5`)]))).size).toBe(0);
    expect(mark.found(pages(page(undefined))).size).toBe(0);
  });
});

describe('the next page', () => {
  const two = () => create([draft, { kind: 'task' }]) as CreatedMark;
  const full = { includesLastItemInRange: false };
  const last = { includesLastItemInRange: true };
  const some = [{}, {}, {}];

  test.each<[string, object, object, number, number | undefined]>([
    ['none, where both have said all', page(some, last), page(some, last), 0, undefined],
    ['none, where there is nothing more', page([], full), page(undefined, full), 5, undefined],
    ['where the server says', page(some, { ...full, indexedPagingOffset: 9 }), page(some, last), 0, 9],
    ['behind what came, where it does not say', page(some, full), page(some, last), 4, 7],
    ['the first of two', page(some, { ...full, indexedPagingOffset: 9 }), page(some, full), 4, 7],
    ['also where the end is not marked', page(some), page(some, last), 0, 3],
  ])('%s', (_, first, second, offset, next) => {
    expect(two().next(pages(first, second), offset)).toBe(next);
  });

  const REMEDY = 'Look for what was to be created before you create it again.';
  const ASKED = 'FindItem: the server was asked what exists already, but';

  test.each([4, 3, 0])('pages that go from 4 to %i end the look', (indexedPagingOffset) => {
    const standing = pages(page(some, { ...full, indexedPagingOffset }), page([], last));
    expect(() => two().next(standing, 4)).toThrow(`${ASKED} its pages stand still at 4. ${REMEDY}`);
  });

  test('a folder that did not answer leaves it open', () => {
    const half = pages(page(some, last), { responseClass: 'Success' });
    expect(() => two().next(half, 0)).toThrow(`${ASKED} it answered for 1 of 2 folders. ${REMEDY}`);
    expect(() => two().found(half)).toThrow(expect.objectContaining({ code: 'ERR_NOT_EWS', remedy: REMEDY }));
  });
});
