/** Items and ids at hand: read, and done something to, all at once. How the work is cut up is bulk.test.ts. */
import { describe, expect, test } from '@jest/globals';
import { type EwsError, type Message, ValidationError } from '../../src/index.js';
import { updatesOf } from '../items/updates.js';
import { inside, xml } from '../support/compact-xml.js';
import { ALICE, recorder } from '../support/recorder.js';
import { failure } from '../support/scripted-server.js';
import { distinguished } from '../support/wire.js';

const wire = recorder();
const IDS = '<ItemIds><ItemId Id="a"/><ItemId Id="b"/></ItemIds>';

describe('reading', () => {
  test('whole items, in order, by their ids alone', async () => {
    wire.server.keep({ subject: 'A' }, 'a');
    wire.server.keep({ subject: 'B' }, 'b');
    const request = await wire.xmlOf(async () => {
      const items = (await wire.account.items(['a', { id: 'b', changeKey: 'old' }]).toArray()) as Message[];
      expect(items.map(({ subject }) => subject)).toEqual(['A', 'B']);
    });
    expect(request).toBe(xml`<GetItem><ItemShape><BaseShape>AllProperties</BaseShape></ItemShape>${IDS}</GetItem>`);
  });

  test('some members', async () => {
    const request = await wire.xmlOf(() => wire.account.inbox.items(['a', 'b']).only('subject', 'body').toArray());
    expect(inside(request, 'ItemShape')).toBe(xml`
      <BaseShape>IdOnly</BaseShape>
      <AdditionalProperties><FieldURI FieldURI="item:Subject"/><FieldURI FieldURI="item:Body"/></AdditionalProperties>`);
    const error = await wire.refusalOf(() => wire.account.inbox.items(['a']).only('subjekt' as 'subject'));
    expect(error.message).toContain("did you mean 'subject'?");
  });

  test('in a form of the body, and in pages', async () => {
    const set = wire.account.items(['a', 'b', 'c']);
    for (const work of [
      () => set.toArray({ bodyType: 'Text', pageSize: 2 }),
      () => set.all({ bodyType: 'Text', pageSize: 2 }).toArray(),
      async () => {
        for await (const _ of set.settled({ bodyType: 'Text', pageSize: 2 }));
      },
    ]) {
      const requests = await wire.requestsOf(work);
      expect(requests.map(({ body }) => body.itemIds.length)).toEqual([2, 1]);
      expect(requests[0]?.xml).toContain('<BodyType>Text</BodyType>');
    }
    const many = Array.from({ length: 150 }, (_, index) => String(index));
    const requests = await wire.requestsOf(() => wire.account.items(many).toArray());
    expect(requests.map(({ body }) => body.itemIds.length)).toEqual([100, 50]);
  });

  test('one that is missing keeps no other from being read, and is told at the end', async () => {
    wire.server.on('GetItem', ({ itemIds }) =>
      itemIds.map(({ id }: { id: string }) =>
        id === 'a' ? failure('ErrorItemNotFound') : wire.server.usual('GetItem', { itemIds: [{ id }] })[0],
      ),
    );
    const set = wire.account.items(['a', 'b']);
    const failures = [{ index: 0, id: { id: 'a' }, reason: { code: 'ErrorItemNotFound' } }];
    await expect(set.toArray()).rejects.toMatchObject({ code: 'ERR_BULK', results: [{}, {}], failures });
    const seen: unknown[] = [];
    const loop = async () => {
      for await (const { id } of set) seen.push(id);
    };
    await expect(loop()).rejects.toMatchObject({ code: 'ERR_BULK', failures });
    expect(seen).toEqual(['b']);
    const results = [];
    for await (const { status, id } of set.settled()) results.push([status, id?.id]);
    expect(results).toEqual([
      ['rejected', 'a'],
      ['fulfilled', 'b'],
    ]);
  });

  test('items, queries and ids of other shapes', async () => {
    wire.server.fill('inbox', { subject: 'A' });
    const [item] = await wire.account.inbox.toArray();
    expect(await wire.xmlOf(() => wire.account.items([item!]).toArray())).toContain('<ItemId Id="inbox-0"/>');
    expect(await wire.xmlOf(() => wire.account.items([{ itemId: { id: 'x' } }]).toArray())).toContain(
      '<ItemId Id="x"/>',
    );
    const operations = await wire.operationsOf(() => wire.account.items(wire.account.inbox.only('subject')).toArray());
    expect(operations).toEqual(['FindItem', 'GetItem']);
  });
});

