/** What clients are told of changes: synchronisation and notifications. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Sandbox } from '../../../src/sandbox.js';
import { all, ask, attributes, basic, codes, create, envelope, idsOf, updateItem } from '../raw.js';

const ALICE = 'alice@example.test';
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await Sandbox.start();
});
afterAll(() => sandbox.close());

const sync = (folder: string, state: string) =>
  ask(
    sandbox,
    `<m:SyncFolderItems><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape><m:SyncFolderId><t:DistinguishedFolderId Id="${folder}"/></m:SyncFolderId>${state && `<m:SyncState>${state}</m:SyncState>`}<m:MaxChangesReturned>2</m:MaxChangesReturned></m:SyncFolderItems>`,
  );

test('synchronisation gives each change once, in portions', async () => {
  const ids = await create(sandbox, '<t:PostItem><t:Subject>1</t:Subject></t:PostItem>'.repeat(3), 'notes');
  const first = await sync('notes', '');
  expect([all(first, 'Create').length, ...all(first, 'IncludesLastItemInRange')]).toEqual([2, 'false']);
  const second = await sync('notes', all(first, 'SyncState')[0]!);
  expect([all(second, 'Create').length, ...all(second, 'IncludesLastItemInRange')]).toEqual([1, 'true']);
  const read =
    '<t:SetItemField><t:FieldURI FieldURI="message:IsRead"/><t:PostItem><t:IsRead>false</t:IsRead></t:PostItem></t:SetItemField>';
  await ask(sandbox, updateItem(ids[0]!, read));
  await ask(
    sandbox,
    `<m:DeleteItem DeleteType="HardDelete"><m:ItemIds><t:ItemId Id="${ids[1]?.id}"/></m:ItemIds></m:DeleteItem>`,
  );
  const third = await sync('notes', all(second, 'SyncState')[0]!);
  expect(idsOf(all(third, 'ReadFlagChange')[0] ?? '').map((one) => one.id)).toEqual([ids[0]?.id]);
  expect(attributes(all(third, 'Delete')[0] ?? '', 'ItemId', 'Id')).toEqual([ids[1]?.id]);
  expect(all(await sync('notes', all(third, 'SyncState')[0]!), 'ItemId')).toEqual([]);
});

test('a state that this server never gave is refused', async () => {
  expect(codes(await sync('notes', 'bm90IGEgc3RhdGU='))).toEqual(['ErrorInvalidSyncStateData']);
});

test('a pull subscription tells what happened since its watermark', async () => {
  const request =
    '<m:Subscribe><m:PullSubscriptionRequest><t:FolderIds><t:DistinguishedFolderId Id="drafts"/></t:FolderIds><t:EventTypes><t:EventType>CreatedEvent</t:EventType></t:EventTypes><t:Timeout>10</t:Timeout></m:PullSubscriptionRequest></m:Subscribe>';
  const made = await ask(sandbox, request);
  const [id, watermark] = [all(made, 'SubscriptionId')[0], all(made, 'Watermark')[0]];
  const events = (mark: string | undefined) =>
    ask(
      sandbox,
      `<m:GetEvents><m:SubscriptionId>${id}</m:SubscriptionId><m:Watermark>${mark}</m:Watermark></m:GetEvents>`,
    );
  expect(all(await events(watermark), 'StatusEvent')).toHaveLength(1);
  await create(sandbox, '<t:Message><t:Subject>seen</t:Subject></t:Message>', 'drafts');
  expect(all(await events(watermark), 'CreatedEvent')).toHaveLength(1);
  await ask(sandbox, `<m:Unsubscribe><m:SubscriptionId>${id}</m:SubscriptionId></m:Unsubscribe>`);
  expect(codes(await events(watermark))).toEqual(['ErrorSubscriptionNotFound']);
});

test('a subscription is nobody else’s: neither read, nor streamed, nor ended', async () => {
  const BOB = 'bob@example.test';
  const subscription = (kind: string, more: string) =>
    `<m:Subscribe><m:${kind}SubscriptionRequest><t:FolderIds><t:DistinguishedFolderId Id="drafts"/></t:FolderIds><t:EventTypes><t:EventType>CreatedEvent</t:EventType></t:EventTypes>${more}</m:${kind}SubscriptionRequest></m:Subscribe>`;
  const pull = await ask(sandbox, subscription('Pull', '<t:Timeout>10</t:Timeout>'));
  const [id, watermark] = [all(pull, 'SubscriptionId')[0], all(pull, 'Watermark')[0]];
  await create(sandbox, '<t:Message><t:Subject>secret</t:Subject></t:Message>', 'drafts');
  const events = (user: string) =>
    ask(
      sandbox,
      `<m:GetEvents><m:SubscriptionId>${id}</m:SubscriptionId><m:Watermark>${watermark}</m:Watermark></m:GetEvents>`,
      user,
    );
  const others = await events(BOB);
  expect(codes(others)).toEqual(['ErrorSubscriptionAccessDenied']);
  expect(all(others, 'CreatedEvent')).toEqual([]);
  const end = (user: string) =>
    ask(sandbox, `<m:Unsubscribe><m:SubscriptionId>${id}</m:SubscriptionId></m:Unsubscribe>`, user);
  expect(codes(await end(BOB))).toEqual(['ErrorSubscriptionAccessDenied']);
  expect(all(await events(ALICE), 'CreatedEvent')).toHaveLength(1);
  expect(codes(await end(ALICE))).toEqual(['NoError']);

  const stream = all(await ask(sandbox, subscription('Streaming', '')), 'SubscriptionId')[0];
  const streamed = await ask(
    sandbox,
    `<m:GetStreamingEvents><m:SubscriptionIds><t:SubscriptionId>${stream}</t:SubscriptionId></m:SubscriptionIds><m:ConnectionTimeout>1</m:ConnectionTimeout></m:GetStreamingEvents>`,
    BOB,
  );
  expect(codes(streamed)).toEqual(['ErrorInvalidSubscription']);
  expect(all(streamed, 'ConnectionStatus')).toEqual(['Closed']);
});

test('a streaming subscription tells it while the answer goes on', async () => {
  const request =
    '<m:Subscribe><m:StreamingSubscriptionRequest><t:FolderIds><t:DistinguishedFolderId Id="drafts"/></t:FolderIds><t:EventTypes><t:EventType>CreatedEvent</t:EventType></t:EventTypes></m:StreamingSubscriptionRequest></m:Subscribe>';
  const id = all(await ask(sandbox, request), 'SubscriptionId')[0];
  const stop = new AbortController();
  const response = await fetch(sandbox.endpoint, {
    method: 'POST',
    headers: { 'Content-Type': 'text/xml', Authorization: basic(ALICE) },
    body: envelope(
      `<m:GetStreamingEvents><m:SubscriptionIds><t:SubscriptionId>${id}</t:SubscriptionId></m:SubscriptionIds><m:ConnectionTimeout>1</m:ConnectionTimeout></m:GetStreamingEvents>`,
    ),
    signal: stop.signal,
  });
  let text = '';
  setTimeout(() => void create(sandbox, '<t:Message><t:Subject>streamed</t:Subject></t:Message>', 'drafts'), 50);
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    text += Buffer.from(chunk).toString();
    if (text.includes('CreatedEvent')) break;
  }
  expect(all(text, 'ConnectionStatus')[0]).toBe('OK');
  expect(text).toContain('</Envelope>');
  stop.abort();
});
