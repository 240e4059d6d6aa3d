/** A folder of several that fails ends none of the others: it is told in its place, or at the end. */
import { expect, test } from '@jest/globals';
import { BulkError } from '../../src/index.js';
import { recorder } from '../support/recorder.js';
import { failure } from '../support/scripted-server.js';

const wire = recorder();

/** FindItem of one folder is refused; the others have an item each. */
function script(): void {
  for (const folder of ['inbox', 'sentitems'])
    wire.server.fill(folder, { subject: `in ${folder}`, dateTimeReceived: new Date(0) });
  wire.server.on('FindItem', ({ parentFolderIds: [{ id }] }) =>
    id === 'drafts'
      ? [failure('ErrorAccessDenied')]
      : [
          {
            responseClass: 'Success',
            responseCode: 'NoError',
            rootFolder: { includesLastItemInRange: true, totalItemsInView: 1, items: wire.server.found.get(id) },
          },
        ],
  );
}

const several = () => wire.account.folders(wire.account.inbox, wire.account.drafts, wire.account.sent);

test.each(['in turn', 'in one order', 'with whole items'])(
  'a folder that fails ends none of the others, %s',
  async (how) => {
    script();
    const all = how === 'in one order' ? several().orderBy('dateTimeReceived') : several().all();
    const query = how === 'with whole items' ? all : all.only('subject');
    const results: unknown[] = [];
    for await (const result of query.settled())
      results.push(
        result.status === 'fulfilled' ? result.value.itemId?.id.replace(/\W.*/, '') : [result.reason.code, result.id],
      );
    expect(results.length).toBe(3);
    expect(results).toContainEqual(['ErrorAccessDenied', undefined]);
    const read: unknown[] = [];
    const error = await (async () => {
      for await (const item of query) read.push(item.itemId?.id);
    })().catch((one: unknown) => one);
    expect(read.length).toBe(2);
    expect(error).toBeInstanceOf(BulkError);
    expect((error as BulkError).failures.map(({ reason }) => reason.code)).toEqual(['ErrorAccessDenied']);
  },
);

test('the error of one folder alone is thrown as it is, and so is that of a count', async () => {
  script();
  await expect(wire.account.drafts.all().toArray()).rejects.toMatchObject({ code: 'ErrorAccessDenied' });
  await expect(several().all().count()).rejects.toMatchObject({ code: 'ErrorAccessDenied' });
});
