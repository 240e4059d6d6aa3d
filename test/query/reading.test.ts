/** What a query asks for: whole items, some members, rows; and from whom it gets them. */
import { describe, expect, test } from '@jest/globals';
import {
  BulkError,
  DoesNotExistError,
  extendedProperty,
  type Message,
  MultipleObjectsReturnedError,
} from '../../src/index.js';
import { inside, xml } from '../support/compact-xml.js';
import { recorder } from '../support/recorder.js';
import { failure } from '../support/scripted-server.js';
import { distinguished } from '../support/wire.js';

const wire = recorder();

describe('whole items are found by their ids, and got as they are', () => {
  test('two requests, of which the second names no versions', async () => {
    wire.server.fill('inbox', { subject: 'a' }, { subject: 'b' });
    const [find, get] = await wire.requestsOf(async () => {
      const items = (await wire.account.inbox.toArray()) as Message[];
      expect(items.map(({ subject }) => subject)).toEqual(['a', 'b']);
      expect(items.map(({ changeKey }) => changeKey)).toEqual(['inbox-0-1', 'inbox-1-1']);
    });
    expect(find?.xml).toBe(xml`
      <FindItem Traversal="Shallow">
        <ItemShape><BaseShape>IdOnly</BaseShape></ItemShape>
        <IndexedPageItemView MaxEntriesReturned="1000" Offset="0" BasePoint="Beginning"/>
        <ParentFolderIds>${distinguished('inbox')}</ParentFolderIds>
      </FindItem>`);
    expect(get?.xml).toBe(xml`
      <GetItem>
        <ItemShape><BaseShape>AllProperties</BaseShape></ItemShape>
        <ItemIds><ItemId Id="inbox-0"/><ItemId Id="inbox-1"/></ItemIds>
      </GetItem>`);
  });

  test('nothing found, nothing got', async () => {
    expect(await wire.operationsOf(() => wire.account.inbox.toArray())).toEqual(['FindItem']);
  });

  test.each(['uniqueBody', 'normalizedBody'] as const)(
    '%s is asked for by its name, in the form that is wanted',
    async (member) => {
      wire.server.fill('inbox', {});
      const [name = '', form] = {
        uniqueBody: ['UniqueBody', 'UniqueBodyType'],
        normalizedBody: ['NormalizedBody', 'NormalizedBodyType'],
      }[member];
      const plain = await wire.requestsOf(() => wire.account.inbox.only(member).toArray());
      const path = `<FieldURI FieldURI="item:${name}"/>`;
      expect(inside(plain.at(-1)?.xml ?? '', 'AdditionalProperties')).toBe(path);
      expect(plain.at(-1)?.xml).not.toContain(`<${form}>`);
      const text = await wire.requestsOf(() => wire.account.inbox.only(member).toArray({ bodyType: 'Text' }));
      expect(text.at(-1)?.operation).toBe('GetItem');
      expect(text.at(-1)?.xml).toContain(`<${form}>Text</${form}>`);
    },
  );

  test.each(['Best', 'HTML', 'Text'] as const)('bodyType %s', async (bodyType) => {
    wire.server.fill('inbox', {});
    const expected = xml`<BaseShape>AllProperties</BaseShape><BodyType>${bodyType}</BodyType>`;
    for (const work of [
      () => wire.account.inbox.toArray({ bodyType }),
      () => wire.account.inbox.all({ bodyType }).toArray(),
      async () => {
        for await (const _ of wire.account.inbox.pages({ bodyType }));
      },
      async () => {
        for await (const _ of wire.account.inbox.settled({ bodyType }));
      },
      () => wire.account.inbox.at(0, { bodyType }),
      () => wire.account.inbox.get(undefined, { bodyType }),
    ]) {
      const requests = await wire.requestsOf(work);
      expect(inside(requests.at(-1)?.xml ?? '', 'ItemShape')).toBe(expected);
    }
  });
});

