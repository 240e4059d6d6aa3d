/**
 * A server that allows fewer requests at a time than are to be under way (EWSMaxConcurrency): the same items in the same order, everything
 * done once. By how many refusals its limit is found depends on when requests arrive: allowance.test.ts counts them without a clock.
 */
import '../support/judged-sandboxes.js';
import { describe, expect, test } from '@jest/globals';
import { Account, basic } from '../../src/index.js';
import { Sandbox } from '../../src/sandbox.js';

const EMAIL = 'alice@example.test';
const TEN = Array.from({ length: 10 }, (_, n) => `Item ${n}`);

/** Bulk work and loops; the subjects that were read, how many requests were refused, and how many are sent at once in the end. */
async function work(connections: number, concurrency: number) {
  await using sandbox = await Sandbox.start({
    throttling: { connections },
    faults: { rate: 1, kinds: ['delay'], delayMs: 15 },
  });
  await using account = await Account.connect({
    email: EMAIL,
    endpoint: sandbox.endpoint,
    credentials: basic({ username: EMAIL, password: 'secret' }),
    timeZone: 'UTC',
    concurrency,
  });
  const { inbox } = account;
  await inbox.createAll(
    TEN.map((subject) => ({ subject })),
    { chunkSize: 1 },
  );
  const subjects: unknown[] = [];
  for await (const { subject } of inbox.orderBy('subject').all({ pageSize: 1 })) subjects.push(subject);
  await inbox.all().update({ importance: 'High' }, { chunkSize: 1 });
  await inbox.all().delete({ chunkSize: 1, disposal: 'hard' });
  const left = await inbox.all().count();
  return { subjects, left, refused: sandbox.requests.filter(({ status }) => status === 500).length };
}

describe('so many at a time', () => {
  test.each([1, 2, 3, 5])('%i, eight to be under way: everything is done, once and in order', async (connections) => {
    const { subjects, left } = await work(connections, 8);
    expect(subjects).toEqual(TEN);
    expect(left).toBe(0);
  });

  test.each([1, 4, 8])('%i, as many to be under way: none is refused', async (connections) => {
    expect(await work(connections, connections)).toEqual({ subjects: TEN, left: 0, refused: 0 });
  });
});
