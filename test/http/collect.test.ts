/** How much of an answer is read, to the byte. */
import { describe, expect, test } from '@jest/globals';
import { collect, drain, MAX_RESPONSE_BYTES } from '../../src/http/collect.js';
import type { HttpStream } from '../../src/http/transport.js';

const KIB = 1024;
const MIB = 1024 * 1024;
const url = new URL('https://mail.b.test/');

/** A stream of chunks of such lengths, and how many of them were asked for. */
function streamOf(status: number, sizes: readonly number[], more: Partial<HttpStream> = {}) {
  const seen = { chunks: 0, finished: [] as unknown[], left: false };
  async function* body() {
    try {
      for (const size of sizes) {
        seen.chunks++;
        yield new Uint8Array(size);
      }
    } finally {
      seen.left = true;
    }
  }
  const stream = {
    status,
    headers: { a: 'b' },
    challenges: ['NTLM'],
    url,
    body: body(),
    finish: (response: unknown) => void seen.finished.push(response),
    ...more,
  } as unknown as HttpStream;
  return { stream, seen };
}

describe('a whole answer', () => {
  test('is what the stream was, in one piece, and the connection is told', async () => {
    const { stream, seen } = streamOf(200, [3, 4]);
    const answer = await collect(stream);
    expect(answer).toEqual({ status: 200, headers: { a: 'b' }, challenges: ['NTLM'], url, body: Buffer.alloc(7) });
    expect(seen.finished).toEqual([answer]);
  });

  test('of one chunk is that chunk, not a copy', async () => {
    const chunk = new Uint8Array(5);
    const { stream } = streamOf(200, [], {
      body: (async function* () {
        yield chunk;
      })(),
    });
    expect((await collect(stream)).body).toBe(chunk);
    expect((await collect(streamOf(200, []).stream)).body).toHaveLength(0);
  });

  test.each([
    [10, [10]],
    [10, [4, 6]],
  ])('may have %i bytes, where that is the limit', async (limit, sizes) => {
    expect((await collect(streamOf(200, sizes).stream, limit)).body).toHaveLength(10);
  });

  test.each([200, 299])('with status %i and a byte more than the limit is refused', async (status) => {
    const { stream, seen } = streamOf(status, [4, 7, 1], {});
    await expect(collect(stream, 10)).rejects.toMatchObject({
      code: 'ERR_TOO_LARGE',
      message: expect.stringContaining('longer than 10 bytes'),
    });
    expect([seen.chunks, seen.left, seen.finished]).toEqual([2, true, []]);
  });

  test('by default may have 512 MiB', () => {
    expect(MAX_RESPONSE_BYTES).toBe(512 * MIB);
  });
});

describe('a refusal', () => {
  test.each([300, 401, 503])('with status %i is read as far as the limit', async (status) => {
    const { stream, seen } = streamOf(status, [4, 6, 1, 9]);
    const { body } = await collect(stream, 10);
    expect([body.length, seen.chunks, seen.left, seen.finished.length]).toEqual([10, 3, true, 1]);
  });

  test('and never further than 16 MiB', async () => {
    const { stream, seen } = streamOf(500, [16 * MIB - 1, 1, 1, 1]);
    const { body } = await collect(stream);
    expect([body.length, seen.chunks]).toEqual([16 * MIB, 3]);
  });
});

test('what is only read to keep the connection: 256 KiB', async () => {
  const { stream, seen } = streamOf(401, [256 * KIB - 1, 1, 1, 1]);
  await drain(stream);
  expect([seen.chunks, seen.left]).toEqual([3, true]);
  const short = streamOf(401, [5, 5]);
  await drain(short.stream);
  expect([short.seen.chunks, short.seen.left]).toEqual([2, true]);
});

describe('the pace', () => {
  /** Chunks that come so many milliseconds apart, by a clock of our own. */
  const paced = (sizes: number | readonly number[], apart: number, count: number, silenceMs: number | undefined) => {
    let now = 1000;
    const real = performance.now;
    async function* body() {
      for (let n = 0; n < count; n++) {
        now += apart;
        yield new Uint8Array(typeof sizes === 'number' ? sizes : (sizes[n] as number));
      }
    }
    const { stream } = streamOf(200, [], { body: body(), ...(silenceMs === undefined ? {} : { silenceMs }) });
    performance.now = () => now;
    return collect(stream).finally(() => {
      performance.now = real;
    });
  };

  test('of fewer than 1024 bytes in twice the longest silence is silence', async () => {
    await expect(paced(511, 101, 2, 100)).rejects.toMatchObject({ code: 'ERR_TIMEOUT' });
    expect((await paced(512, 101, 2, 100)).body).toHaveLength(1024);
    expect((await paced(1, 100, 2, 100)).body).toHaveLength(2);
  });

  test('counts anew after each such time', async () => {
    expect((await paced(1024, 201, 5, 100)).body).toHaveLength(5 * KIB);
    await expect(paced(600, 101, 9, 100).then(() => 'whole')).resolves.toBe('whole');
    await expect(paced(300, 101, 9, 100)).rejects.toMatchObject({ code: 'ERR_TIMEOUT' });
  });

  test('is no better for what came fast before', async () => {
    const sizes = [100_000, 100_000, 1, 1];
    await expect(paced(sizes, 101, 4, 100)).rejects.toMatchObject({ code: 'ERR_TIMEOUT' });
    expect((await paced([100_000, 100_000, 1, 1023], 101, 4, 100)).body).toHaveLength(201_024);
  });

  test.each([0, undefined])('does not matter where no silence is too long (%p)', async (silenceMs) => {
    expect((await paced(1, 10_000_000, 3, silenceMs)).body).toHaveLength(3);
  });
});
