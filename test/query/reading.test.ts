/** What a query asks for: whole items, some members, rows; and from whom it gets them. */
import { describe, expect, test } from '@jest/globals';
import { DoesNotExistError, type Message, MultipleObjectsReturnedError } from '../../src/index.js';
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
        <IndexedPageItemView MaxEntriesReturned="100" Offset="0" BasePoint="Beginning"/>
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

  test('any other error ends a loop, and is one of the settled results', async () => {
    wire.server.fill('inbox', {}, {}, {});
    wire.server.on('GetItem', ({ itemIds }) => itemIds.map(() => failure('ErrorAccessDenied')));
    await expect(wire.account.inbox.toArray()).rejects.toMatchObject({ code: 'ErrorAccessDenied' });
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
