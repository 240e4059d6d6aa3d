/** Faults and throttling on purpose, and the time. */
import '../../support/judged-sandboxes.js';
import { describe, expect, test } from '@jest/globals';
import { type FaultKind, Sandbox, type SandboxOptions } from '../../../src/sandbox.js';
import { all, ask, codes, envelope, post } from '../raw.js';

const GET_INBOX =
  '<m:GetFolder><m:FolderShape><t:BaseShape>Default</t:BaseShape></m:FolderShape><m:FolderIds><t:DistinguishedFolderId Id="inbox"/></m:FolderIds></m:GetFolder>';
const CREATE =
  '<m:CreateItem MessageDisposition="SaveOnly"><m:Items><t:Message><t:Subject>x</t:Subject></t:Message></m:Items></m:CreateItem>';

async function withSandbox(options: SandboxOptions, work: (sandbox: Sandbox) => Promise<void>): Promise<void> {
  await using sandbox = await Sandbox.start(options);
  await work(sandbox);
}

/** What a client sees of one request. */
async function outcome(sandbox: Sandbox): Promise<string> {
  try {
    const answer = await post(sandbox, envelope(GET_INBOX));
    const text = await answer.text();
    return `${answer.status} ${codes(text)[0] ?? (text.includes('<html>') ? 'html' : '')}`;
  } catch {
    return 'dead';
  }
}

describe('faults', () => {
  const SEEN: Record<FaultKind, string> = {
    busy: '500 ErrorServerBusy',
    reset: 'dead',
    lost: 'dead',
    delay: '200 NoError',
    unavailable: '503 html',
    html: '200 html',
  };

  test.each(Object.entries(SEEN))('%s is seen as %s, until faults are taken off', async (kind, seen) => {
    await withSandbox({ faults: { rate: 1, kinds: [kind as FaultKind], delayMs: 20 } }, async (sandbox) => {
      expect(await outcome(sandbox)).toBe(seen);
      sandbox.faults = undefined;
      expect(await outcome(sandbox)).toBe('200 NoError');
    });
  });

  test('busy says how long to wait, unavailable does by Retry-After', async () => {
    await withSandbox({ faults: { rate: 1, kinds: ['busy'], delayMs: 1500 } }, async (sandbox) => {
      expect(await ask(sandbox, GET_INBOX)).toContain('Name="BackOffMilliseconds">1500<');
      sandbox.faults = { rate: 1, kinds: ['unavailable'], delayMs: 1500 };
      expect((await post(sandbox, envelope(GET_INBOX))).headers.get('retry-after')).toBe('2');
    });
  });

  test('what is reset was not done, what is lost was', async () => {
    await withSandbox({}, async (sandbox) => {
      for (const kind of ['reset', 'lost'] as const) {
        sandbox.faults = { rate: 1, kinds: [kind] };
        await expect(ask(sandbox, CREATE)).rejects.toThrow();
      }
      expect(sandbox.requests.map(({ operation }) => operation)).toEqual(['CreateItem']);
    });
  });

  test('the same seed gives the same faults', async () => {
    const runs: string[][] = [];
    for (const seed of [7, 7, 8]) {
      await withSandbox({ faults: { rate: 0.5, seed, delayMs: 1 } }, async (sandbox) => {
        const seen: string[] = [];
        for (let count = 0; count < 20; count++) seen.push(await outcome(sandbox));
        runs.push(seen);
      });
    }
    expect(runs[0]).toEqual(runs[1]);
    expect(runs[0]).not.toEqual(runs[2]);
    expect(new Set(runs[0]).size).toBeGreaterThan(2);
  });
});

describe('throttling', () => {
  test('beyond so many requests a minute the server is busy, and says for how long; each user has an own budget', async () => {
    await withSandbox({ throttling: { requestsPerMinute: 2 } }, async (sandbox) => {
      expect([await outcome(sandbox), await outcome(sandbox)]).toEqual(['200 NoError', '200 NoError']);
      const answer = await ask(sandbox, GET_INBOX);
      expect(codes(answer)).toEqual(['ErrorServerBusy']);
      const wait = Number(all(answer, 'Value')[0]);
      expect(wait).toBeGreaterThan(25_000);
      expect(wait).toBeLessThanOrEqual(30_000);
      expect(codes(await ask(sandbox, GET_INBOX, 'bob@example.test'))).toEqual(['NoError']);
    });
  });

  test('more requests at a time than connections are refused', async () => {
    await withSandbox({ throttling: { connections: 1 } }, async (sandbox) => {
      const stream = await post(
        sandbox,
        envelope(
          `<m:GetStreamingEvents><m:SubscriptionIds><t:SubscriptionId>${await subscribe(sandbox)}</t:SubscriptionId></m:SubscriptionIds><m:ConnectionTimeout>1</m:ConnectionTimeout></m:GetStreamingEvents>`,
        ),
      );
      expect(await outcome(sandbox)).toBe('500 ErrorExceededConnectionCount');
      await stream.body?.cancel();
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(await outcome(sandbox)).toBe('200 NoError');
    });
  });
});

test('a request that is answered late is under way meanwhile', async () => {
  const options: SandboxOptions = {
    throttling: { connections: 1 },
    faults: { rate: 1, kinds: ['delay'], delayMs: 200 },
  };
  await withSandbox(options, async (sandbox) => {
    const both = await Promise.all([outcome(sandbox), outcome(sandbox)]);
    expect(both.sort()).toEqual(['200 NoError', '500 ErrorExceededConnectionCount']);
    expect(await outcome(sandbox)).toBe('200 NoError');
  });
});

async function subscribe(sandbox: Sandbox): Promise<string> {
  const answer = await ask(
    sandbox,
    '<m:Subscribe><m:StreamingSubscriptionRequest><t:FolderIds><t:DistinguishedFolderId Id="inbox"/></t:FolderIds><t:EventTypes><t:EventType>CreatedEvent</t:EventType></t:EventTypes></m:StreamingSubscriptionRequest></m:Subscribe>',
  );
  return all(answer, 'SubscriptionId')[0] ?? '';
}

test('the clock starts where it is told to', async () => {
  await withSandbox({ now: new Date('2020-02-29T12:00:00Z') }, async (sandbox) => {
    expect(sandbox.clock.now().toISOString()).toMatch(/^2020-02-29T12:00:0/);
    await ask(sandbox, GET_INBOX);
    expect(sandbox.requests[0]?.at.toISOString()).toMatch(/^2020-02-29T12:00:0/);
  });
});
