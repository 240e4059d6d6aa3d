/**
 * A server that throttles: whoever has several requests under way gets the same items in the same order as one after another, and is not
 * refused more often for it, but for those that were under way when it began.
 */
import { expect, test } from '@jest/globals';
import { faultTolerance } from '../../src/index.js';
import { RawAnswer, recorder } from '../support/recorder.js';

const wire = recorder({ retry: faultTolerance({ maxAttempts: 5 }) });

/** So many requests at once, and then one each `everyMs`, as Exchange gives its budget back: what is more is told how long to wait. */
function throttle(most: number, everyMs: number): { refused: number } {
  const seen = { refused: 0 };
  let left = most;
  let at = performance.now();
  for (const operation of ['FindItem', 'GetItem', 'UpdateItem'])
    wire.server.on(operation, async (request) => {
      const now = performance.now();
      left = Math.min(most, left + (now - at) / everyMs);
      at = now;
      if (left < 1) {
        seen.refused++;
        return busy(Math.ceil((1 - left) * everyMs));
      }
      left--;
      await new Promise((resolve) => setTimeout(resolve, 2));
      return wire.server.usual(operation, request);
    });
  return seen;
}

function busy(backOffMs: number): RawAnswer {
  const detail = `<e:ResponseCode xmlns:e="http://schemas.microsoft.com/exchange/services/2006/errors">ErrorServerBusy</e:ResponseCode><t:MessageXml xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types"><t:Value Name="BackOffMilliseconds">${backOffMs}</t:Value></t:MessageXml>`;
  const text = `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode>a:ErrorServerBusy</faultcode><faultstring>Busy.</faultstring><detail>${detail}</detail></s:Fault></s:Body></s:Envelope>`;
  return new RawAnswer(500, text);
}

test('refused is no more than with one request after another, and nobody is refused until it gives up', async () => {
  const refused: Record<number, number> = {};
  for (const concurrency of [1, 8]) {
    wire.server.fill('inbox', ...Array.from({ length: 30 }, (_, n) => ({ subject: `${n}` })));
    const account = await wire.other(`${concurrency}@example.test`, { impersonate: true });
    const seen = throttle(10, 60);
    const subjects: unknown[] = [];
    for await (const { subject } of account.inbox.all({ pageSize: 1, concurrency })) subjects.push(subject);
    expect(subjects).toEqual(Array.from({ length: 30 }, (_, n) => `${n}`));
    const ids = await account.inbox.all().update({ importance: 'High' }, { chunkSize: 2, concurrency });
    expect(ids.map(({ id }) => id)).toEqual(Array.from({ length: 30 }, (_, n) => `inbox-${n}`));
    refused[concurrency] = seen.refused;
  }
  expect(refused[8]).toBeLessThanOrEqual((refused[1] as number) + 8);
});