describe('what is refused before anything is sent', () => {
  test.each([
    [undefined, 'items[1]: expected an item, or an id as text or as { id }, got undefined'],
    [null, 'items[1]: expected an item, or an id'],
    ['', 'items[1]: expected an item, or an id'],
    [5, 'items[1]: expected an item, or an id'],
    [{}, 'items[1]: expected an item, or an id'],
    [{ id: '' }, 'items[1]: expected an item, or an id'],
    [{ id: 5 }, 'items[1]: expected an item, or an id'],
  ])('the id %j, by its place', async (id, message) => {
    const set = wire.account.items(['a', id as string]);
    for (const work of [
      () => set.delete(),
      () => set.update({ subject: 'x' }),
      () => set.move('inbox'),
      () => set.copy('inbox'),
      () => set.save(),
      () => set.send(),
    ])
      expect((await wire.refusalOf(work)).message).toContain(message);
  });

  test.each(['abc', undefined, null, 5, { id: 'a' }])('%j instead of a list', async (input) => {
    for (const place of [wire.account, wire.account.inbox]) {
      const error = await wire.refusalOf(() => place.items(input as never));
      expect(error).toBeInstanceOf(ValidationError);
      expect(error.message).toContain('expected an array or another iterable');
    }
  });

  test('items of another account', async () => {
    const bob = await wire.other('bob@example.test');
    const item = await bob.inbox.item('a');
    for (const work of [
      () => wire.account.items([item]).delete(),
      () => wire.account.inbox.items([item]).update({ subject: 'x' }),
      () => wire.account.items([item]).toArray(),
    ]) {
      const error = (await wire.refusalOf(work)) as EwsError;
      expect(error.code).toBe('ERR_OTHER_ACCOUNT');
      expect(error.message).toContain('items[0] belongs to another account (bob@example.test)');
    }
    const same = await (await wire.other(ALICE)).inbox.item('a');
    expect(((await wire.refusalOf(() => wire.account.items([same]).delete())) as EwsError).code).toBe(
      'ERR_OTHER_ACCOUNT',
    );
  });
});

describe('verbs', () => {
  test('delete(), move() and copy() need no versions', async () => {
    const set = () => wire.account.items(['a', { id: 'b', changeKey: '1' }]);
    expect(await wire.xmlOf(() => set().delete())).toBe(xml`
      <DeleteItem DeleteType="MoveToDeletedItems" SendMeetingCancellations="SendToNone"
        AffectedTaskOccurrences="AllOccurrences" SuppressReadReceipts="true">${IDS}</DeleteItem>`);
    const target = `<ToFolderId>${distinguished('drafts')}</ToFolderId>`;
    expect(await wire.xmlOf(() => set().move('drafts'))).toBe(xml`<MoveItem>${target}${IDS}</MoveItem>`);
    expect(await wire.xmlOf(() => set().copy(wire.account.drafts))).toBe(xml`<CopyItem>${target}${IDS}</CopyItem>`);
  });

  test('give what became of each', async () => {
    const set = () => wire.account.items(['a', 'b']);
    expect(await set().delete()).toEqual([{ id: 'a' }, { id: 'b' }]);
    expect((await set().move('inbox')).map((id) => id?.id)).toEqual(['new-1', 'new-2']);
    expect((await set().copy('inbox')).map((id) => id?.id)).toEqual(['new-3', 'new-4']);
    expect(await set().update({ subject: 'x' })).toEqual([
      { id: 'a', changeKey: 'a-2' },
      { id: 'b', changeKey: 'b-2' },
    ]);
    const items = await wire.account.drafts.createAll([{ subject: 'x' }, { subject: 'y' }]);
    expect((await wire.account.items(items).send()).map((id) => id?.id)).toEqual(['new-5', 'new-6']);
  });

  test('items that are at hand are what became of them', async () => {
    const [one, two, three] = await wire.account.drafts.createAll([
      { subject: '1' },
      { subject: '2' },
      { subject: '3' },
    ]);
    await wire.account.items([one!]).move('inbox');
    await wire.account.items([two!]).delete();
    await wire.account.items([three!]).update({ subject: 'x' });
    expect([one?.id, two?.itemId, three?.changeKey]).toEqual(['new-4', undefined, 'new-3-2']);
  });
});

