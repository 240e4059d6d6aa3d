/** With which members changed items come, in feeds and watches alike, and what is left out of them. */
import { describe, expect, test } from '@jest/globals';
import { type AnyItem, type Change, extendedProperty, type Models } from '../../src/index.js';
import { inside } from '../support/compact-xml.js';
import { memory } from '../support/memory-store.js';
import { recorder } from '../support/recorder.js';
import { failure, success } from '../support/scripted-server.js';
import { distinguished } from '../support/wire.js';

const wire = recorder();

const item = (id: string, rest: object = {}) => ({ kind: 'message', itemId: { id, changeKey: `${id}-1` }, ...rest });
const created = (id: string, rest: object = {}) => ({ kind: 'create', item: item(id, rest) });

async function all<T>(feed: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const each of feed) list.push(each);
  return list;
}

/** What a watch of the inbox gives at first. */
async function first(options: object): Promise<unknown[]> {
  const ending = new AbortController();
  const told: unknown[] = [];
  const watch = wire.account.inbox.watch({ store: memory(), from: 'beginning', signal: ending.signal, ...options });
  for await (const change of watch) {
    told.push(change);
    ending.abort();
  }
  return told;
}

const ways: [string, (options: object) => Promise<unknown[]>][] = [
  ['changes()', (options) => all(wire.account.inbox.changes(options))],
  ['changes() of a set', (options) => all(wire.account.folders(wire.account.inbox).changes(options))],
  ['watch()', first],
];

/** Without what makes it readable. */
const flat = (xml: string | undefined) => xml?.replace(/>\s+</g, '><');

const shapes = (): string[] =>
  wire.sent
    .filter(({ operation }) => /SyncFolderItems|^GetItem/.test(operation))
    .map(({ operation, xml }) => `${operation} ${flat(inside(xml, 'ItemShape'))}`);

describe.each(ways)('%s', (_, changes) => {
  test('members that SyncFolderItems gives are asked for there', async () => {
    wire.server.changes = [[created('a', { subject: 'A', isRead: true })]];
    expect(await changes({ only: ['subject', 'isRead'] })).toMatchObject([{ item: { subject: 'A', isRead: true } }]);
    expect(shapes()).toEqual([
      expect.stringMatching(/^SyncFolderItems <BaseShape>IdOnly<.*FieldURI="item:Subject".*FieldURI="message:IsRead"/),
    ]);
  });

  test('members that it does not give are asked for by GetItem, and what is gone meanwhile is left out', async () => {
    wire.server.changes = [[created('a'), created('b')]];
    wire.server.on('GetItem', () => [
      success({ items: [item('a', { body: { bodyType: 'Text', value: 'Hello' } })] }),
      failure('ErrorItemNotFound'),
    ]);
    const told = (await changes({ only: ['body'], bodyType: 'Text' })) as Change<{ text: string }>[];
    expect(told.map((change) => 'item' in change && [change.id.id, change.item.text])).toEqual([['a', 'Hello']]);
    expect(shapes()).toEqual([
      'SyncFolderItems <BaseShape>IdOnly</BaseShape>',
      expect.stringMatching(/^GetItem <BaseShape>IdOnly<.*<BodyType>Text<.*FieldURI="item:Body"/),
    ]);
  });

  test('a text that may have been cut is read again, and only that', async () => {
    wire.server.changes = [[created('a', { subject: 'x'.repeat(255) }), created('b', { subject: 'short' })]];
    wire.server.on('GetItem', ({ itemIds }) => {
      expect(itemIds.map(({ id }: { id: string }) => id)).toEqual(['a']);
      return [success({ items: [item('a', { subject: 'y'.repeat(300) })] })];
    });
    const [told] = (await changes({ only: ['subject'] })) as [{ item: { subject: string } }];
    expect(told.item.subject).toHaveLength(300);
  });

  test('a name that is none is refused unsent', async () => {
    const refusal = await wire.refusalOf(() => changes({ only: ['subjct'] }));
    expect(refusal.message).toContain("did you mean 'subject'?");
    expect((await wire.refusalOf(() => changes({ only: 'subject' }))).message).toContain('only: expected an array');
  });

  test('what is ignored is named in the request', async () => {
    wire.server.changes = [[created('a')]];
    await changes({ ignore: ['i-1', { id: 'i-2' }] });
    const { xml } = wire.sent.find(({ operation }) => operation === 'SyncFolderItems') ?? {};
    expect(flat(inside(xml ?? '', 'Ignore'))).toBe('<ItemId Id="i-1"/><ItemId Id="i-2"/>');
    expect((await wire.refusalOf(() => changes({ ignore: [7] }))).message).toContain('ignore: expected');
  });
});

