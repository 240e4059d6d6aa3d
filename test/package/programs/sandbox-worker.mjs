/** A user's test whose sandboxes live in workers. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';

if (isMainThread) {
  test('each worker has an Exchange of its own', async () => {
    const workers = [1, 2].map(() => new Worker(fileURLToPath(import.meta.url)));
    const counts = await Promise.all(workers.map((worker) => once(worker, 'message')));
    assert.deepEqual(counts, [[1], [1]]);
  });
} else {
  const { Account } = await import('ewskit');
  const { Sandbox } = await import('ewskit/sandbox');
  const sandbox = await Sandbox.start({ listen: false });
  const account = await Account.connect(sandbox.connectionFor('bob@example.test'));
  await account.drafts.create({ subject: 'Of this worker' });
  parentPort.postMessage(await account.drafts.all().count());
  await account.close();
  await sandbox.close();
}
