/** What the test suites of the protocol try with each class of items: made, changed, moved, copied, shaped, and refused. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Account, extendedProperty } from '../../src/index.js';
import { CreateItem, DeleteItem, GetItem, MoveItem, UpdateItem } from '../../src/raw.js';
import { story } from '../stories/mailbox.js';
import { CLASSES, type ClassOfItems, folderOf, type ItemLike, newOne } from './classes.js';

type Members = Record<string, unknown>;
type Path = { kind: 'fieldURI'; fieldURI: string };

const s = story();
let alice: Account;
beforeAll(async () => {
  alice = await s.connect('alice');
});

const make = (one: ClassOfItems, called: string, more: object = {}) =>
  folderOf(alice, one).create(newOne(one, called, more));
const idOf = ({ id }: ItemLike) => ({ kind: 'itemId', id }) as const;
const isGone = (item: ItemLike) => expect(alice.item(item.id)).rejects.toMatchObject({ code: 'ErrorItemNotFound' });

/** One item as GetItem gives it in a shape. */
async function got(item: ItemLike, baseShape: string, more: object = {}): Promise<Members> {
  const { responseMessages } = await alice.call(GetItem, {
    itemShape: { baseShape, ...more },
    itemIds: [idOf(item)],
  } as never);
  const [message] = responseMessages as unknown as { items: Members[] }[];
  return message!.items[0]!;
}
const membersOf = (item: Members) =>
  Object.keys(item)
    .filter((key) => item[key] !== undefined)
    .sort();

describe.each(CLASSES.map((one) => [one.name, one] as const))('%s', (_, one) => {
  const isMail = one.kind === 'message' || one.kind === 'postItem';

  test('is created, got and deleted', async () => {
    const item = await make(one, 'whole');
    const read = await got(item, 'AllProperties');
    expect([read['kind'], read[one.title]]).toEqual([one.readAs, 'whole']);
    await item.delete({ disposal: 'hard' });
    await isGone(Object.assign(item, { itemId: read['itemId'] }));
  });

  test('is copied', async () => {
    const item = await make(one, 'copied');
    const copy = await item.copy('deleteditems');
    expect(copy?.id).not.toBe(item.id);
    for (const each of [item, copy!]) expect((await got(each, 'AllProperties'))[one.title]).toBe('copied');
  });

  test('is moved', async () => {
    const item = await make(one, 'moved');
    const before = { ...item, id: item.id } as ItemLike;
    await item.move('deleteditems');
    expect(item.id).not.toBe(before.id);
    expect((await got(item, 'AllProperties'))[one.title]).toBe('moved');
    await isGone(before);
  });

  test('is updated', async () => {
    const item = await make(one, 'before');
    await item.update({ [one.title]: 'after' });
    expect((await got(item, 'AllProperties'))[one.title]).toBe('after');
  });

  test('is marked as read with all of its folder', async () => {
    const item = await make(one, 'unread', isMail ? { isRead: false } : {});
    await folderOf(alice, one).markAllAsRead();
    if (isMail) expect((await got(item, 'AllProperties'))['isRead']).toBe(true);
    expect((await got(item, 'AllProperties'))[one.title]).toBe('unread');
  });

  test('is not updated by what nobody may change', async () => {
    const item = await make(one, 'kept');
    const path: Path = { kind: 'fieldURI', fieldURI: 'item:Size' };
    const updates = [{ kind: 'setItemField', path, item: { kind: one.kind, size: 5 } }];
    const call = alice.call(UpdateItem, {
      conflictResolution: 'AlwaysOverwrite',
      messageDisposition: 'SaveOnly',
      sendMeetingInvitationsOrCancellations: 'SendToNone',
      itemChanges: [{ itemId: { id: item.id }, updates }],
    } as never);
    await expect(call).rejects.toMatchObject({ code: 'ErrorInvalidPropertySet' });
    await expect(item.update({ size: 5 })).rejects.toThrow('Exchange sets this itself');
  });

  test('is not created in a folder that is not there', async () => {
    const folder = await alice.distinguished('msgfolderroot').createFolder(`gone ${one.name}`);
    const id = await folder.id();
    await folder.delete({ disposal: 'hard' } as never);
    const call = alice.call(CreateItem, {
      messageDisposition: 'SaveOnly',
      sendMeetingInvitations: 'SendToNone',
      savedItemFolderId: { folderId: { id } },
      items: [newOne(one, 'nowhere')],
    } as never);
    await expect(call).rejects.toMatchObject({ code: 'ErrorFolderNotFound' });
  });

  test('has own properties of several types', async () => {
    const set = 'c11ff724-aa03-4555-9952-8fa248a11c3e';
    const named = (name: string, type: string) => extendedProperty({ set, name, type } as never);
    const types = { title1: 'String', number: 'Integer', yes: 'Boolean', day: 'SystemTime', words: 'StringArray' };
    const fields = Object.fromEntries(Object.entries(types).map(([name, type]) => [name, named(name, type)]));
    const values = { title1: one.name, number: 5, yes: true, day: new Date('2027-03-01T09:00:00Z'), words: ['a', 'b'] };
    const folder = folderOf(alice, one).withFields(fields);
    await folder.create(newOne(one, 'own', values));
    expect(await folder.get({ title1: one.name })).toMatchObject(values);
  });

  test('is worked on several at a time', async () => {
    const made = await folderOf(alice, one).createAll([newOne(one, 'one'), newOne(one, 'two')]);
    const set = () => alice.items(made as never[]);
    expect((await set().toArray()).map((item) => (item as unknown as Members)[one.title])).toEqual(['one', 'two']);
    await set().update({ categories: ['red'] } as never);
    expect((await set().toArray()).map(({ categories }) => categories)).toEqual([['red'], ['red']]);
    expect((await set().copy('deleteditems')).length).toBe(2);
    const moved = await set().move('deleteditems');
    expect(moved.length).toBe(2);
    for (const item of made) await item.delete({ disposal: 'hard' });
  });

  test('is got in the shape that is asked for', async () => {
    const item = await make(one, 'shaped');
    const additionalProperties = ['item:ItemClass', 'item:Size'].map((fieldURI) => ({ kind: 'fieldURI', fieldURI }));
    const read = await got(item, 'IdOnly', { additionalProperties });
    expect(membersOf(read)).toEqual(['itemClass', 'itemId', 'kind', 'size']);
  });

  test('is got in each base shape', async () => {
    const item = await make(one, 'shapes', { body: { bodyType: 'Text', value: 'x' } });
    const [id, usual, all] = await Promise.all(['IdOnly', 'Default', 'AllProperties'].map((shape) => got(item, shape)));
    expect(membersOf(id!)).toEqual(['itemId', 'kind']);
    expect(membersOf(usual!)).toEqual(expect.arrayContaining(membersOf(id!)));
    expect(membersOf(all!).length).toBeGreaterThan(membersOf(usual!).length);
  });

  test('is got with its body in each form', async () => {
    const item = await make(one, 'bodies', { body: { bodyType: 'HTML', value: '<p>see <b>me</b></p>' } });
    const additionalProperties = [{ kind: 'fieldURI', fieldURI: 'item:Body' }];
    const bodyIn = async (bodyType: string) =>
      (await got(item, 'IdOnly', { bodyType, additionalProperties }))['body'] as { bodyType: string; value: string };
    const [text, html, best] = [await bodyIn('Text'), await bodyIn('HTML'), await bodyIn('Best')];
    expect([text.bodyType, html.bodyType, best.bodyType]).toEqual(['Text', 'HTML', 'HTML']);
    expect(text.value).toMatch(/^see me\s*$/);
    expect(html.value).toContain('<b>me</b>');
    expect(best.value).toBe(html.value);
  });

  test('of a class of another kind is refused', async () => {
    await expect(make(one, 'wrong', { itemClass: one.wrongClass })).rejects.toMatchObject({
      code: one.wrongCode,
    });
  });
});

