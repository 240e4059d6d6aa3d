/** What is said while a refused password rests, who is counted, and how long the others wait for the first. */
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { LoginGate } from '../../src/auth/login-gate.js';
import { AuthenticationError, EwsError } from '../../src/errors.js';
import { said } from '../support/said.js';

const request = { method: 'POST', url: new URL('https://mail.b.test/') };
const refusal = (details: object = {}) =>
  new AuthenticationError('ERR_UNAUTHORIZED', 'no.', { server: 'mail.b.test', ...details });
const caught = (run: Promise<unknown>) =>
  run.then(
    (value) => value,
    (error: unknown) => error,
  );
afterEach(() => void jest.useRealTimers());

describe('a password that was refused', () => {
  const gateAt = (clock: { now: number }) => {
    const gate = new LoginGate(true, () => clock.now);
    const ask = (send: () => Promise<unknown>) => caught(gate.prove(request, gate.refusals, send));
    return { gate, ask };
  };

  test('rests, and is said to: since when, for how long, and that nothing was sent', async () => {
    const clock = { now: 5_000_000 };
    const { ask } = gateAt(clock);
    const first = refusal({ offered: ['NTLM'], requestId: 'r', remedy: 'Check it.' });
    await ask(() => Promise.reject(first));
    clock.now += 1001;
    const error = await ask(() => Promise.resolve('sent'));
    expect(said(error)).toBe(
      'mail.b.test refused this login 2 s ago; so that the account is not locked, it is not tried again for 59 s. Nothing was sent.',
    );
    expect(error).toMatchObject({
      code: 'ERR_UNAUTHORIZED',
      server: 'mail.b.test',
      offered: ['NTLM'],
      requestId: 'r',
      cause: first,
      remedy: 'Check it. Other credentials are tried at once.',
    });
    clock.now += 58_998;
    expect(await ask(() => Promise.resolve('sent'))).toMatchObject({ code: 'ERR_UNAUTHORIZED' });
    clock.now += 1;
    expect(await ask(() => Promise.resolve('sent'))).toBe('sent');
  });

  test('by a server without a name, and without a remedy', async () => {
    const { ask } = gateAt({ now: 0 });
    await ask(() => Promise.reject(refusal({ server: undefined })));
    const error = await ask(() => Promise.resolve('sent'));
    expect(said(error)).toMatch(/^The server refused this login 0 s ago; .* for 60 s\. Nothing was sent\.$/);
    expect(error).toMatchObject({ remedy: 'Other credentials are tried at once.' });
  });

  test.each(['ERR_CREDENTIALS', 'ERR_NO_COMMON_SCHEME'] as const)(
    'by %s counts as a refusal, and does not rest',
    async (code) => {
      const { gate, ask } = gateAt({ now: 0 });
      await ask(() => Promise.reject(new AuthenticationError(code, 'no.')));
      expect(gate.refusals).toBe(1);
      expect(await ask(() => Promise.resolve('sent'))).toBe('sent');
    },
  );

  test('any other error is no refusal', async () => {
    const { gate, ask } = gateAt({ now: 0 });
    await ask(() => Promise.reject(new EwsError('ErrorX', 'no.')));
    expect(gate.refusals).toBe(0);
    expect(await ask(() => Promise.resolve('sent'))).toBe('sent');
  });

  test('is the answer to who began before', async () => {
    const { gate, ask } = gateAt({ now: 0 });
    const since = gate.refusals;
    const error = refusal();
    await ask(() => Promise.reject(error));
    expect(await caught(gate.prove(request, since, () => Promise.resolve('sent')))).toBe(error);
  });
});

test('a token rests never, and is not waited for once it was let in', async () => {
  const gate = new LoginGate(false, () => 0);
  await caught(gate.prove(request, 0, () => Promise.reject(refusal())));
  expect(await gate.prove(request, gate.refusals, () => Promise.resolve('in'))).toBe('in');
  const long = gate.prove(request, 0, () => new Promise(() => undefined));
  expect(await gate.prove(request, 0, () => Promise.resolve('beside'))).toBe('beside');
  void long;
});

test('the others wait for the first, for 3 seconds at most', async () => {
  jest.useFakeTimers();
  const gate = new LoginGate(true, () => 0);
  const order: string[] = [];
  let end: (value: string) => void = () => undefined;
  const first = gate.prove(request, 0, () => new Promise<string>((resolve) => (end = resolve)));
  const second = gate.prove(request, 0, async () => order.push('second'));
  await jest.advanceTimersByTimeAsync(2999);
  expect(order).toEqual([]);
  await jest.advanceTimersByTimeAsync(1);
  expect(order).toEqual(['second']);
  end('first');
  await Promise.all([first, second]);
  expect(jest.getTimerCount()).toBe(0);
});

test('the others follow as soon as the first is let in, and share its refusal', async () => {
  const gate = new LoginGate(true, () => 0);
  const sent: string[] = [];
  const ask = (name: string, outcome: () => Promise<unknown>) =>
    caught(
      gate.prove(request, 0, async () => {
        sent.push(name);
        return outcome();
      }),
    );
  expect(await Promise.all(['a', 'b', 'c'].map((name) => ask(name, () => Promise.resolve(name))))).toEqual([
    'a',
    'b',
    'c',
  ]);
  expect(sent).toEqual(['a', 'b', 'c']);
  const error = refusal();
  const refused = new LoginGate(true, () => 0);
  const all = ['a', 'b', 'c'].map(() => caught(refused.prove(request, 0, () => Promise.reject(error))));
  expect(await Promise.all(all)).toEqual([error, error, error]);
  expect(refused.refusals).toBe(1);
});