describe('update()', () => {
  test('of ids alone asks first what they are, and in which version', async () => {
    wire.server.keep({ kind: 'task' }, 'a');
    wire.server.keep({ kind: 'message' }, 'b');
    const requests = await wire.requestsOf(() => wire.account.items(['a', 'b']).update({ subject: 'x' }));
    expect(requests[0]?.xml).toBe(xml`<GetItem><ItemShape><BaseShape>IdOnly</BaseShape></ItemShape>${IDS}</GetItem>`);
    const change = (id: string, element: string) => `<ItemChange><ItemId Id="${id}" ChangeKey="${id}-1"/><Updates>
      <SetItemField><FieldURI FieldURI="item:Subject"/><${element}><Subject>x</Subject></${element}></SetItemField>
      </Updates></ItemChange>`;
    expect(requests[1]?.xml).toBe(xml`
      <UpdateItem ConflictResolution="AutoResolve" MessageDisposition="SaveOnly"
          SendMeetingInvitationsOrCancellations="SendToNone" SuppressReadReceipts="true">
        <ItemChanges>${change('a', 'Task')}${change('b', 'Message')}</ItemChanges>
      </UpdateItem>`);
  });

  test('asks nothing of items, and only of those that are ids', async () => {
    const [draft] = await wire.account.drafts.createAll([{ subject: 'x' }]);
    expect(await wire.operationsOf(() => wire.account.items([draft!]).update({ subject: 'y' }))).toEqual([
      'UpdateItem',
    ]);
    const requests = await wire.requestsOf(() => wire.account.items([draft!, 'b']).update({ subject: 'z' }));
    expect(requests[0]?.body.itemIds.map(({ id }: { id: string }) => id)).toEqual(['b']);
    expect(requests[1]?.body.itemChanges.map(({ itemId }: { itemId: object }) => itemId)).toMatchObject([
      { id: 'new-1', changeKey: 'new-1-2' },
      { id: 'b', changeKey: 'b-1' },
    ]);
  });

  test('nor does it change an item whose version is not known', async () => {
    wire.server.items.set('k', { kind: 'message', itemId: { id: 'k' } });
    const item = await wire.account.inbox.item('k');
    wire.server.keep({}, 'k', 'k-5');
    const requests = await wire.requestsOf(() => wire.account.items([item]).update({ subject: 'x' }));
    expect(requests.map(({ operation }) => operation)).toEqual(['GetItem', 'UpdateItem']);
    expect(requests[1]?.body.itemChanges[0].itemId).toMatchObject({ id: 'k', changeKey: 'k-5' });
  });

  test('of a query finds the ids first, a thousand a request, then changes them', async () => {
    wire.server.fill('inbox', {}, { kind: 'meetingRequest' });
    const requests = await wire.requestsOf(() => wire.account.inbox.filter({ isRead: false }).update({ isRead: true }));
    expect(requests.map(({ operation }) => operation)).toEqual(['FindItem', 'UpdateItem']);
    expect(requests[0]?.body.view.maxEntriesReturned).toBe(1000);
    expect(inside(requests[0]?.xml ?? '', 'ItemShape')).toBe(xml`<BaseShape>IdOnly</BaseShape>`);
    expect(updatesOf(requests[1], 1)).toEqual([['message:IsRead', true]]);
    expect(requests[1]?.xml).toContain('<MeetingRequest>');
  });

  test('a change that one class has not fails for those of that class only', async () => {
    wire.server.keep({ kind: 'task' }, 'a');
    wire.server.keep({ kind: 'message' }, 'b');
    const results = await wire.account.items(['a', 'b']).update({ isRead: true }, { errors: 'return' });
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    expect(results[0]).toMatchObject({
      reason: { code: 'ERR_INVALID_REQUEST', message: expect.stringContaining("Task has no field 'isRead'") },
    });
  });

  test('an id that is not there is left to be refused', async () => {
    wire.server.on('GetItem', ({ itemIds }) => itemIds.map(() => failure('ErrorItemNotFound')));
    wire.server.on('UpdateItem', ({ itemChanges }) => itemChanges.map(() => failure('ErrorItemNotFound')));
    const results = await wire.account.items(['a']).update({ subject: 'x' }, { errors: 'return' });
    expect(results).toMatchObject([{ status: 'rejected', reason: { code: 'ErrorItemNotFound' } }]);
  });
});