describe('only()', () => {
  const find = (properties: string) => xml`
    <ItemShape><BaseShape>IdOnly</BaseShape>
      <AdditionalProperties>${properties}</AdditionalProperties></ItemShape>`;

  test('what FindItem gives as it is, comes with it', async () => {
    wire.server.fill('inbox', { subject: 'a', importance: 'High' });
    const request = await wire.xmlOf(() => wire.account.inbox.only('subject', 'importance').toArray());
    expect(`<ItemShape>${inside(request, 'ItemShape')}</ItemShape>`).toBe(
      `<ItemShape>${inside(find('<FieldURI FieldURI="item:Subject"/><FieldURI FieldURI="item:Importance"/>'), 'ItemShape')}</ItemShape>`,
    );
  });

  test('what it gives not at all, or cut short, is got by GetItem', async () => {
    wire.server.fill('inbox', { subject: 'a' });
    for (const member of ['body', 'toRecipients', 'attachments', 'internetMessageHeaders'] as const) {
      const [first, second] = await wire.requestsOf(() => wire.account.inbox.only('subject', member).toArray());
      expect([first?.operation, second?.operation]).toEqual(['FindItem', 'GetItem']);
      expect(inside(first?.xml ?? '', 'ItemShape')).toBe(xml`<BaseShape>IdOnly</BaseShape>`);
      expect(second?.body.itemShape.baseShape).toBe('IdOnly');
      expect(second?.body.itemShape.additionalProperties.map(({ fieldURI }: { fieldURI: string }) => fieldURI)).toEqual(
        ['item:Subject', expect.stringMatching(new RegExp(`:${member}$`, 'i'))],
      );
    }
  });

  test('what it may have cut by its length is got by GetItem, and nothing else', async () => {
    const note = extendedProperty({ tag: 0x6f01, type: 'String' });
    const blob = extendedProperty({ tag: 0x6f02, type: 'Binary' });
    const inbox = wire.account.inbox.withFields({ note, blob });
    const own = (value: string) => ({ extendedProperty: [{ extendedFieldURI: note.path, value }] });
    const bytes = Buffer.alloc(512, 1).toString('base64');
    wire.server.fill(
      'inbox',
      { subject: 'short', ...own('x') },
      { subject: 'long', ...own('y'.repeat(255)) },
      { subject: 'longer than any that is cut', ...own('z'.repeat(256)) },
      { subject: 's'.repeat(255) },
      { extendedProperty: [{ extendedFieldURI: blob.path, value: bytes }] },
    );
    wire.server.items.set('inbox-1', { ...wire.server.items.get('inbox-1'), ...own('y'.repeat(700)) });
    const requests = await wire.requestsOf(async () => {
      const notes = await inbox.values('subject', 'note', 'blob').toArray();
      expect(notes.map((row) => row.note?.length)).toEqual([1, 700, 256, undefined, undefined]);
    });
    expect(requests.map(({ operation }) => operation)).toEqual(['FindItem', 'GetItem']);
    expect(requests[1]?.body.itemIds.map(({ id }: { id: string }) => id)).toEqual(['inbox-1', 'inbox-3', 'inbox-4']);
    expect(inside(requests[1]?.xml ?? '', 'ItemShape')).toBe(inside(requests[0]?.xml ?? '', 'ItemShape'));
  });

  test('nothing, or the id alone: the id', async () => {
    wire.server.fill('inbox', {});
    for (const query of [wire.account.inbox.only(), wire.account.inbox.only('itemId')])
      expect(inside(await wire.xmlOf(() => query.toArray()), 'ItemShape')).toBe(xml`<BaseShape>IdOnly</BaseShape>`);
  });

  test('a dictionary is asked for as a whole', async () => {
    const request = await wire.xmlOf(() => wire.account.contacts.only('phoneNumbers', 'physicalAddresses').toArray());
    expect(inside(request, 'AdditionalProperties')).toBe(
      xml`<FieldURI FieldURI="contacts:PhoneNumbers"/><FieldURI FieldURI="contacts:PhysicalAddresses"/>`,
    );
  });

  test('a member that classes mean differently is asked for in all its meanings', async () => {
    const request = await wire.xmlOf(() => wire.account.folder({ id: 'x' }).only('isRecurring').toArray());
    for (const uri of ['calendar:IsRecurring', 'task:IsRecurring'])
      expect(inside(request, 'AdditionalProperties')).toContain(`<FieldURI FieldURI="${uri}"/>`);
  });

  test.each([
    ['subjekt', "did you mean 'subject'?"],
    ['id', 'there is no need to name it'],
    ['text', "name 'body'"],
    ['html', "name 'body'"],
    ['kind', 'it comes with every item'],
    ['changeKey', 'it comes with every item'],
    ['reply', 'has no field'],
    ['extendedProperty', 'Exchange gives this with all members only'],
    [5, 'expected the name of a field'],
  ])('%p is refused', async (name, message) => {
    for (const method of ['only', 'values', 'valuesList', 'pluck'] as const) {
      const error = await wire.refusalOf(() =>
        (wire.account.inbox[method] as (name: unknown) => unknown).call(wire.account.inbox, name),
      );
      expect(error.message).toContain(message);
    }
  });
});

