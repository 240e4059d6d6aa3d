/** Answers that are well-formed and answer nothing: a typed error each time, never somebody else's result and never silence. */
import { describe, expect, test } from '@jest/globals';
import { GetUserPhoto } from '../../generated/index.js';
import {
  type Account,
  BulkError,
  type EwsError,
  failFast,
  type Message,
  ProtocolError,
  type Settled,
} from '../../src/index.js';
import { RawAnswer, recorder } from '../support/recorder.js';
import { success } from '../support/scripted-server.js';

const wire = recorder({ retry: failFast() });

const NAMES =
  'xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types" xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"';
const soap = (body: string, status = 200) =>
  new RawAnswer(status, `<s:Envelope ${NAMES}><s:Body>${body}</s:Body></s:Envelope>`);
const answer = (operation: string, ...messages: string[]) =>
  soap(
    `<m:${operation}Response><m:ResponseMessages>${messages.join('')}</m:ResponseMessages></m:${operation}Response>`,
  );
const message = (operation: string, inner = '', attributes = ' ResponseClass="Success"', code = 'NoError') =>
  `<m:${operation}ResponseMessage${attributes}><m:ResponseCode>${code}</m:ResponseCode>${inner}</m:${operation}ResponseMessage>`;
const items = (id: string) =>
  `<m:Items><t:Message><t:ItemId Id="${id}" ChangeKey="k"/><t:Subject>${id}</t:Subject></t:Message></m:Items>`;

async function read(ids: readonly string[]): Promise<string[]> {
  const list: Settled<{ subject?: string | undefined }>[] = [];
  for await (const each of wire.account.items([...ids]).settled()) list.push(each);
  return list.map((each) => (each.status === 'fulfilled' ? (each.value.subject ?? '') : each.reason.code));
}

describe('GetItem', () => {
  const got = (...messages: string[]) => wire.server.on('GetItem', () => answer('GetItem', ...messages));
  const [a, b, c] = ['a', 'b', 'c'].map((id) => message('GetItem', items(id))) as [string, string, string];

  test.each([
    ['an empty list of items', message('GetItem', '<m:Items/>'), 'ERR_UNANSWERED'],
    ['no list', message('GetItem'), 'ERR_UNANSWERED'],
    ['no ResponseClass', message('GetItem', items('b'), ''), 'ERR_PROTOCOL'],
    ['a ResponseClass of no meaning', message('GetItem', items('b'), ' ResponseClass="Maybe"'), 'ERR_PROTOCOL'],
    ['no ResponseClass, and a code', message('GetItem', '', '', 'ErrorItemNotFound'), 'ErrorItemNotFound'],
    [
      'a warning that it was not looked at',
      message('GetItem', '<m:Items/>', ' ResponseClass="Warning"', 'ErrorBatchProcessingStopped'),
      'ErrorBatchProcessingStopped',
    ],
  ])('%s in the middle: an error there, the others in their places', async (_, middle, code) => {
    got(a, middle, c);
    expect(await read(['a', 'b', 'c'])).toEqual(['a', code, 'c']);
  });

  test('fewer answers: what came is known by its id, wherever something is missing', async () => {
    got(a, c);
    expect(await read(['a', 'b', 'c'])).toEqual(['a', 'ERR_UNANSWERED', 'c']);
  });

  test('more answers than questions', async () => {
    got(a, b, c);
    expect(await read(['a', 'b'])).toEqual(['a', 'b']);
    got(message('GetItem', items('x')), message('GetItem', items('y')));
    expect(await read(['a'])).toEqual(['ERR_UNANSWERED']);
  });

  test('in another order: nobody gets what is another’s', async () => {
    got(b, a, c);
    expect(await read(['a', 'b', 'c'])).toEqual(['ERR_PROTOCOL', 'ERR_PROTOCOL', 'ERR_PROTOCOL']);
  });

  test('an id in another form is no other item', async () => {
    got(message('GetItem', items('A')));
    expect(await read(['a'])).toEqual(['A']);
  });
});