describe('save()', () => {
  test('sends of each what was assigned to it, all in one request', async () => {
    const items = await wire.account.drafts.createAll([{ subject: '1' }, { subject: '2' }, { subject: '3' }]);
    items[0]!.importance = 'High';
    items[2]!.subject = 'x';
    const [request, ...more] = await wire.requestsOf(async () => {
      const ids = await wire.account.items(items).save();
      expect(ids.map(({ id, changeKey }) => [id, changeKey])).toEqual([
        ['new-1', 'new-1-2'],
        ['new-2', 'new-2-1'],
        ['new-3', 'new-3-2'],
      ]);
    });
    expect(more).toEqual([]);
    expect(request?.body.itemChanges).toHaveLength(2);
    expect(updatesOf(request, 0)).toEqual([['item:Importance', 'High']]);
    expect(updatesOf(request, 1)).toEqual([['item:Subject', 'x']]);
    expect(await wire.operationsOf(() => wire.account.items(items).save())).toEqual([]);
  });

  test('reads items that were read again, those that are alike together', async () => {
    wire.server.keep({ subject: 'A' }, 'a');
    wire.server.keep({ subject: 'B' }, 'b');
    wire.server.keep({ subject: 'C', isRead: true }, 'c');
    const items = (await wire.account.inbox.items(['a', 'b', 'c']).toArray()) as Message[];
    items[1]!.subject = 'x';
    const requests = await wire.requestsOf(() => wire.account.items(items).save());
    expect(requests.map(({ operation }) => operation)).toEqual(['GetItem', 'GetItem', 'UpdateItem']);
    expect(requests.slice(0, 2).map(({ body }) => body.itemIds.length)).toEqual([2, 1]);
    expect(requests[2]?.body.itemChanges).toHaveLength(1);
  });

  test('creates what is new, and leaves ids alone', async () => {
    const letter = wire.account.drafts.new({ subject: 'x' });
    const requests = await wire.requestsOf(async () => {
      const ids = await wire.account.items([letter, 'b'] as never).save();
      expect(ids.map(({ id }) => id)).toEqual(['new-1', 'b']);
    });
    expect(requests.map(({ operation }) => operation)).toEqual(['CreateItem']);
  });

  test('new ones that cannot be created fail alone', async () => {
    const letters = ['1', '2', '3'].map((subject) => wire.account.drafts.new({ subject }));
    wire.server.next('CreateItem', () => [failure('ErrorQuotaExceeded')]);
    const results = await wire.account.items(letters).save({ errors: 'return', concurrency: 1 });
    expect(results).toMatchObject([
      { status: 'rejected', reason: { code: 'ErrorQuotaExceeded' } },
      { status: 'fulfilled', value: { id: 'new-1' } },
      { status: 'fulfilled', value: { id: 'new-2' } },
    ]);
  });

  test('one that somebody else has changed fails alone', async () => {
    wire.server.keep({ subject: 'A' }, 'a');
    wire.server.keep({ subject: 'B' }, 'b');
    const items = (await wire.account.inbox.items(['a', 'b']).toArray()) as Message[];
    for (const item of items) item.subject = 'x';
    wire.server.keep({ subject: 'theirs' }, 'a', 'a-9');
    const results = await wire.account.items(items).save({ errors: 'return' });
    expect(results).toMatchObject([
      { status: 'rejected', reason: { code: 'ErrorIrresolvableConflict' } },
      { status: 'fulfilled', value: { id: 'b', changeKey: 'b-2' } },
    ]);
  });
});

describe('send()', () => {
  test('sends drafts as they are, and changed ones with their changes', async () => {
    const items = await wire.account.drafts.createAll([{ subject: '1' }, { subject: '2' }]);
    items[1]!.subject = 'x';
    const letter = wire.account.drafts.new({ subject: '3' });
    const requests = await wire.requestsOf(() => wire.account.items([...items, letter]).send());
    expect(requests.map(({ operation }) => operation).sort()).toEqual(['CreateItem', 'SendItem', 'UpdateItem']);
    const of = (operation: string) => requests.find((request) => request.operation === operation)?.xml ?? '';
    expect(inside(of('SendItem'), 'ItemIds')).toBe(xml`<ItemId Id="new-1" ChangeKey="new-1-1"/>`);
    expect(of('UpdateItem')).toContain('MessageDisposition="SendAndSaveCopy"');
    expect(of('CreateItem')).toContain('MessageDisposition="SendAndSaveCopy"');
    for (const { xml: request } of requests)
      expect(inside(request, 'SavedItemFolderId')).toBe(xml(distinguished('sentitems')));
    expect([...items, letter].map(({ itemId }) => itemId)).toEqual([undefined, undefined, undefined]);
  });

  test('without a copy, or with it elsewhere', async () => {
    const draft = () => wire.account.drafts.create({ subject: '1' });
    const one = await draft();
    expect(await wire.xmlOf(() => wire.account.items([one]).send({ saveCopy: false }))).toContain(
      'SaveItemToFolder="false"',
    );
    const letter = wire.account.drafts.new({ subject: '1' });
    expect(await wire.xmlOf(() => wire.account.items([letter]).send({ saveCopy: false }))).toContain(
      '<CreateItem MessageDisposition="SendOnly">',
    );
    const two = await draft();
    const request = await wire.xmlOf(() => wire.account.items([two]).send({ saveCopy: 'inbox' }));
    expect(inside(request, 'SavedItemFolderId')).toBe(xml(distinguished('inbox')));
  });

  test('of ids alone asks first for their versions, without which Exchange sends nothing', async () => {
    const requests = await wire.requestsOf(() => wire.account.items(['a', 'b']).send());
    expect(requests[0]?.xml).toBe(xml`<GetItem><ItemShape><BaseShape>IdOnly</BaseShape></ItemShape>${IDS}</GetItem>`);
    expect(inside(requests[1]?.xml ?? '', 'ItemIds')).toBe(
      xml`<ItemId Id="a" ChangeKey="a-1"/><ItemId Id="b" ChangeKey="b-1"/>`,
    );
  });
});
