/** Pulls: what GetEvents is asked while the server says that there is more. */
import { expect, test } from '@jest/globals';
import { recorder } from '../support/recorder.js';
import { success } from '../support/scripted-server.js';

const wire = recorder();

const told = (watermark: string, moreEvents: boolean) =>
  success({
    notification: {
      subscriptionId: 's',
      previousWatermark: 'p',
      moreEvents,
      events: [
        {
          kind: 'createdEvent',
          watermark,
          timeStamp: new Date('2027-03-01T09:00:00Z'),
          itemId: { id: watermark },
          parentFolderId: { id: 'f' },
        },
      ],
    },
  });

test('while there are more events, each question goes on behind the last answer', async () => {
  wire.server.on('Subscribe', () => [success({ subscriptionId: 's', watermark: 'w0' })]);
  const answers = [told('w1', true), told('w2', true), told('w3', false)];
  wire.server.on('GetEvents', () => [answers.shift()!]);
  const pull = await wire.account.inbox.pull(['created']);
  const seen: unknown[] = [];
  const requests = await wire.requestsOf(async () => {
    for await (const event of pull) seen.push(event.itemId?.id);
  });
  expect(seen).toEqual(['w1', 'w2', 'w3']);
  expect(requests.map(({ body }) => body.watermark)).toEqual(['w0', 'w1', 'w2']);
  expect(pull.watermark).toBe('w3');
});