describe('rows', () => {
  test('values, tuples and single values, in the order of the query', async () => {
    wire.server.fill('inbox', { subject: 'a', size: 1 }, { subject: 'b', size: 2 });
    const { inbox } = wire.account;
    expect(await inbox.values('subject', 'size').toArray()).toEqual([
      { subject: 'a', size: 1 },
      { subject: 'b', size: 2 },
    ]);
    expect(await inbox.valuesList('size', 'subject').toArray()).toEqual([
      [1, 'a'],
      [2, 'b'],
    ]);
    expect(await inbox.pluck('subject').toArray()).toEqual(['a', 'b']);
    expect(wire.sent.map(({ operation }) => operation)).toEqual(['FindItem', 'FindItem', 'FindItem']);
    for (const method of ['values', 'valuesList', 'pluck'] as const) {
      const query = (inbox[method] as (name: 'size') => { toArray(): unknown }).call(inbox, 'size');
      const [request] = await wire.requestsOf(() => query.toArray());
      expect(inside(request?.xml ?? '', 'AdditionalProperties')).toBe(xml`<FieldURI FieldURI="item:Size"/>`);
    }
  });

  test('are plain data, and a member that is not there is undefined', async () => {
    wire.server.fill('inbox', { subject: 'a' });
    const [row] = await wire.account.inbox.values('subject', 'size').toArray();
    expect(Object.keys(row as object)).toEqual(['subject', 'size']);
    expect(await wire.account.inbox.pluck('size').toArray()).toEqual([undefined]);
  });

  test('stay rows in whatever is asked then', async () => {
    wire.server.fill('inbox', { subject: 'a' }, { subject: 'b' });
    const subjects = wire.account.inbox.pluck('subject');
    expect(await subjects.at(1)).toBe('b');
    expect(await subjects.slice(1, 2).toArray()).toEqual(['b']);
    expect(await subjects.orderBy('subject').filter({ isRead: true }).toArray()).toEqual(['a', 'b']);
    const settled: unknown[] = [];
    for await (const result of subjects.settled()) settled.push(result);
    expect(settled).toEqual([
      { status: 'fulfilled', value: 'a', id: { id: 'inbox-0', changeKey: 'inbox-0-1' } },
      { status: 'fulfilled', value: 'b', id: { id: 'inbox-1', changeKey: 'inbox-1-1' } },
    ]);
    for await (const page of subjects.pages()) expect(page).toEqual(['a', 'b']);
  });
});

describe('one item', () => {
  test('get() asks for two at most, and wants exactly one', async () => {
    wire.server.fill('inbox', { subject: 'a' });
    const query = wire.account.inbox.only('subject');
    const request = await wire.xmlOf(async () => expect((await query.get()).subject).toBe('a'));
    expect(request).toContain('<IndexedPageItemView BasePoint="Beginning" MaxEntriesReturned="2" Offset="0"/>');
    wire.server.fill('inbox', {}, {});
    await expect(query.get()).rejects.toBeInstanceOf(MultipleObjectsReturnedError);
    wire.server.fill('inbox');
    await expect(query.get()).rejects.toBeInstanceOf(DoesNotExistError);
  });

  test('exists() asks for the id of one', async () => {
    const request = await wire.xmlOf(async () => expect(await wire.account.inbox.all().exists()).toBe(false));
    expect(request).toBe(xml`
      <FindItem Traversal="Shallow">
        <ItemShape><BaseShape>IdOnly</BaseShape></ItemShape>
        <IndexedPageItemView MaxEntriesReturned="1" Offset="0" BasePoint="Beginning"/>
        <ParentFolderIds>${distinguished('inbox')}</ParentFolderIds>
      </FindItem>`);
    wire.server.fill('inbox', {});
    expect(await wire.account.inbox.all().exists()).toBe(true);
  });

  test('count() asks for one, and believes the server’s sum', async () => {
    wire.server.fill('inbox', {}, {}, {});
    const request = await wire.xmlOf(async () => expect(await wire.account.inbox.count()).toBe(3));
    expect(request).toContain('MaxEntriesReturned="1" Offset="0"');
    expect(inside(request, 'ItemShape')).toBe(xml`<BaseShape>IdOnly</BaseShape>`);
  });
});