describe('what changes something', () => {
  const codes = (error: unknown) =>
    (error as BulkError).failures.map(({ index, reason: { code, fate } }) => [index, code, fate]);
  const refused = message('DeleteItem', '', ' ResponseClass="Error"', 'ErrorAccessDenied');
  const fails = (work: Promise<unknown>) =>
    work.then(
      () => undefined,
      (error: unknown) => error as EwsError,
    );

  test.each([
    ['no ResponseClass', message('DeleteItem', '', '')],
    ['a ResponseClass of no meaning', message('DeleteItem', '', ' ResponseClass=""')],
  ])('%s: of that one it is open, the others are told what was said of them', async (_, middle) => {
    wire.server.on('DeleteItem', () => answer('DeleteItem', message('DeleteItem'), middle, refused));
    const error = await fails(wire.account.items(['a', 'b', 'c']).delete());
    expect(error).toBeInstanceOf(BulkError);
    expect(codes(error)).toEqual([
      [1, 'ERR_PROTOCOL', 'unknown'],
      [2, 'ErrorAccessDenied', undefined],
    ]);
  });

  test('a part that was never looked at is not done', async () => {
    const skipped = message('DeleteItem', '', ' ResponseClass="Warning"', 'ErrorBatchProcessingStopped');
    wire.server.on('DeleteItem', () => answer('DeleteItem', refused, skipped));
    expect(codes(await fails(wire.account.items(['a', 'b']).delete()))).toEqual([
      [0, 'ErrorAccessDenied', undefined],
      [1, 'ErrorBatchProcessingStopped', undefined],
    ]);
  });

  test.each([
    ['too few', 1, 'ERR_UNANSWERED'],
    ['too many', 3, 'ERR_PROTOCOL'],
    ['none', 0, 'ERR_UNANSWERED'],
  ])('%s answers: nobody knows whose they are', async (_, count, code) => {
    wire.server.on('DeleteItem', () => answer('DeleteItem', ...Array(count).fill(message('DeleteItem'))));
    expect(codes(await fails(wire.account.items(['a', 'b']).delete()))).toEqual([
      [0, code, 'unknown'],
      [1, code, 'unknown'],
    ]);
  });

  test('in another order: no item takes the version of another', async () => {
    const [one, two] = await wire.account.drafts.createAll([{ subject: 'one' }, { subject: 'two' }]);
    const ids = [one, two].map((item) => item!.id);
    wire.server.on('UpdateItem', () =>
      answer('UpdateItem', ...[...ids].reverse().map((id) => message('UpdateItem', items(id)))),
    );
    const error = await fails(wire.account.items([one!, two!]).update({ subject: 'x' }));
    expect(codes(error)).toEqual([
      [0, 'ERR_PROTOCOL', 'unknown'],
      [1, 'ERR_PROTOCOL', 'unknown'],
    ]);
    expect([one, two].map((item) => item!.id)).toEqual(ids);
  });
});

const ACTS: Readonly<Record<string, (account: Account) => Promise<unknown>>> = {
  'inbox.toArray()': ({ inbox }) => inbox.only('subject').toArray(),
  'inbox.count()': ({ inbox }) => inbox.count(),
  'inbox.info()': ({ inbox }) => inbox.info(),
  'top.children()': async ({ top }) => {
    for await (const _ of top.children());
  },
  'inbox.changes()': async ({ inbox }) => {
    for await (const _ of inbox.changes());
  },
  'drafts.create()': ({ drafts }) => drafts.create({ subject: 'x' }),
  'drafts.new().save()': ({ drafts }) => drafts.new({ subject: 'x' }).save(),
  'inbox.createFolder()': ({ inbox }) => inbox.createFolder('n'),
  'account.item()': (account) => account.item('a'),
  'account.convertId()': (account) => account.convertId('a', { to: 'HexEntryId' }),
  'inbox.stream()': ({ inbox }) => inbox.stream(['newMail']),
};

const SHAPES: Readonly<Record<string, (operation: string) => RawAnswer>> = {
  'no ResponseMessages': (operation) => soap(`<m:${operation}Response/>`),
  'empty ResponseMessages': (operation) => answer(operation),
  'the message of another operation': (operation) => answer(operation, message('Other')),
  'a success without anything': (operation) => answer(operation, message(operation)),
};

const OPERATIONS = [
  'FindItem',
  'GetFolder',
  'FindFolder',
  'SyncFolderItems',
  'CreateItem',
  'CreateFolder',
  'GetItem',
  'ConvertId',
  'Subscribe',
];

