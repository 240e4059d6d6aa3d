/** Junk and the archive: one item, items at hand, and queries. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Account, BulkError, type JunkOptions, type Message, ValidationError } from '../../src/index.js';
import { operationsOf, story } from '../stories/mailbox.js';
import { inside, xml } from '../support/compact-xml.js';
import { recorder } from '../support/recorder.js';
import { failure, success } from '../support/scripted-server.js';

const wire = recorder();
const s = story();

async function read(members: object = {}): Promise<Message> {
  wire.server.keep({ subject: 'x', ...members }, 'm');
  return (await wire.account.inbox.item('m')) as Message;
}

describe('markAsJunk()', () => {
  test.each<[JunkOptions, string]>([
    [{}, 'IsJunk="true" MoveItem="true"'],
    [{ isJunk: false }, 'IsJunk="false" MoveItem="true"'],
    [{ move: false }, 'IsJunk="true" MoveItem="false"'],
  ])('%j: %s', async (options, attributes) => {
    const message = await read();
    const body = xml`<MarkAsJunk ${attributes}><ItemIds><ItemId Id="m"/></ItemIds></MarkAsJunk>`;
    expect(await wire.xmlOf(() => message.markAsJunk(options))).toBe(body);
    expect(await wire.xmlOf(() => wire.account.items(['m']).markAsJunk(options))).toBe(body);
  });

  test('what was moved has another id from then on; what was not keeps its own', async () => {
    const message = await read();
    await message.markAsJunk({ move: false });
    expect(message.id).toBe('m');
    await message.markAsJunk();
    expect(message.id).toBe('new-1');
  });

  test('by a query: ids first, then in chunks, with a result for each', async () => {
    wire.server.fill('inbox', {}, {}, {});
    const query = wire.account.inbox.all();
    const done: number[] = [];
    const requests = await wire.requestsOf(async () => {
      const ids = await query.markAsJunk({ chunkSize: 2, onProgress: (progress) => done.push(progress.done) });
      expect(ids.map((id) => id?.id).sort()).toEqual(['new-1', 'new-2', 'new-3']);
    });
    expect(requests.map(({ operation }) => operation)).toEqual(['FindItem', 'MarkAsJunk', 'MarkAsJunk']);
    expect(done).toEqual([2, 3]);
  });

  test('takes no other options', async () => {
    const message = await read();
    const error = await wire.refusalOf(() => message.markAsJunk({ isJunk: 'no' } as never));
    expect(error).toBeInstanceOf(ValidationError);
    expect(error.message).toContain('isJunk');
  });
});

describe('archive()', () => {
  const archive = (folder: string, ...ids: string[]) => xml`
    <ArchiveItem>
      <ArchiveSourceFolderId><FolderId Id="${folder}"/></ArchiveSourceFolderId>
      <ItemIds>${ids.map((id) => `<ItemId Id="${id}"/>`).join('')}</ItemIds>
    </ArchiveItem>`;

  test('names the folder that the item lies in, which is known of what was read', async () => {
    const message = await read({ parentFolderId: { id: 'f' } });
    expect(await wire.xmlOf(() => message.archive())).toBe(archive('f', 'm'));
    expect(message.id).toBe('new-1');
  });

  test('of ids it is asked for; of several folders each has a request, and the results are in order', async () => {
    for (const [id, folder] of [
      ['a', 'f'],
      ['b', 'g'],
      ['c', 'f'],
    ] as const)
      wire.server.keep({ parentFolderId: { id: folder } }, id);
    wire.server.on('ArchiveItem', ({ itemIds }) =>
      itemIds.map(({ id }: { id: string }) =>
        success({ items: [{ kind: 'message', itemId: { id: `archived-${id}` } }] }),
      ),
    );
    const requests = await wire.requestsOf(async () => {
      const ids = await wire.account.items(['a', 'b', 'c']).archive();
      expect(ids.map((id) => id?.id)).toEqual(['archived-a', 'archived-b', 'archived-c']);
    });
    expect(requests.map(({ operation }) => operation)).toEqual(['GetItem', 'ArchiveItem', 'ArchiveItem']);
    expect(inside(requests[0]?.xml ?? '', 'AdditionalProperties')).toBe('<FieldURI FieldURI="item:ParentFolderId"/>');
    expect(requests.slice(1).map((request) => request.xml)).toEqual([archive('f', 'a', 'c'), archive('g', 'b')]);
  });

  test('one that fails keeps no other from being archived, and is named in its place', async () => {
    for (const id of ['a', 'b', 'c']) wire.server.keep({ parentFolderId: { id: 'f' } }, id);
    wire.server.on('GetItem', ({ itemIds }) =>
      itemIds.map(({ id }: { id: string }) =>
        id === 'b' ? failure('ErrorItemNotFound') : success({ items: [wire.server.items.get(id)] }),
      ),
    );
    const results = await wire.account.items(['a', 'b', 'c']).archive({ errors: 'return' });
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    const thrown = await wire.account
      .items(['a', 'b'])
      .archive()
      .catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(BulkError);
    expect((thrown as BulkError).failures).toMatchObject([{ index: 1, reason: { code: 'ErrorItemNotFound' } }]);
  });

  test('of one item its error is thrown as it is', async () => {
    const message = await read({ parentFolderId: { id: 'f' } });
    wire.server.on('ArchiveItem', () => [{ ...failure('ErrorArchiveMailboxNotEnabled'), items: [] }]);
    await expect(message.archive()).rejects.toMatchObject({ code: 'ErrorArchiveMailboxNotEnabled' });
    expect(message.id).toBe('m');
  });
});

describe('in a mailbox', () => {
  let bob: Account;

  beforeAll(async () => {
    bob = await s.connect('bob');
    await bob.inbox.createAll(['spam 1', 'spam 2', 'old 1', 'old 2'].map((subject) => ({ subject })));
  });

  test('junk goes to the junk, and comes back', async () => {
    const spam = bob.inbox.filter({ subject__startswith: 'spam' });
    await spam.markAsJunk();
    expect(await bob.junk.orderBy('subject').pluck('subject').toArray()).toEqual(['spam 1', 'spam 2']);
    const one = await bob.junk.get({ subject: 'spam 2' });
    if (one.kind === 'message') await one.markAsJunk({ isJunk: false });
    expect(await spam.pluck('subject').toArray()).toEqual(['spam 2']);
    await one.refresh();
    expect(one.subject).toBe('spam 2');
  });

  test('what is archived lies in the archive, in the folder that answers to its own', async () => {
    const old = bob.inbox.filter({ subject__startswith: 'old' }).orderBy('subject');
    const first = await old.at(0);
    await first?.archive();
    expect(await operationsOf(s.sandbox, () => old.archive())).toEqual(['FindItem', 'GetItem', 'ArchiveItem']);
    const archived = bob.distinguished('archiveinbox').orderBy('subject');
    expect(await archived.pluck('subject').toArray()).toEqual(['old 1', 'old 2']);
    expect((await archived.at(0))?.id).toBe(first?.id);
    expect(await old.count()).toBe(0);
  });
});
