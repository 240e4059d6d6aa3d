/** Answers as Exchange really writes them, where that differs from its schema. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Account } from '../../../src/index.js';
import { Sandbox } from '../../../src/sandbox.js';
import { all, ask, envelope, post } from '../raw.js';

const ALICE = 'alice@example.test';
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await Sandbox.start({ exact: true });
});
afterAll(() => sandbox.close());

async function subscribe(sandbox: Sandbox): Promise<string> {
  const answer = await ask(
    sandbox,
    '<m:Subscribe><m:StreamingSubscriptionRequest><t:FolderIds><t:DistinguishedFolderId Id="inbox"/></t:FolderIds><t:EventTypes><t:EventType>CreatedEvent</t:EventType></t:EventTypes></m:StreamingSubscriptionRequest></m:Subscribe>',
  );
  return all(answer, 'SubscriptionId')[0] ?? '';
}

test('notifications are in the namespace of the messages, as recorded; our client reads them', async () => {
  await using alice = await Account.connect({
    email: ALICE,
    endpoint: sandbox.endpoint,
    credentials: sandbox.credentialsFor(ALICE),
  });
  const events = await alice.inbox.stream(['created'], { signal: AbortSignal.timeout(20_000) });
  await alice.inbox.create({ subject: 'x' });
  for await (const event of events) {
    expect(event.kind).toBe('created');
    break;
  }
  const id = await subscribe(sandbox);
  const stream = await post(
    sandbox,
    envelope(
      `<m:GetStreamingEvents><m:SubscriptionIds><t:SubscriptionId>${id}</t:SubscriptionId></m:SubscriptionIds><m:ConnectionTimeout>1</m:ConnectionTimeout></m:GetStreamingEvents>`,
    ),
  );
  await alice.inbox.create({ subject: 'y' });
  let text = '';
  for await (const piece of stream.body as unknown as AsyncIterable<Uint8Array>) {
    text += Buffer.from(piece).toString('utf8');
    if (text.includes('CreatedEvent')) break;
  }
  expect(text).toContain('<m:Notification>');
  expect(text).not.toContain('t:Notification');
});

test('a photo has a content type, which no schema knows', async () => {
  const get = `<m:GetUserPhoto><m:Email>${ALICE}</m:Email><m:SizeRequested>HR48x48</m:SizeRequested></m:GetUserPhoto>`;
  expect(all(await ask(sandbox, get), 'ContentType')).toEqual(['image/png']);
});

test('zones without their data have empty parts', async () => {
  const zones = (full: boolean) =>
    `<m:GetServerTimeZones ReturnFullTimeZoneData="${full}"><m:Ids><t:Id>Romance Standard Time</t:Id></m:Ids></m:GetServerTimeZones>`;
  expect(await ask(sandbox, zones(false))).toContain('<t:Periods/><t:TransitionsGroups/></t:TimeZoneDefinition>');
  expect(await ask(sandbox, zones(true))).not.toContain('<t:Periods/>');
});