describe('items that are not to be had', () => {
  const gone = ({ itemIds }: { itemIds: { id: string }[] }) =>
    itemIds.map(({ id }, index) =>
      index === 1 ? failure('ErrorItemNotFound') : wire.server.usual('GetItem', { itemIds: [{ id }] })[0],
    );

  test('one that is deleted meanwhile is left out of a loop, and a rejection among settled results', async () => {
    wire.server.fill('inbox', { subject: 'a' }, { subject: 'b' }, { subject: 'c' });
    wire.server.on('GetItem', gone);
    expect((await wire.account.inbox.toArray()).map(({ id }) => id)).toEqual(['inbox-0', 'inbox-2']);
    const results = [];
    for await (const result of wire.account.inbox.settled()) results.push(result);
    expect(results.map(({ status, id }) => [status, id?.id])).toEqual([
      ['fulfilled', 'inbox-0'],
      ['rejected', 'inbox-1'],
      ['fulfilled', 'inbox-2'],
    ]);
    expect(results[1]).toMatchObject({ reason: { code: 'ErrorItemNotFound' } });
  });

  /** The second of them cannot be read. */
  const corrupt = ({ itemIds }: { itemIds: { id: string }[] }) =>
    itemIds.map(({ id }) =>
      id === 'inbox-1' ? failure('ErrorItemCorrupt') : wire.server.usual('GetItem', { itemIds: [{ id }] })[0],
    );

  test('one that cannot be read keeps no other from being read; a loop tells of it at its end', async () => {
    wire.server.fill('inbox', {}, {}, {}, {});
    wire.server.on('GetItem', corrupt);
    const seen: string[] = [];
    const loop = async () => {
      for await (const { id } of wire.account.inbox.all({ pageSize: 2 })) seen.push(id);
    };
    const error = await loop().catch((thrown: unknown) => thrown as BulkError);
    expect(seen).toEqual(['inbox-0', 'inbox-2', 'inbox-3']);
    expect(error).toBeInstanceOf(BulkError);
    expect(error).toMatchObject({
      message: expect.stringContaining('GetItem: 1 of 4 failed: [1] '),
      results: [{ status: 'rejected' }],
      failures: [{ index: 1, id: { id: 'inbox-1' }, reason: { code: 'ErrorItemCorrupt' } }],
    });
  });

  test('toArray() tells of it with all that could be read', async () => {
    wire.server.fill('inbox', { subject: 'a' }, { subject: 'b' }, { subject: 'c' });
    wire.server.on('GetItem', corrupt);
    await expect(wire.account.inbox.toArray()).rejects.toMatchObject({
      code: 'ERR_BULK',
      results: [{ value: { subject: 'a' } }, { reason: { code: 'ErrorItemCorrupt' } }, { value: { subject: 'c' } }],
      failures: [{ index: 1 }],
    });
  });

  test('where one item is wanted, its error is thrown as it is', async () => {
    wire.server.fill('inbox', {}, {});
    wire.server.on('GetItem', corrupt);
    const error = { name: 'ResponseError', code: 'ErrorItemCorrupt' };
    await expect(wire.account.inbox.at(1)).rejects.toMatchObject(error);
    await expect(wire.account.inbox.get()).rejects.toMatchObject(error);
    expect((await wire.account.inbox.at(0))?.id).toBe('inbox-0');
  });

  test('where none can be read, all of them are told', async () => {
    wire.server.fill('inbox', {}, {}, {});
    wire.server.on('GetItem', ({ itemIds }) => itemIds.map(() => failure('ErrorAccessDenied')));
    const error = await wire.account.inbox.toArray().catch((thrown: unknown) => thrown as BulkError);
    expect((error as BulkError).failures.map(({ index, reason }) => [index, reason.code])).toEqual([
      [0, 'ErrorAccessDenied'],
      [1, 'ErrorAccessDenied'],
      [2, 'ErrorAccessDenied'],
    ]);
    const codes = [];
    for await (const result of wire.account.inbox.settled())
      codes.push(result.status === 'rejected' ? result.reason.code : '');
    expect(codes).toEqual(['ErrorAccessDenied', 'ErrorAccessDenied', 'ErrorAccessDenied']);
  });

  test('fewer answers than were asked for: those are missing, and said to be', async () => {
    wire.server.fill('inbox', {}, {});
    wire.server.on('GetItem', (request) => wire.server.usual('GetItem', request).slice(0, 1));
    const codes = [];
    for await (const result of wire.account.inbox.settled())
      codes.push(result.status === 'rejected' ? result.reason.code : 'ok');
    expect(codes).toEqual(['ok', 'ERR_UNANSWERED']);
  });
});

describe('settled() of rows', () => {
  test.each([
    ['pluck()', () => wire.account.inbox.pluck('body')],
    ['values()', () => wire.account.inbox.values('body')],
    ['valuesList()', () => wire.account.inbox.valuesList('body')],
  ])('an item that cannot be read is an error in its place, and no row, in %s', async (_, query) => {
    wire.server.fill('inbox', { subject: 'A' }, { subject: 'B' });
    wire.server.on('GetItem', (request) => [
      failure('ErrorItemCorrupt'),
      wire.server.usual('GetItem', { itemIds: request.itemIds.slice(1) })[0],
    ]);
    const results: object[] = [];
    for await (const result of query().settled()) results.push(result);
    expect(results).toMatchObject([
      { status: 'rejected', reason: { code: 'ErrorItemCorrupt' } },
      { status: 'fulfilled' },
    ]);
    expect(results.map((result) => 'value' in result)).toEqual([false, true]);
  });
});
