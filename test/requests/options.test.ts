/**
 * The options of every method, as a caller from plain JavaScript gives them: names that are none, values of the wrong type, and what is no
 * set of options at all are refused before anything is sent; and what is right reaches every request of the method.
 */
import { beforeEach, describe, expect, test } from '@jest/globals';
import {
  Exchange,
  failFast,
  faultTolerance,
  type MeetingRequest,
  type Message,
  mapi,
  type Task,
  ValidationError,
} from '../../src/index.js';
import { ALICE, ENDPOINT, fault, recorder } from '../support/recorder.js';

const wire = recorder();

type Call = (options: never) => unknown;

/** Names of options by what they are about. */
const REQUEST = ['signal', 'timeoutMs', 'deadlineMs', 'retry'];
const READ = [...REQUEST, 'bodyType', 'maximumBodySize', 'allMembers', 'pageSize', 'concurrency'];
const BULK = [...REQUEST, 'chunkSize', 'concurrency', 'onProgress', 'errors'];
const TOLD = ['notify', 'saveCopy'];
const UPDATE = [...REQUEST, ...TOLD, 'conflict', 'suppressReadReceipts'];
const DELETE = [...REQUEST, ...TOLD, 'disposal', 'affectedTaskOccurrences', 'suppressReadReceipts'];
const SEND = [...REQUEST, 'saveCopy'];

/** A value that each option must not have. */
const WRONG: Readonly<Record<string, unknown>> = {
  signal: new AbortController(),
  timeoutMs: -1,
  deadlineMs: '5',
  retry: { maxWaitMs: 5 },
  bodyType: 'Plain',
  maximumBodySize: 0,
  allMembers: 'yes',
  pageSize: 0,
  chunkSize: 1001,
  concurrency: 0,
  onProgress: 'x',
  errors: 'ignore',
  notify: true,
  saveCopy: 5,
  conflict: 'Mine',
  suppressReadReceipts: 'yes',
  disposal: 'bin',
  affectedTaskOccurrences: 'All',
  recursive: 1,
  fields: 5,
  where: 5,
  fractionalPage: [2, 1],
  only: 'subject',
  deep: 'yes',
  isRead: 'yes',
  since: 5,
  scope: 'All',
  folder: 5,
  from: 'Hex',
  to: 'Hex',
};

let message: Message;
let request: MeetingRequest;
let task: Task;

/** Items as if they had been read, which takes no request. */
beforeEach(() => {
  const known = (id: string) => ({ itemId: { id, changeKey: '1' } });
  message = Object.assign(wire.account.inbox.new({ subject: 'x' }), known('m'));
  request = Object.assign(wire.account.inbox.new({ kind: 'meetingRequest' } as never) as never, known('r'));
  task = Object.assign(wire.account.tasks.new(), known('t'));
});

/** A login to which the server has said nothing yet. */
const unasked = () =>
  new Exchange({
    credentials: { username: ALICE, password: 'secret' },
    endpoint: ENDPOINT,
    protocol: { transport: wire.transport, versions: false },
  });
const folder = () => wire.account.folder({ id: 'f-projects' }, 'mail');
const query = () => wire.account.inbox.filter({ isRead: false });
const set = () => wire.account.items(['m']);
const drain = async (items: AsyncIterable<unknown>) => {
  for await (const _ of items);
};

