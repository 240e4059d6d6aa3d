/** Mail between mailboxes: sent, replied to, and sorted by the rules of an inbox. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Sandbox } from '../../../src/sandbox.js';
import { all, ask, attributes, codes, create, findItem, getItem, idsOf } from '../raw.js';

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
    expect(codes(await send('nowhere', to('nonsense')))).toEqual(['ErrorInvalidRecipients']);
    expect(codes(await send('nowhere', to('two words@example.test')))).toEqual(['ErrorInvalidRecipients']);
    expect(await found(BOB, 'inbox', 'nowhere')).toEqual([]);
    expect(codes(await send('elsewhere', to('who@elsewhere.test')))).toEqual(['NoError']);
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