/** Lists and tasks are no MIME. */
const WITH_MIME = CLASSES.filter(({ kind }) => kind !== 'distributionList' && kind !== 'task');

test.each(WITH_MIME.map((one) => [one.name, one] as const))(
  '%s is got with MIME content where that is asked for',
  async (_, one) => {
    const item = await make(one, 'as text');
    const wanted = (includeMimeContent: boolean) => got(item, 'IdOnly', { includeMimeContent });
    expect((await wanted(false))['mimeContent']).toBeUndefined();
    const { mimeContent } = (await wanted(true)) as { mimeContent?: { value: Uint8Array } };
    expect(Buffer.from(mimeContent?.value ?? '').toString()).toMatch(/^(BEGIN:|[A-Za-z-]+: )/m);
  },
);

describe('several classes at once', () => {
  const makeAll = () => Promise.all(CLASSES.map((one) => make(one, 'together')));
  const ids = (items: ItemLike[]) => items.map(({ id, itemId }) => ({ kind: 'itemId', ...itemId, id }));
  const codesOf = (answer: unknown) =>
    (answer as { responseMessages: { responseCode: string }[] }).responseMessages.map(
      ({ responseCode }) => responseCode,
    );
  const NONE = CLASSES.map(() => 'NoError');

  test('are created, got and deleted', async () => {
    const items = await makeAll();
    const read = await alice.items(items as never[]).toArray();
    expect(read.map((item) => (item as unknown as Members)['kind'])).toEqual(CLASSES.map(({ readAs }) => readAs));
    const how = {
      deleteType: 'HardDelete',
      sendMeetingCancellations: 'SendToNone',
      affectedTaskOccurrences: 'AllOccurrences',
    };
    expect(codesOf(await alice.call(DeleteItem, { ...how, itemIds: ids(items) } as never))).toEqual(NONE);
    for (const item of items) await isGone(item);
  });

  test('are copied', async () => {
    const items = await makeAll();
    const copies = await alice.items(items as never[]).copy('deleteditems');
    expect(copies).toHaveLength(CLASSES.length);
    expect((await alice.items(items as never[]).toArray()).length).toBe(CLASSES.length);
  });

  test('are moved', async () => {
    const items = await makeAll();
    const toFolderId = { distinguishedFolderId: { id: 'deleteditems' } };
    expect(codesOf(await alice.call(MoveItem, { toFolderId, itemIds: ids(items) } as never))).toEqual(NONE);
    for (const item of items) await isGone(item);
  });

  test('are updated', async () => {
    const items = await makeAll();
    await alice.items(items as never[]).update({ categories: ['red'] } as never);
    expect((await alice.items(items as never[]).toArray()).map(({ categories }) => categories)).toEqual(
      CLASSES.map(() => ['red']),
    );
  });

  test('are not updated by what one of them has not', async () => {
    const items = await makeAll();
    const results = await alice
      .items(items as never[])
      .update({ location: 'x' } as never, { errors: 'return' } as never);
    expect((results as unknown as { status: string }[]).map(({ status }) => status)).toEqual(
      CLASSES.map(({ kind }) => (kind === 'calendarItem' ? 'fulfilled' : 'rejected')),
    );
  });
});