/** Each method: what it is called, how it is called with options, and the options that it has. */
const METHODS: [string, Call, readonly string[]][] = [
  ['account.item', (o) => wire.account.item('m', o), [...READ, 'fields']],
  ['account.send', (o) => wire.account.send({ subject: 'x' }, o), SEND],
  [
    'account.convertId',
    (o) => wire.account.convertId('x', { to: 'EwsId', ...(o as object) }),
    [...REQUEST, 'from', 'to'],
  ],
  ['exchange.info', (o) => unasked().info(o), REQUEST],
  ['folder.id', (o) => wire.account.inbox.id(o), REQUEST],
  ['folder.exists', (o) => folder().exists(o), REQUEST],
  ['folder.info', (o) => folder().info(o), [...REQUEST, 'fields', 'only']],
  ['folder.refresh', (o) => folder().refresh(o), REQUEST],
  ['folder.tree', (o) => folder().tree(o), REQUEST],
  ['folder.parent', (o) => folder().parent(o), REQUEST],
  ['folder.parts', (o) => folder().parts(o), REQUEST],
  ['folder.path', (o) => folder().path(o), REQUEST],
  ['folder.children', (o) => folder().children(o).toArray(), [...REQUEST, 'where', 'fields', 'fractionalPage']],
  ['folder.walk', (o) => folder().walk(o).toArray(), [...REQUEST, 'where', 'fields']],
  ['folder.glob', (o) => folder().glob('*', o).toArray(), [...REQUEST, 'where', 'fields']],
  ['children().toArray', (o) => folder().children().toArray(o), REQUEST],
  ['children().all', (o) => folder().children().all(o).count(), READ],
  ['folder.createFolder', (o) => folder().createFolder('x', o), [...REQUEST, 'recursive']],
  ['folder.update', (o) => wire.account.inbox.update({ displayName: 'x' }, o), [...REQUEST, 'fields']],
  ['folder.move', (o) => folder().move('inbox', o), REQUEST],
  ['folder.copy', (o) => folder().copy('inbox', o), REQUEST],
  ['folder.delete', (o) => folder().delete(o), [...REQUEST, 'disposal']],
  ['folder.empty', (o) => folder().empty(o), [...REQUEST, 'disposal', 'deep']],
  ['folder.wipe', (o) => folder().wipe(o), [...REQUEST, 'disposal']],
  ['folder.markAllAsRead', (o) => folder().markAllAsRead(o), [...REQUEST, 'isRead', 'suppressReadReceipts']],
  ['folder.item', (o) => wire.account.inbox.item('m', o), READ],
  ['inbox.create', (o) => wire.account.inbox.create({ subject: 'x' }, o), REQUEST],
  ['calendar.create', (o) => wire.account.calendar.create({ subject: 'x' }, o), [...REQUEST, ...TOLD]],
  ['inbox.createAll', (o) => wire.account.inbox.createAll([{ subject: 'x' }], o), BULK],
  ['calendar.createAll', (o) => wire.account.calendar.createAll([{ subject: 'x' }], o), [...BULK, ...TOLD]],
  ['folder.changes', (o) => drain(folder().changes(o)), [...READ, 'since', 'scope', 'only']],
  ['query.all', (o) => query().all(o).count(), READ],
  ['query.pages', (o) => drain(query().pages(o)), READ],
  ['query.settled', (o) => drain(query().settled(o)), READ],
  ['query.toArray', (o) => query().toArray(o), READ],
  ['query.at', (o) => query().at(0, o), READ],
  ['query.get', (o) => query().get(undefined, o), READ],
  ['query.count', (o) => query().count(o), REQUEST],
  ['query.exists', (o) => query().exists(o), REQUEST],
  ['query.snapshot', (o) => query().snapshot().toArray(o), READ],
  ['query.update', (o) => query().update({ isRead: true }, o), [...UPDATE, ...BULK]],
  ['query.delete', (o) => query().delete(o), [...DELETE, ...BULK]],
  ['query.move', (o) => query().move('drafts', o), BULK],
  ['query.copy', (o) => query().copy('drafts', o), BULK],
  ['items.all', (o) => set().all(o).toArray(), READ],
  ['items.settled', (o) => drain(set().settled(o)), READ],
  ['items.toArray', (o) => set().toArray(o), READ],
  ['items.save', (o) => wire.account.items([message]).save(o), [...UPDATE, ...BULK]],
  ['items.send', (o) => set().send(o), [...SEND, ...BULK]],
  ['items.update', (o) => set().update({ subject: 'y' }, o), [...UPDATE, ...BULK]],
  ['items.delete', (o) => set().delete(o), [...DELETE, ...BULK]],
  ['items.move', (o) => set().move('drafts', o), BULK],
  ['items.copy', (o) => set().copy('drafts', o), BULK],
  ['item.save', (o) => message.save(o), UPDATE],
  ['item.update', (o) => message.update({ subject: 'y' }, o), UPDATE],
  ['item.refresh', (o) => message.refresh(o), READ],
  ['item.delete', (o) => message.delete(o), DELETE],
  ['item.move', (o) => message.move('drafts', o), REQUEST],
  ['item.copy', (o) => message.copy('drafts', o), REQUEST],
  ['message.send', (o) => message.send(o), SEND],
  ['message.reply', (o) => message.reply({ text: 'x' }, o), SEND],
  ['message.replyAll', (o) => message.replyAll({ text: 'x' }, o), SEND],
  ['message.forward', (o) => message.forward({ text: 'x' }, o), SEND],
  ['message.createReply', (o) => message.createReply({}, o), [...REQUEST, 'folder']],
  ['message.createReplyAll', (o) => message.createReplyAll({}, o), [...REQUEST, 'folder']],
  ['message.createForward', (o) => message.createForward({}, o), [...REQUEST, 'folder']],
  ['request.accept', (o) => request.accept({}, o), [...SEND, 'notify']],
  ['request.tentativelyAccept', (o) => request.tentativelyAccept({}, o), [...SEND, 'notify']],
  ['request.decline', (o) => request.decline({}, o), [...SEND, 'notify']],
  ['task.complete', (o) => task.complete(o), UPDATE],
];

