/** Change feeds: what SyncFolderItems is asked, and when the state to resume from moves on. */
import { describe, expect, test } from '@jest/globals';
import { type Change, type ChangeOptions, type Message, ResyncError } from '../../src/index.js';
import { inside, xml } from '../support/compact-xml.js';
import { RawAnswer, recorder } from '../support/recorder.js';
import { failure, success } from '../support/scripted-server.js';
import { distinguished } from '../support/wire.js';

const wire = recorder();

const created = (id: string) => ({
  kind: 'create',
  item: { kind: 'message', subject: id, itemId: { id, changeKey: `${id}-1` } },
});

async function all<T>(feed: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const each of feed) list.push(each);
  return list;
}

describe('the request', () => {
  test('asks for all members, 512 changes, from the beginning', async () => {
    expect(await wire.xmlOf(() => all(wire.account.inbox.changes()))).toBe(xml`
      <SyncFolderItems>
        <ItemShape><BaseShape>AllProperties</BaseShape></ItemShape>
        <SyncFolderId>${distinguished('inbox')}</SyncFolderId>
        <MaxChangesReturned>512</MaxChangesReturned>
      </SyncFolderItems>`);
  });

  test.each<[ChangeOptions, string, string | undefined]>([
    [{ since: '7' }, 'SyncState', '7'],
    [{ since: '' }, 'SyncState', undefined],
    [{ pageSize: 1 }, 'MaxChangesReturned', '1'],
    [{ pageSize: 512 }, 'MaxChangesReturned', '512'],
    [{ scope: 'NormalItems' }, 'SyncScope', 'NormalItems'],
    [{ scope: 'NormalAndAssociatedItems' }, 'SyncScope', 'NormalAndAssociatedItems'],
    [{}, 'SyncScope', undefined],
    [{ bodyType: 'Text' }, 'BodyType', 'Text'],
  ])('%j: %s %p', async (options, element, value) => {
    const request = await wire.xmlOf(() => all(wire.account.inbox.changes(options)));
    expect(new RegExp(`<${element}>(.*)</${element}>`).exec(request)?.[1]).toBe(value);
  });

  test('of a path looks it up first, and once for the whole feed', async () => {
    wire.server.changes = [[created('a')], [created('b')]];
    const requests = await wire.requestsOf(() => all(wire.account.inbox.folder('Projects').changes()));
    expect(requests.map(({ operation }) => operation)).toEqual(['FindFolder', 'SyncFolderItems', 'SyncFolderItems']);
    expect(inside(requests[1]?.xml ?? '', 'SyncFolderId')).toBe(
      xml`<FolderId Id="f-projects" ChangeKey="f-projects-1"/>`,
    );
  });

  test.each([
    [{ pageSize: 0 }, 'pageSize: expected a whole number from 1 to 512'],
    [{ pageSize: 513 }, 'pageSize: expected a whole number from 1 to 512'],
    [{ since: 5 }, 'since: expected a string'],
    [{ scope: 'All' }, "scope: expected one of 'NormalItems', 'NormalAndAssociatedItems'"],
    [{ sinc: '5' }, "sinc: there is no such option; did you mean 'since'?"],
    ['7', 'expected an object of options'],
  ])('%j is refused', async (options, message) => {
    expect((await wire.refusalOf(() => wire.account.inbox.changes(options as object))).message).toContain(message);
  });
});

test('changes of each kind', async () => {
  wire.server.changes = [
    [
      created('a'),
      { ...created('b'), kind: 'update' },
      { kind: 'delete', itemId: { id: 'c', changeKey: 'c-1' } },
      { kind: 'readFlagChange', itemId: { id: 'd', changeKey: 'd-1' }, isRead: true },
      { kind: 'readFlagChange', itemId: { id: 'e', changeKey: 'e-1' }, isRead: false },
    ],
  ];
  const changes = await all(wire.account.inbox.changes());
  expect(changes.map(({ kind, id }) => [kind, id.id])).toEqual([
    ['create', 'a'],
    ['update', 'b'],
    ['delete', 'c'],
    ['readFlag', 'd'],
    ['readFlag', 'e'],
  ]);
  const [first, second, third, fourth, fifth] = changes as (Change<Message> & { item: Message; isRead: boolean })[];
  expect([first?.item.subject, second?.item.subject]).toEqual(['a', 'b']);
  expect(typeof first?.item.reply).toBe('function');
  expect([third?.item, fourth?.isRead, fifth?.isRead]).toEqual([undefined, true, false]);
});