describe.each(Object.entries(SHAPES))('%s', (_, shape) => {
  test.each(Object.entries(ACTS))('%s is an error', async (_name, act) => {
    for (const operation of OPERATIONS) wire.server.on(operation, () => shape(operation));
    const error = await act(wire.account).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(ProtocolError);
    expect(error).toMatchObject({ code: 'ERR_UNANSWERED' });
  });
});

describe('a success that does not say what it is about: the operation and what is missing are named', () => {
  const SAYS: Readonly<Record<string, string>> = {
    'inbox.count()': 'FindItem: what is in the folder',
    'inbox.info()': 'GetFolder: which folder it is',
    'top.children()': 'FindFolder: what is in the folder',
    'inbox.changes()': 'SyncFolderItems: what has changed',
    'drafts.create()': 'CreateItem: which item it made',
    'drafts.new().save()': 'CreateItem: which item it made',
    'inbox.createFolder()': 'CreateFolder: which folder it made',
    'account.convertId()': 'ConvertId: what the id is then',
    'inbox.stream()': 'Subscribe: what the subscription is called',
  };
  const told = async (act: Promise<unknown>) => ((await act.catch((reason: unknown) => reason)) as Error).message;
  const sentence = (says: string) =>
    says.replace(': ', ': the server says that it succeeded, and does not say ').replace(/$/, '.');

  test.each(Object.entries(SAYS))('%s: %s', async (name, says) => {
    for (const operation of OPERATIONS) wire.server.on(operation, () => answer(operation, message(operation)));
    expect(await told((ACTS[name] as (account: Account) => Promise<unknown>)(wire.account))).toBe(sentence(says));
  });

  test('a change without its item', async () => {
    const changes = '<m:SyncState>s</m:SyncState><m:IncludesLastItemInRange>true</m:IncludesLastItemInRange>';
    wire.server.on('SyncFolderItems', () =>
      answer('SyncFolderItems', message('SyncFolderItems', `${changes}<m:Changes><t:Create/></m:Changes>`)),
    );
    const act = ACTS['inbox.changes()'] as (account: Account) => Promise<unknown>;
    expect(await told(act(wire.account))).toBe(sentence('SyncFolderItems: which item has changed'));
  });

  test('a draft of an answer', async () => {
    wire.server.on('GetItem', () => answer('GetItem', message('GetItem', items('a'))));
    const mail = (await wire.account.item('a')) as Message;
    wire.server.on('CreateItem', () => answer('CreateItem', message('CreateItem', '<m:Items/>')));
    expect(await told(mail.createReply())).toBe(sentence('CreateItem: which draft it made'));
  });
});

describe('SOAP under a status that is none of success', () => {
  const photo =
    '<m:GetUserPhotoResponse ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode><m:HasChanged>true</m:HasChanged></m:GetUserPhotoResponse>';

  test.each([302, 400, 404, 500, 503])('%i: the answer is read', async (status) => {
    wire.server.on('GetUserPhoto', () => soap(photo, status));
    const request = { email: 'a@example.test', sizeRequested: 'HR48x48' as const };
    expect(await wire.account.call(GetUserPhoto, request)).toMatchObject({ hasChanged: true });
  });

  test('what it refuses is refused as it says', async () => {
    wire.server.on('DeleteItem', () => {
      const { text } = answer('DeleteItem', message('DeleteItem', '', ' ResponseClass="Error"', 'ErrorAccessDenied'));
      return new RawAnswer(503, text);
    });
    await expect(wire.account.items(['a']).delete()).rejects.toMatchObject({
      failures: [{ reason: { code: 'ErrorAccessDenied' } }],
    });
  });

  test('SOAP that answers something else is no answer', async () => {
    wire.server.on('GetUserPhoto', () => soap('<m:GetItemResponse/>', 404));
    const request = { email: 'a@example.test', sizeRequested: 'HR48x48' as const };
    await expect(wire.account.call(GetUserPhoto, request)).rejects.toMatchObject({ code: 'ERR_HTTP_STATUS' });
  });
});

test('kinds of items without a class of their own can do what items can', async () => {
  wire.server.on('GetItem', () => [
    success({ items: [{ kind: 'sharingMessage', itemId: { id: 'a', changeKey: 'k' } }] }),
  ]);
  const item = await wire.account.item('a');
  expect([item.id, item.constructor.name, item.kind]).toEqual(['a', 'SharingMessage', 'sharingMessage']);
  expect(await wire.operationsOf(() => item.delete())).toEqual(['DeleteItem']);
});