/** Methods that only prepare, or are another: the error names the one that looks at the options. */
const ASKED_BY: Readonly<Record<string, string>> = { 'query.snapshot': 'toArray', 'task.complete': 'item.update' };

describe.each(METHODS)('%s', (method, call, names) => {
  const refusal = async (options: unknown): Promise<string> => {
    const error = await wire.refusalOf(() => call(options as never));
    expect(error).toBeInstanceOf(ValidationError);
    return error.message;
  };

  test('refuses options that there are not, and says which was meant', async () => {
    expect(await refusal({ signl: undefined })).toContain("signl: there is no such option; did you mean 'signal'?");
    expect(await refusal({ xyzzy: 1 })).toContain('xyzzy: there is no such option');
    expect(await refusal({ xyzzy: 1 })).toContain(`${ASKED_BY[method] ?? method.slice(method.lastIndexOf('.') + 1)}()`);
    for (const name of Object.keys(WRONG).filter((other) => !names.includes(other)))
      expect(await refusal({ [name]: WRONG[name] })).toContain(`${name}: there is no such option`);
  });

  test('refuses values of the wrong type, by the name of the option', async () => {
    for (const name of names) expect(await refusal({ [name]: WRONG[name] })).toContain(`${name}: expected `);
    const all = Object.fromEntries(names.map((name) => [name, WRONG[name]]));
    const error = (await wire.refusalOf(() => call(all as never))) as ValidationError;
    expect(error.violations.map(({ path }) => path).sort()).toEqual([...new Set(names)].sort());
  });

  test('has what is undefined for not given', async () => {
    const nothing = Object.fromEntries(names.filter((name) => name !== 'to').map((name) => [name, undefined]));
    await Promise.resolve(call(nothing as never)).catch((error: unknown) =>
      expect(error).not.toBeInstanceOf(ValidationError),
    );
  });
});

describe('what is no set of options', () => {
  test.each(METHODS.filter(([name]) => name !== 'account.convertId'))('%s', async (_, call) => {
    for (const wrong of [message, 5, ['x'], null, new Date(), () => undefined]) {
      const error = await wire.refusalOf(() => call(wrong as never));
      expect(error).toBeInstanceOf(ValidationError);
      expect(error.message).toContain('expected an object of options');
    }
    // A text may stand for a kind of folders.
    expect((await wire.refusalOf(() => call('an-id' as never))).message).toMatch(
      /expected an object of options|expected one of 'mail'/,
    );
  });
});