/** An answer that no schema allows. */
function answer(operation: 'SyncFolderItems' | 'SyncFolderHierarchy', changes: string): RawAnswer {
  const last = operation === 'SyncFolderItems' ? 'Item' : 'Folder';
  const message = `<m:ResponseCode>NoError</m:ResponseCode><m:SyncState>1</m:SyncState><m:IncludesLast${last}InRange>true</m:IncludesLast${last}InRange><m:Changes>${changes}</m:Changes>`;
  const text = `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages" xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types"><s:Body><m:${operation}Response><m:ResponseMessages><m:${operation}ResponseMessage ResponseClass="Success">${message}</m:${operation}ResponseMessage></m:ResponseMessages></m:${operation}Response></s:Body></s:Envelope>`;
  return new RawAnswer(200, text);
}

describe('a change that names nobody is passed over, and the feed goes on', () => {
  test('among items: an occurrence that is gone, and what has no id', async () => {
    const odd = '<t:Delete><t:OccurrenceItemId RecurringMasterId="m" InstanceIndex="2"/></t:Delete>';
    const mark = '<t:ReadFlagChange><t:IsRead>true</t:IsRead></t:ReadFlagChange>';
    const gone = '<t:Delete><t:ItemId Id="c"/></t:Delete>';
    wire.server.on('SyncFolderItems', () => answer('SyncFolderItems', odd + mark + gone));
    const feed = wire.account.inbox.changes();
    expect((await all(feed)).map(({ kind, id }) => [kind, id.id])).toEqual([['delete', 'c']]);
    expect(feed.state).toBe('1');
  });

  test('among folders', async () => {
    const gone = '<t:Delete/><t:Delete><t:FolderId Id="f"/></t:Delete>';
    wire.server.on('SyncFolderHierarchy', () => answer('SyncFolderHierarchy', gone));
    const feed = wire.account.inbox.folderChanges();
    expect((await all(feed)).map(({ kind, id }) => [kind, id.id])).toEqual([['delete', 'f']]);
    expect(feed.state).toBe('1');
  });
});

describe('the state to resume from', () => {
  test('goes on in whole requests, as their changes have been taken', async () => {
    wire.server.changes = [[created('a'), created('b')], [created('c')]];
    const feed = wire.account.inbox.changes();
    const seen: string[] = [];
    for await (const { id } of feed) seen.push(`${id.id} ${feed.state}`);
    expect(seen).toEqual(['a ', 'b ', 'c 1']);
    expect(feed.state).toBe('2');
    expect(wire.sent.map(({ body }) => body.syncState)).toEqual([undefined, '1']);
  });

  test('stays, when the loop is left in the middle of a request: its changes come again', async () => {
    wire.server.changes = [[created('a')], [created('b'), created('c')]];
    const feed = wire.account.inbox.changes();
    for await (const { id } of feed) if (id.id === 'b') break;
    expect(feed.state).toBe('1');
    expect((await all(feed)).map(({ id }) => id.id)).toEqual(['b', 'c']);
    expect(feed.state).toBe('2');
  });

  test('begins with what was given', async () => {
    wire.server.changes = [[created('a')], [created('b')]];
    const feed = wire.account.inbox.changes({ since: '1' });
    expect(feed.state).toBe('1');
    expect((await all(feed)).map(({ id }) => id.id)).toEqual(['b']);
    expect(feed.state).toBe('2');
  });

  test('of a feed at its end is where later changes are asked for', async () => {
    wire.server.changes = [[created('a')]];
    const feed = wire.account.inbox.changes();
    await all(feed);
    wire.server.changes = [[created('a')], [created('b')]];
    expect((await all(feed)).map(({ id }) => id.id)).toEqual(['b']);
  });

  test('an answer without a state leaves it as it was', async () => {
    wire.server.on('SyncFolderItems', () => [success({ includesLastItemInRange: true })]);
    const feed = wire.account.inbox.changes({ since: '5' });
    await all(feed);
    expect(feed.state).toBe('5');
  });

  test('is what an error leaves', async () => {
    wire.server.changes = [[created('a')], []];
    wire.server.next(
      'SyncFolderItems',
      (request) => wire.server.usual('SyncFolderItems', request),
      () => [failure('ErrorInvalidSyncStateData')],
    );
    const feed = wire.account.inbox.changes();
    await expect(all(feed)).rejects.toMatchObject({ code: 'ErrorInvalidSyncStateData' });
    expect(feed.state).toBe('1');
  });
});

