/** Export and upload: whole items out and in again. */
import { describe, expect, test } from '@jest/globals';
import { BulkError, type Exported, ValidationError } from '../../src/index.js';
import { story } from '../stories/mailbox.js';
import { xml } from '../support/compact-xml.js';
import { recorder } from '../support/recorder.js';
import { failure, success } from '../support/scripted-server.js';

const wire = recorder();
const s = story();
const item = (id: string, length = 1): Exported => ({ id: { id }, data: new Uint8Array(length).fill(65) });

describe('what is sent', () => {
  test('export(): ids in requests of ten; what fails is told at the end', async () => {
    wire.server.on('ExportItems', ({ itemIds }) =>
      itemIds.map((itemId: { id: string }) =>
        itemId.id === 'id3' ? failure('ErrorItemNotFound') : success({ itemId, data: new Uint8Array([1]) }),
      ),
    );
    const ids = Array.from({ length: 12 }, (_, index) => `id${index}`);
    const seen: string[] = [];
    const steps: unknown[] = [];
    const reading = (async () => {
      const onProgress = ({ done, failed, total }: { done: number; failed: number; total: number }) =>
        steps.push([done, failed, total]);
      for await (const { id } of wire.account.items(ids).export({ onProgress })) seen.push(id.id);
    })();
    await expect(reading).rejects.toMatchObject({ failures: [{ index: 3, id: { id: 'id3' } }] });
    await expect(reading).rejects.toBeInstanceOf(BulkError);
    expect(seen).toEqual(ids.filter((id) => id !== 'id3'));
    expect(wire.sent.map(({ body }) => body.itemIds.length)).toEqual([10, 2]);
    expect(steps).toEqual([
      [10, 1, 12],
      [12, 1, 12],
    ]);
    expect(wire.sent[1]?.xml).toBe(
      xml`<ExportItems><ItemIds><ItemId Id="id10"/><ItemId Id="id11"/></ItemIds></ExportItems>`,
    );
  });

  const answer = () =>
    wire.server.on('UploadItems', ({ items }) =>
      items.map((_: object, index: number) => success({ itemId: { id: `new${index}` } })),
    );

  test.each([
    [undefined, '<Item CreateAction="CreateNew"><ParentFolderId Id="FFF="/><Data>QQ==</Data></Item>'],
    [
      'UpdateOrCreate',
      '<Item CreateAction="UpdateOrCreate"><ParentFolderId Id="FFF="/><ItemId Id="a"/><Data>QQ==</Data></Item>',
    ],
  ] as const)('upload(), action %s', async (action, element) => {
    answer();
    const folder = wire.account.folder({ id: 'FFF=' }, 'mail');
    expect(await wire.xmlOf(() => folder.upload([item('a')], action ? { action } : {}))).toBe(
      xml(`<UploadItems><Items>${element}</Items></UploadItems>`),
    );
  });

  test('a request holds no more than it may; what alone is more is refused unsent', async () => {
    answer();
    const folder = wire.account.folder({ id: 'FFF=' }, 'mail');
    const items = [item('a', 4), item('b', 4), item('c', 11), item('d', 10)];
    const results = await folder.upload(items, { maxBytes: 10, errors: 'return' });
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(results[2]).toMatchObject({ id: { id: 'c' }, reason: { code: 'ERR_TOO_LARGE', fate: 'not done' } });
    expect(wire.sent.map(({ body }) => body.items.length)).toEqual([2, 1]);
  });

  test('the id of a distinguished folder is asked for first; what is no exported item is refused unsent', async () => {
    answer();
    expect(await wire.operationsOf(() => wire.account.inbox.upload([item('a')]))).toEqual(['GetFolder', 'UploadItems']);
    const folder = wire.account.folder({ id: 'FFF=' }, 'mail');
    const error = await wire.refusalOf(() => folder.upload([item('a'), { id: 'b' } as never]));
    expect(error).toBeInstanceOf(ValidationError);
    expect(error.message).toContain('items[1]: expected what export() gave');
    await wire.refusalOf(() => folder.upload([], { action: 'Replace' as never }));
  });
});

test('what is exported is put in as it was, into another mailbox too, and in the place of what it was', async () => {
  const [alice, bob] = await Promise.all([s.connect('alice'), s.connect('bob')]);
  const task = await alice.tasks.create({ subject: 'Backup', categories: ['x'], dueDate: '2025-03-10' });
  await task.attach({ name: 'a.txt', content: 'in it' });
  const exported = await alice.tasks.all().export().toArray();
  expect(exported.map(({ id }) => id.id)).toEqual([task.id]);
  const [made] = await bob.tasks.upload(exported);
  const copy = await bob.tasks.item(made?.id ?? '');
  expect(copy).toMatchObject({ subject: 'Backup', categories: ['x'], dueDate: task.dueDate });
  const [file] = copy.attachments ?? [];
  expect(file?.kind === 'fileAttachment' && (await file.text())).toBe('in it');
  await task.update({ subject: 'Changed' });
  await alice.tasks.upload(alice.items([]).export(), {});
  await alice.tasks.upload(exported, { action: 'Update' });
  expect(await alice.tasks.pluck('subject').toArray()).toEqual(['Backup']);
});