describe('what is right reaches every request', () => {
  test.each(METHODS)('%s', async (_, call) => {
    wire.server.fill('inbox', { subject: 'a' });
    const requests = await wire.requestsOf(() =>
      Promise.resolve(call({ timeoutMs: 4321, deadlineMs: 60_000, retry: failFast() } as never)).catch(() => undefined),
    );
    expect(requests.length).toBeGreaterThan(0);
    expect(requests.map(({ operation, timeoutMs }) => [operation, timeoutMs])).toEqual(
      requests.map(({ operation }) => [operation, 4321]),
    );
  });

  test.each(METHODS)('%s ends with its signal, before anything is sent', async (_, call) => {
    const error = await wire.refusalOf(() => call({ signal: AbortSignal.abort() } as never));
    const { name, failures } = error as Error & { failures?: readonly { reason: Error }[] };
    expect(name === 'BulkError' ? failures?.[0]?.reason.name : name).toBe('AbortError');
  });
});

describe('a policy of its own counts for every request', () => {
  const retry = faultTolerance({ maxAttempts: 2, firstWaitMs: 1 });

  test.each(METHODS)('%s', async (_, call) => {
    wire.server.fill('inbox', { subject: 'a' });
    const refused = new Set<string>();
    const answer = wire.server.answer.bind(wire.server);
    wire.server.answer = async (operation, body) => {
      if (refused.has(operation)) return answer(operation, body);
      refused.add(operation);
      return fault('ErrorServerBusy');
    };
    const requests = await wire.requestsOf(() => Promise.resolve(call({ retry } as never)).catch(() => undefined));
    const names = requests.map(({ operation }) => operation);
    expect(names.length).toBeGreaterThan(1);
    for (const name of refused) expect(names.filter((one) => one === name).length).toBeGreaterThan(1);
  });
});

describe('the look-up of a folder on the way has the same options', () => {
  const path = () => wire.account.inbox.folder('Projects');

  test.each<[string, Call]>([
    ['item.move', (o) => message.move(path(), o)],
    ['item.copy', (o) => message.copy(path(), o)],
    ['items.move', (o) => set().move(path(), o)],
    ['items.copy', (o) => set().copy(path(), o)],
    ['folder.move', (o) => wire.account.folder({ id: 'x' }).move(path(), o)],
    ['folder.copy', (o) => wire.account.folder({ id: 'x' }).copy(path(), o)],
    ['account.send, for the copy', (o) => wire.account.send({ subject: 'x' }, { saveCopy: path(), ...(o as object) })],
    ['createReply', (o) => message.createReply({}, { folder: path(), ...(o as object) })],
    ['create', (o) => path().create({ subject: 'x' }, o)],
    ['createAll', (o) => path().createAll([{ subject: 'x' }], o)],
    ['save of a new item', (o) => path().new({ subject: 'x' }).save(o)],
    ['createFolder', (o) => path().createFolder('2024/New', o)],
    ['createFolder, recursive', (o) => path().createFolder('2024/New', { recursive: true, ...(o as object) })],
    ['empty', (o) => path().empty(o)],
    ['delete', (o) => path().delete(o)],
    ['markAllAsRead', (o) => path().markAllAsRead(o)],
    ['update', (o) => path().update({ displayName: 'x' }, o)],
    ['exists', (o) => path().exists(o)],
    ['count', (o) => path().count(o)],
    ['delete of items', (o) => path().all().delete(o)],
    ['children', (o) => path().children(o).toArray()],
    ['items of children with options', (o) => path().children(o).all().count()],
    ['walk', (o) => path().walk(o).filter({ isRead: false }).count()],
    ['items of children', (o) => path().children().all(o).count()],
    ['changes', (o) => drain(path().changes(o))],
    ['stream', (o) => path().stream(['newMail'], o)],
  ])('%s', async (_, call) => {
    const requests = await wire.requestsOf(() => call({ timeoutMs: 4321 } as never));
    expect(requests[0]?.operation).toBe('FindFolder');
    expect(requests.map(({ timeoutMs }) => timeoutMs)).toEqual(requests.map(() => 4321));
  });
});

test('own fields go with options of requests', async () => {
  const fields = { comment: mapi.comment };
  const [item] = await wire.requestsOf(() => wire.account.item('m', { fields, timeoutMs: 4321 }));
  const [info] = await wire.requestsOf(() => wire.account.inbox.info({ fields, timeoutMs: 4321 }));
  expect([item?.timeoutMs, info?.timeoutMs]).toEqual([4321, 4321]);
});