test('asks for the next portion only when it is wanted, and until the server says that it was the last', async () => {
  wire.server.changes = [[created('a')], [], [created('b')]];
  const requests = await wire.requestsOf(async () => expect(await all(wire.account.inbox.changes())).toHaveLength(2));
  expect(requests).toHaveLength(3);
  const stopped = await wire.requestsOf(async () => {
    for await (const _ of wire.account.inbox.changes()) break;
  });
  expect(stopped).toHaveLength(1);
});

describe('what this program changes itself', () => {
  test('is left out: items, and ids', async () => {
    wire.server.keep({ subject: 'x' }, 'i-1');
    const item = await wire.account.item('i-1');
    const request = await wire.xmlOf(() => all(wire.account.inbox.changes({ ignore: [item, 'i-2', { id: 'i-3' }] })));
    expect(inside(request, 'Ignore')).toBe(xml`<ItemId Id="i-1"/><ItemId Id="i-2"/><ItemId Id="i-3"/>`);
  });

  test('nothing is left out where nothing is named', async () => {
    expect(await wire.xmlOf(() => all(wire.account.inbox.changes({ ignore: [] })))).not.toContain('Ignore');
  });

  test('what has no id is refused unsent', async () => {
    const error = await wire.refusalOf(() => wire.account.inbox.changes({ ignore: [5] } as object));
    expect(error.message).toContain('ignore: expected an array of items or ids');
  });
});

test('a state that the server has forgotten is an error of its own, with what to do', async () => {
  wire.server.on('SyncFolderItems', () => [failure('ErrorInvalidSyncStateData')]);
  const error = await all(wire.account.inbox.changes({ since: 'old' })).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ResyncError);
  expect((error as ResyncError).remedy).toContain('without `since`');
});

describe('folders', () => {
  const folder = (id: string, name: string) => ({
    kind: 'folder',
    displayName: name,
    folderId: { id, changeKey: '1' },
  });

  test('of each kind, as folders to work with, page by page; the state moves on with them', async () => {
    const portions = [
      [{ kind: 'create', folder: folder('f-1', 'One') }],
      [
        { kind: 'update', folder: { ...folder('f-2', 'Two'), kind: 'calendarFolder', folderClass: 'IPF.Appointment' } },
        { kind: 'delete', folderId: { id: 'f-3' } },
      ],
    ];
    wire.server.on('SyncFolderHierarchy', ({ syncState = '0' }) => [
      success({
        syncState: String(Number(syncState) + 1),
        includesLastFolderInRange: syncState !== '0',
        changes: portions[Number(syncState)],
      }),
    ]);
    const feed = wire.account.top.folderChanges();
    const seen: unknown[] = [];
    for await (const change of feed)
      seen.push([
        change.kind,
        change.id.id,
        ...(change.kind === 'delete' ? [] : [change.folder.label, change.folder.kind]),
        feed.state,
      ]);
    expect(seen).toEqual([
      ['create', 'f-1', 'One', 'any', ''],
      ['update', 'f-2', 'Two', 'calendar', '1'],
      ['delete', 'f-3', '1'],
    ]);
    expect(feed.state).toBe('2');
    expect(inside(wire.sent[0]?.xml ?? '', 'SyncFolderId')).toBe(xml`${distinguished('msgfolderroot')}`);
    expect(wire.sent.map(({ body }) => body.syncState)).toEqual([undefined, '1']);
  });
});
