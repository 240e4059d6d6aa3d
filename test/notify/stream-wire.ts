/** What the tests of event streams share: a recorded account, the script of its connections, and pauses that take no time. */
import { jest } from '@jest/globals';
import type { EventName, EventStream } from '../../src/index.js';
import { recorder } from '../support/recorder.js';
import { type Message, success } from '../support/scripted-server.js';

export const wire = recorder();
export const WHEN = new Date('2025-01-02T03:04:05Z');
export const PARENT = { parentFolderId: { id: 'f', changeKey: '1' } };

/** A message of the stream with events of one subscription. */
export function events(...list: readonly object[]): Message {
  const stamped = list.map((event) => ({ watermark: 'w', timeStamp: WHEN, ...PARENT, ...event }));
  return success({ connectionStatus: 'OK', notifications: [{ subscriptionId: 's-1', events: stamped }] });
}

export const mail = (id: string) => ({ kind: 'newMailEvent', itemId: { id } });
export const closed = success({ connectionStatus: 'Closed' });

/** What each connection answers, in turn. */
export function connections(...list: readonly (readonly (Message | Error)[])[]): void {
  let next = 0;
  wire.server.on('GetStreamingEvents', async function* () {
    const messages = list[next++];
    if (messages === undefined) throw new Error('The script has no more connections.');
    for (const message of messages) {
      if (message instanceof Error) throw message;
      yield message;
    }
  });
}

/** So many events of a stream. */
export async function take<N extends EventName>(
  stream: EventStream<N>,
  count: number,
): Promise<{ kind: string; itemId?: { id: string } | undefined }[]> {
  const seen: { kind: string; itemId?: { id: string } | undefined }[] = [];
  for await (const event of stream) {
    seen.push(event);
    if (seen.length === count) break;
  }
  return seen;
}

/** For how long the end of a subscription is waited for. */
export const LAST_WORD_MS = 5000;

/** Pauses take no time; their lengths are kept. */
export function pauses(random = 1): number[] {
  const waited: number[] = [];
  jest.spyOn(Math, 'random').mockReturnValue(random);
  const real = setTimeout;
  jest.spyOn(globalThis, 'setTimeout').mockImplementation(((run: () => void, ms = 0) => {
    if (ms === LAST_WORD_MS) return real(run, ms);
    waited.push(ms);
    return real(run, 0);
  }) as never);
  return waited;
}
