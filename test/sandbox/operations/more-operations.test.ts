/** Photos, reminders, conversations and what the organisation offers. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Sandbox } from '../../../src/sandbox.js';
import { all, ask, attributes, basic, codes, create, idsOf } from '../raw.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await Sandbox.start();
});
afterAll(() => sandbox.close());

const photo = (email: string) =>
  `<m:GetUserPhoto><m:Email>${email}</m:Email><m:SizeRequested>HR48x48</m:SizeRequested></m:GetUserPhoto>`;
const pictureUrl = (email: string) => `${sandbox.endpoint}/s/GetUserPhoto?email=${email}&size=HR96x96`;
const asAlice = { headers: { Authorization: basic('alice@example.test') } };

describe('photos', () => {
  test('a mailbox without a photo has a picture of the size asked for', async () => {
    const [data = ''] = all(await ask(sandbox, photo('bob@example.test')), 'PictureData');
    const png = Buffer.from(data, 'base64');
    expect(png.toString('latin1', 1, 4)).toBe('PNG');
    expect(png.readUInt32BE(16)).toBe(48);
  });

  test('nobody has none', async () => {
    expect(codes(await ask(sandbox, photo('nobody@example.test')))).toEqual(['ErrorItemNotFound']);
    expect((await fetch(pictureUrl('nobody@example.test'), asAlice)).status).toBe(404);
  });

  test('what was set comes back, by SOAP and by its address', async () => {
    const content = Buffer.from('\xff\xd8\xff fake', 'latin1').toString('base64');
    const set = (email: string) =>
      `<m:SetUserPhoto><m:Email>${email}</m:Email><m:Content>${content}</m:Content></m:SetUserPhoto>`;
    expect(codes(await ask(sandbox, set('alice@example.test')))).not.toContain('ErrorAccessDenied');
    expect(codes(await ask(sandbox, set('bob@example.test')))).toContain('ErrorAccessDenied');
    expect(all(await ask(sandbox, photo('alice@example.test')), 'PictureData')).toEqual([content]);
    const response = await fetch(pictureUrl('alice@example.test'), asAlice);
    expect(response.headers.get('content-type')).toBe('image/jpeg');
    expect(Buffer.from(await response.arrayBuffer()).toString('base64')).toBe(content);
    const etag = response.headers.get('etag') ?? '';
    const again = await fetch(pictureUrl('alice@example.test'), {
      headers: { ...asAlice.headers, 'If-None-Match': etag },
    });
    expect(again.status).toBe(304);
  });
});

describe('people of the directory', () => {
  const find = (query: string) =>
    ask(
      sandbox,
      `<m:FindPeople><m:IndexedPageItemView MaxEntriesReturned="9" Offset="0" BasePoint="Beginning"/><m:ParentFolderId><t:DistinguishedFolderId Id="directory"/></m:ParentFolderId>${query}</m:FindPeople>`,
    );

  test('are found by a query string, and not to be browsed', async () => {
    expect(all(await find('<m:QueryString>bob</m:QueryString>'), 'DisplayName')).toEqual(['Bob']);
    for (const none of ['', '<m:QueryString></m:QueryString>'])
      expect(codes(await find(none))).toEqual(['ErrorInvalidOperation']);
  });
});

describe('reminders', () => {
  const get = (rest = '') => ask(sandbox, `<m:GetReminders>${rest}</m:GetReminders>`);
  const act = (id: string, action: string, rest = '') =>
    ask(
      sandbox,
      `<m:PerformReminderAction><m:ReminderItemActions><t:ReminderItemAction><t:ActionType>${action}</t:ActionType><t:ItemId Id="${id}"/>${rest}</t:ReminderItemAction></m:ReminderItemActions></m:PerformReminderAction>`,
    );
  const start = new Date(Date.now() + 3_600_000);
  const item = (subject: string, rest = '') =>
    `<t:CalendarItem><t:Subject>${subject}</t:Subject><t:ReminderIsSet>true</t:ReminderIsSet><t:ReminderMinutesBeforeStart>15</t:ReminderMinutesBeforeStart>` +
    `<t:Start>${start.toISOString()}</t:Start><t:End>${new Date(start.getTime() + 1_800_000).toISOString()}</t:End>${rest}</t:CalendarItem>`;

  test('what is due is told, until it is snoozed or dismissed', async () => {
    const [id] = await create(sandbox, item('dentist'), 'calendar');
    const due = await get();
    expect(all(due, 'Subject')).toEqual(['dentist']);
    expect(all(due, 'ReminderGroup')).toEqual(['Calendar']);
    const time = new Date(all(due, 'ReminderTime')[0] ?? '').getTime();
    expect(Math.abs(start.getTime() - 15 * 60_000 - time)).toBeLessThan(1000);

    const later = '2030-01-01T00:00:00Z';
    expect(codes(await act(id!.id, 'Snooze', `<t:NewReminderTime>${later}</t:NewReminderTime>`))).toEqual(['NoError']);
    expect(all(await get(), 'ReminderTime')).toEqual([later]);
    expect(all(await get(`<m:EndTime>${start.toISOString()}</m:EndTime>`), 'Subject')).toEqual([]);
    await act(id!.id, 'Dismiss');
    expect(all(await get(), 'Subject')).toEqual([]);
  });

  test('a series reminds of its next occurrence; dismissed, of the one after', async () => {
    const daily = `<t:Recurrence><t:DailyRecurrence><t:Interval>1</t:Interval></t:DailyRecurrence><t:NumberedRecurrence><t:StartDate>${start.toISOString().slice(0, 10)}</t:StartDate><t:NumberOfOccurrences>3</t:NumberOfOccurrences></t:NumberedRecurrence></t:Recurrence>`;
    const [master] = await create(sandbox, item('standup', daily), 'calendar');
    const first = await get();
    expect(attributes(first, 'RecurringMasterItemId', 'Id')).toEqual([master!.id]);
    const [occurrence] = idsOf(first);
    expect(codes(await act(occurrence!.id, 'Dismiss'))).toEqual(['NoError']);
    const [day, next] = [first, await get()].map((answer) => Date.parse(all(answer, 'StartDate')[0] ?? ''));
    expect(next! - day!).toBe(86_400_000);
  });
});

test('GetConversationItems: sent and received copies of one conversation, a node for each message', async () => {
  const message =
    '<t:Message><t:Subject>plan</t:Subject><t:ToRecipients><t:Mailbox><t:EmailAddress>alice@example.test</t:EmailAddress></t:Mailbox></t:ToRecipients></t:Message>';
  await ask(sandbox, `<m:CreateItem MessageDisposition="SendAndSaveCopy"><m:Items>${message}</m:Items></m:CreateItem>`);
  const found = await ask(
    sandbox,
    '<m:FindConversation><m:IndexedPageItemView MaxEntriesReturned="10" Offset="0" BasePoint="Beginning"/><m:ParentFolderId><t:DistinguishedFolderId Id="inbox"/></m:ParentFolderId></m:FindConversation>',
  );
  const [id] = attributes(found, 'ConversationId', 'Id');
  const get = (of: string, rest = '') =>
    ask(
      sandbox,
      `<m:GetConversationItems><m:ItemShape><t:BaseShape>Default</t:BaseShape></m:ItemShape><m:Conversations><t:Conversation><t:ConversationId Id="${of}"/>${rest}</t:Conversation></m:Conversations></m:GetConversationItems>`,
    );
  const answer = await get(id!);
  expect(all(answer, 'ConversationNode')).toHaveLength(1);
  expect(all(answer, 'Message')).toHaveLength(2);
  const state = `<t:SyncState>${all(answer, 'SyncState')[0]}</t:SyncState>`;
  expect(all(await get(id!, state), 'ConversationNode')).toEqual([]);
  expect(codes(await get('AAQk'))).toEqual(['ErrorItemNotFound']);
});

test('GetServiceConfiguration: one message for each thing asked for', async () => {
  const answer = await ask(
    sandbox,
    '<m:GetServiceConfiguration><m:RequestedConfiguration><m:ConfigurationName>MailTips</m:ConfigurationName><m:ConfigurationName>UnifiedMessagingConfiguration</m:ConfigurationName><m:ConfigurationName>ProtectionRules</m:ConfigurationName></m:RequestedConfiguration></m:GetServiceConfiguration>',
  );
  expect(codes(answer)).toEqual(['NoError', 'NoError', 'NoError', 'NoError']);
  expect(attributes(answer, 'Domain', 'Name')).toEqual(['example.test', 'example.test']);
});
