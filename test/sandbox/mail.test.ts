/** Between mailboxes: sending, replying, meetings; and what clients are told of changes: synchronisation, notifications. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Sandbox } from '../../src/sandbox.js';
import { all, ask, attributes, basic, codes, create, envelope, findItem, getItem, idsOf, updateItem } from './raw.js';

const ALICE = 'alice@example.test';
const BOB = 'bob@example.test';
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await Sandbox.start();
});
afterAll(() => sandbox.close());

const to = (address: string) =>
  `<t:ToRecipients><t:Mailbox><t:EmailAddress>${address}</t:EmailAddress></t:Mailbox></t:ToRecipients>`;
const send = (subject: string, rest = to(BOB), how = 'SendAndSaveCopy') =>
  ask(
    sandbox,
    `<m:CreateItem MessageDisposition="${how}"><m:Items><t:Message><t:Subject>${subject}</t:Subject><t:Body BodyType="Text">hi</t:Body>${rest}</t:Message></m:Items></m:CreateItem>`,
  );

async function found(user: string, folder: string, subject: string) {
  const restriction = `<m:Restriction><t:IsEqualTo><t:FieldURI FieldURI="item:Subject"/><t:FieldURIOrConstant><t:Constant Value="${subject}"/></t:FieldURIOrConstant></t:IsEqualTo></m:Restriction>`;
  return idsOf(await ask(sandbox, findItem(folder, restriction, '<t:BaseShape>IdOnly</t:BaseShape>'), user));
}

describe('sending', () => {
  test('a message arrives unread, and the copy is in Sent Items', async () => {
    await send('arrives');
    const [id] = await found(BOB, 'inbox', 'arrives');
    const answer = await ask(sandbox, getItem(id!), BOB);
    expect(all(answer, 'IsRead')).toEqual(['false']);
    expect(all(answer, 'IsDraft')).toEqual(['false']);
    expect(all(all(answer, 'From')[0] ?? '', 'EmailAddress')).toEqual([ALICE]);
    expect(await found(ALICE, 'sentitems', 'arrives')).toHaveLength(1);
  });

  test('SendOnly keeps nothing; blind copies are not shown', async () => {
    const bcc = `${to(ALICE)}<t:BccRecipients><t:Mailbox><t:EmailAddress>${BOB}</t:EmailAddress></t:Mailbox></t:BccRecipients>`;
    await send('blind', bcc, 'SendOnly');
    const [id] = await found(BOB, 'inbox', 'blind');
    expect(all(await ask(sandbox, getItem(id!), BOB), 'BccRecipients')).toEqual([]);
    expect(await found(ALICE, 'sentitems', 'blind')).toEqual([]);
  });

  test('a message to nobody is refused, one to outside is counted', async () => {
    expect(codes(await send('nobody', ''))).toEqual(['ErrorInvalidRecipients']);
    await send('outside', to('someone@elsewhere.example'));
    expect(sandbox.external.at(-1)).toEqual({ to: ['someone@elsewhere.example'], subject: 'outside' });
  });

  test('SendItem wants the present ChangeKey', async () => {
    const [id] = await create(sandbox, `<t:Message><t:Subject>keyed</t:Subject>${to(BOB)}</t:Message>`, 'drafts');
    const item = (key: string) =>
      `<m:SendItem SaveItemToFolder="false"><m:ItemIds><t:ItemId Id="${id?.id}"${key}/></m:ItemIds></m:SendItem>`;
    expect(codes(await ask(sandbox, item('')))).toEqual(['ErrorChangeKeyRequired']);
    expect(codes(await ask(sandbox, item(` ChangeKey="${id?.changeKey}"`)))).toEqual(['NoError']);
    expect(await found(BOB, 'inbox', 'keyed')).toHaveLength(1);
  });

  test('a reply goes to the sender and belongs to the conversation', async () => {
    await send('thread');
    const [id] = await found(BOB, 'inbox', 'thread');
    const reply = `<t:ReplyToItem><t:ReferenceItemId Id="${id?.id}" ChangeKey="${id?.changeKey}"/><t:NewBodyContent BodyType="Text">answer</t:NewBodyContent></t:ReplyToItem>`;
    await ask(sandbox, `<m:CreateItem MessageDisposition="SendOnly"><m:Items>${reply}</m:Items></m:CreateItem>`, BOB);
    const [answer] = await found(ALICE, 'inbox', 'RE: thread');
    const text = await ask(sandbox, getItem(answer!));
    expect(all(text, 'ConversationTopic')).toEqual(['thread']);
    const [sent] = await found(ALICE, 'sentitems', 'thread');
    expect(attributes(text, 'ConversationId', 'Id')).toEqual(
      attributes(await ask(sandbox, getItem(sent!)), 'ConversationId', 'Id'),
    );
  });
});

describe('meetings', () => {
  test('an invitation makes a request and a calendar item; the answer reaches the organizer', async () => {
    const attendees = `<t:RequiredAttendees><t:Attendee><t:Mailbox><t:EmailAddress>${BOB}</t:EmailAddress></t:Mailbox></t:Attendee></t:RequiredAttendees>`;
    const item = `<t:CalendarItem><t:Subject>planning</t:Subject><t:Start>2027-05-03T09:00:00Z</t:Start><t:End>2027-05-03T10:00:00Z</t:End>${attendees}</t:CalendarItem>`;
    const [own] = await create(sandbox, item, 'calendar', 'SendMeetingInvitations="SendToAllAndSaveCopy"');
    expect(await found(BOB, 'calendar', 'planning')).toHaveLength(1);
    const [request] = await found(BOB, 'inbox', 'planning');
    expect(await ask(sandbox, getItem(request!), BOB)).toContain('<t:MeetingRequest>');
    const accept = `<t:AcceptItem><t:ReferenceItemId Id="${request?.id}" ChangeKey="${request?.changeKey}"/></t:AcceptItem>`;
    await ask(sandbox, `<m:CreateItem MessageDisposition="SendOnly"><m:Items>${accept}</m:Items></m:CreateItem>`, BOB);
    expect(all(await ask(sandbox, getItem(own!)), 'ResponseType')).toEqual(['Accept']);
    expect(await found(ALICE, 'inbox', 'Accepted: planning')).toHaveLength(1);
    const cancel = `<m:DeleteItem DeleteType="MoveToDeletedItems" SendMeetingCancellations="SendToAllAndSaveCopy"><m:ItemIds><t:ItemId Id="${own?.id}"/></m:ItemIds></m:DeleteItem>`;
    expect(codes(await ask(sandbox, cancel))).toEqual(['NoError']);
    const [entry] = await found(BOB, 'calendar', 'Canceled: planning');
    expect(all(await ask(sandbox, getItem(entry!), BOB), 'IsCancelled')).toEqual(['true']);
  });
});

describe('inbox rules', () => {
  test('a rule moves what it is meant for, until it is deleted', async () => {
    const rule =
      '<t:CreateRuleOperation><t:Rule><t:DisplayName>lists</t:DisplayName><t:Priority>1</t:Priority><t:IsEnabled>true</t:IsEnabled><t:Conditions><t:ContainsSubjectStrings><t:String>[list]</t:String></t:ContainsSubjectStrings></t:Conditions>' +
      '<t:Actions><t:MarkAsRead>true</t:MarkAsRead><t:MoveToFolder><t:DistinguishedFolderId Id="archive"/></t:MoveToFolder></t:Actions></t:Rule></t:CreateRuleOperation>';
    const update = (operation: string) =>
      ask(
        sandbox,
        `<m:UpdateInboxRules><m:RemoveOutlookRuleBlob>true</m:RemoveOutlookRuleBlob><m:Operations>${operation}</m:Operations></m:UpdateInboxRules>`,
        BOB,
      );
    expect(codes(await update(rule))).toEqual(['NoError']);
    await send('[list] one');
    expect(await found(BOB, 'inbox', '[list] one')).toEqual([]);
    const [moved] = await found(BOB, 'archive', '[list] one');
    expect(all(await ask(sandbox, getItem(moved!), BOB), 'IsRead')).toEqual(['true']);
    const id = all(await ask(sandbox, '<m:GetInboxRules/>', BOB), 'RuleId')[0];
    await update(`<t:DeleteRuleOperation><t:RuleId>${id}</t:RuleId></t:DeleteRuleOperation>`);
    await send('[list] two');
    expect(await found(BOB, 'inbox', '[list] two')).toHaveLength(1);
  });
});

describe('changes', () => {
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
});