test('own fields come with what is chosen, and their values with the items of a watch', async () => {
  const menu = extendedProperty({ set: 'PublicStrings', name: 'lunch menu', type: 'String' });
  const menus = wire.account.inbox.withFields({ menu });
  await all(menus.changes({ only: ['menu'] }));
  await all(wire.account.folders(menus).changes({ only: ['subject'] })).catch(() => []);
  expect(shapes()[0]).toMatch(/IdOnly<.*PropertyName="lunch menu"/);
});

test('an ignored item that is added while the watch goes on counts from the next request on', async () => {
  const ignore: string[] = [];
  wire.server.changes = [[created('a')], [created('b')]];
  const feed = wire.account.inbox.changes({ ignore });
  for await (const change of feed) ignore.push(change.id.id);
  const requests = wire.sent.filter(({ operation }) => operation === 'SyncFolderItems');
  expect(requests.map(({ xml }) => flat(inside(xml, 'Ignore')))).toEqual([undefined, '<ItemId Id="a"/>']);
});

test('a set of folders: since its state, the changes of each, and where they happened', async () => {
  const set = wire.account.folders(wire.account.inbox, wire.account.inbox.folder('Projects'));
  wire.server.changes = [[created('a')]];
  const feed = set.changes();
  const told = await all(feed);
  expect(told.map(({ folder }) => folder.label)).toEqual(['inbox', 'Projects']);
  wire.server.changes = [[created('a')], [created('b')]];
  expect(await all(set.changes({ since: feed.state }))).toMatchObject([{ id: { id: 'b' } }, { id: { id: 'b' } }]);
});

test('a view of several calendars is asked of each, and ordered where that is wanted', async () => {
  const week = { start: '2025-03-03', end: '2025-03-09' } as const;
  const sent = await wire.requestsOf(async () => {
    const found = wire.account
      .folders(wire.account.calendar, wire.account.inbox.folder('Plans', 'calendar'))
      .view(week);
    await found.orderBy('start').only('subject').toArray();
  });
  const views = sent.filter(({ operation }) => operation === 'FindItem');
  expect(views.map(({ xml }) => flat(inside(xml, 'ParentFolderIds')))).toEqual([
    distinguished('calendar'),
    '<FolderId ChangeKey="f-plans-1" Id="f-plans"/>',
  ]);
  for (const { xml } of views) expect(xml).toContain('StartDate="2025-03-02T23:00:00Z"');
  const mail = wire.account.folders(wire.account.inbox) as unknown as ReturnType<typeof calendars>;
  expect((await wire.refusalOf(() => mail.view(week))).message).toContain('views are of calendars');
});

const calendars = () => wire.account.folders(wire.account.calendar);

test('the types: with `only` those members, without it all of them', () => {
  const ofAll: (change: Change<Models['mail']['item']>) => void = () => undefined;
  async function typed(): Promise<void> {
    for await (const change of wire.account.inbox.changes()) ofAll(change);
    for await (const change of wire.account.inbox.changes({ only: ['subject'] })) {
      if (change.kind !== 'create') continue;
      const subject: string | undefined = change.item.subject;
      // @ts-expect-error: it was not asked for
      expect([subject, change.item.isRead]).toBeDefined();
    }
    // @ts-expect-error: there is no such member
    wire.account.inbox.watch({ store: memory(), only: ['subjct'] });
    // @ts-expect-error: mail has no views
    wire.account.folders(wire.account.inbox).view({ start: '2025-03-03', end: '2025-03-04' });
  }
  const any: AnyItem | undefined = undefined;
  expect([typeof typed, any]).toEqual(['function', undefined]);
});
