/** Codes that Learn's ResponseCode page has for what an operation is asked in vain. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Sandbox } from '../../../src/sandbox.js';
import { all, ask, attributes, codes, create, idsOf } from '../raw.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await Sandbox.start();
});
afterAll(() => sandbox.close());

const say = (body: string) => ask(sandbox, body);

test('an attachment that is gone: ErrorInvalidAttachmentId', async () => {
  const [item] = await create(sandbox, '<t:Message><t:Subject>a</t:Subject></t:Message>', 'drafts');
  const attached = await say(
    `<m:CreateAttachment><m:ParentItemId Id="${item?.id}"/><m:Attachments><t:FileAttachment><t:Name>a</t:Name><t:Content>AA==</t:Content></t:FileAttachment></m:Attachments></m:CreateAttachment>`,
  );
  const ids = `<m:AttachmentIds><t:AttachmentId Id="${attributes(attached, 'AttachmentId', 'Id')[0]}"/></m:AttachmentIds>`;
  expect(codes(await say(`<m:DeleteAttachment>${ids}</m:DeleteAttachment>`))).toEqual(['NoError']);
  for (const operation of ['GetAttachment', 'DeleteAttachment'])
    expect(codes(await say(`<m:${operation}>${ids}</m:${operation}>`))).toEqual(['ErrorInvalidAttachmentId']);
});

test.each(['AcceptItem', 'DeclineItem', 'CancelCalendarItem', 'ReplyToItem', 'ForwardItem', 'RemoveItem'])(
  '%s without the item that it answers: ErrorMissingInformationReferenceItemId',
  async (element) => {
    const answer = await say(
      `<m:CreateItem MessageDisposition="SendAndSaveCopy"><m:Items><t:${element}/></m:Items></m:CreateItem>`,
    );
    expect(codes(answer)).toEqual(['ErrorMissingInformationReferenceItemId']);
  },
);

test.each([
  ['<t:PrimarySmtpAddress>nobody@example.test</t:PrimarySmtpAddress>', 'ErrorDelegateNoUser'],
  ['<t:SID>XXX</t:SID>', 'ErrorInvalidUserSid'],
  ['<t:SID>S-1-5-21-1-2-3-4</t:SID>', 'ErrorDelegateNoUser'],
  ['<t:PrimarySmtpAddress>bob@example.test</t:PrimarySmtpAddress>', 'ErrorNotDelegate'],
])('a delegate named %s: %s', async (user, code) => {
  const mailbox = '<m:Mailbox><t:EmailAddress>alice@example.test</t:EmailAddress></m:Mailbox>';
  const ids = `${mailbox}<m:UserIds><t:UserId>${user}</t:UserId></m:UserIds>`;
  for (const body of [
    `<m:GetDelegate IncludePermissions="true">${ids}</m:GetDelegate>`,
    `<m:RemoveDelegate>${ids}</m:RemoveDelegate>`,
  ])
    expect(codes(await say(body))).toEqual(['NoError', code]);
  if (code === 'ErrorNotDelegate') return;
  const add = `<m:AddDelegate>${mailbox}<m:DelegateUsers><t:DelegateUser><t:UserId>${user}</t:UserId></t:DelegateUser></m:DelegateUsers></m:AddDelegate>`;
  expect(codes(await say(add))).toEqual(['NoError', code]);
});

test('a push subscription is not ended by Unsubscribe', async () => {
  const made = await say(
    '<m:Subscribe><m:PushSubscriptionRequest><t:FolderIds><t:DistinguishedFolderId Id="inbox"/></t:FolderIds><t:EventTypes><t:EventType>NewMailEvent</t:EventType></t:EventTypes><t:StatusFrequency>1</t:StatusFrequency><t:URL>http://127.0.0.1:9/</t:URL></m:PushSubscriptionRequest></m:Subscribe>',
  );
  const [id] = all(made, 'SubscriptionId');
  const answer = await say(`<m:Unsubscribe><m:SubscriptionId>${id}</m:SubscriptionId></m:Unsubscribe>`);
  expect(codes(answer)).toEqual(['ErrorInvalidSubscription']);
});

test.each([
  ['IPF.Note', 'IPF.Note.Mine', 'NoError'],
  ['', 'IPF.Note', 'NoError'],
  ['IPF.Note', 'IPF.Appointment', 'ErrorObjectTypeChanged'],
  ['IPF.Note', 'nonsense', 'ErrorObjectTypeChanged'],
  ['IPF.Appointment', 'IPF.Note', 'ErrorObjectTypeChanged'],
])('the class %j of a folder becomes %s: %s', async (from, to, code) => {
  const made = await say(
    `<m:CreateFolder><m:ParentFolderId><t:DistinguishedFolderId Id="inbox"/></m:ParentFolderId><m:Folders><t:Folder><t:FolderClass>${from}</t:FolderClass><t:DisplayName>${from} ${to}</t:DisplayName></t:Folder></m:Folders></m:CreateFolder>`,
  );
  const [folder] = idsOf(made, 'FolderId');
  const answer = await say(
    `<m:UpdateFolder><m:FolderChanges><t:FolderChange><t:FolderId Id="${folder?.id}"/><t:Updates><t:SetFolderField><t:FieldURI FieldURI="folder:FolderClass"/><t:Folder><t:FolderClass>${to}</t:FolderClass></t:Folder></t:SetFolderField></t:Updates></t:FolderChange></m:FolderChanges></m:UpdateFolder>`,
  );
  expect(codes(answer)).toEqual([code]);
});
