/** What Exchange refuses in inbox rules: Learn, ErrorCode (RuleValidationErrorCodeType). */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Sandbox } from '../../../src/sandbox.js';
import { all, ask, codes } from '../raw.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await Sandbox.start();
});
afterAll(() => sandbox.close());

const rule = (actions: string | undefined, conditions = '', id = '', name = 'r') =>
  `<t:Rule>${id && `<t:RuleId>${id}</t:RuleId>`}<t:DisplayName>${name}</t:DisplayName><t:Priority>1</t:Priority><t:IsEnabled>true</t:IsEnabled>` +
  `${conditions && `<t:Conditions>${conditions}</t:Conditions>`}${actions === undefined ? '' : `<t:Actions>${actions}</t:Actions>`}</t:Rule>`;
const creation = (...parts: Parameters<typeof rule>) =>
  `<t:CreateRuleOperation>${rule(...parts)}</t:CreateRuleOperation>`;
const update = (operations: string) =>
  ask(
    sandbox,
    `<m:UpdateInboxRules><m:RemoveOutlookRuleBlob>true</m:RemoveOutlookRuleBlob><m:Operations>${operations}</m:Operations></m:UpdateInboxRules>`,
  );
const ids = async () => all(await ask(sandbox, '<m:GetInboxRules/>'), 'RuleId');

const READ = '<t:MarkAsRead>true</t:MarkAsRead>';
const move = (id: string) => `<t:MoveToFolder><t:FolderId Id="${id}"/></t:MoveToFolder>`;
const forward = (address: string) => `<t:ForwardToRecipients><t:Address>${address}</t:Address></t:ForwardToRecipients>`;
const dates = (content: string) => `<t:WithinDateRange>${content}</t:WithinDateRange>`;
const sizes = (content: string) => `<t:WithinSizeRange>${content}</t:WithinSizeRange>`;

test.each([
  [creation(''), 'Actions', 'MissingAction'],
  [creation(undefined), 'Actions', 'MissingAction'],
  [creation('<t:Delete>false</t:Delete>'), 'Actions', 'MissingAction'],
  [creation(move('AAAA')), 'Action:MoveToFolder', 'InvalidFolderId'],
  [
    creation('<t:CopyToFolder><t:DistinguishedFolderId Id="voicemail"/></t:CopyToFolder>'),
    'Action:CopyToFolder',
    'FolderDoesNotExist',
  ],
  [creation(forward('')), 'Action:ForwardToRecipients', 'InvalidAddress'],
  [creation(forward('<t:EmailAddress>nobody</t:EmailAddress>')), 'Action:ForwardToRecipients', 'InvalidAddress'],
  [creation('<t:RedirectToRecipients/>'), 'Action:RedirectToRecipients', 'EmptyValueFound'],
  [
    creation(
      '<t:SendSMSAlertToRecipients><t:Address><t:EmailAddress>a@b.c</t:EmailAddress></t:Address></t:SendSMSAlertToRecipients>',
    ),
    'Action:SendSMSAlertToRecipients',
    'UnsupportedRule',
  ],
  [
    creation(READ, '<t:ContainsSubjectStrings><t:String/></t:ContainsSubjectStrings>'),
    'Condition:ContainsSubjectStrings',
    'EmptyValueFound',
  ],
  [
    creation(READ, '<t:FromAddresses><t:Address><t:Name>x</t:Name></t:Address></t:FromAddresses>'),
    'Condition:FromAddresses',
    'InvalidAddress',
  ],
  [creation(READ, dates('')), 'Condition:WithinDateRange', 'MissingRangeValue'],
  [
    creation(
      READ,
      dates(
        '<t:StartDateTime>2030-01-02T00:00:00Z</t:StartDateTime><t:EndDateTime>2030-01-01T00:00:00Z</t:EndDateTime>',
      ),
    ),
    'Condition:WithinDateRange',
    'InvalidDateRange',
  ],
  [
    creation(READ, sizes('<t:MinimumSize>5</t:MinimumSize><t:MaximumSize>4</t:MaximumSize>')),
    'Condition:WithinSizeRange',
    'InvalidSizeRange',
  ],
  [creation(READ, sizes('<t:MinimumSize>-1</t:MinimumSize>')), 'Condition:WithinSizeRange', 'SizeLessThanZero'],
  [creation(READ, '', 'AAAA'), 'RuleId', 'CreateWithRuleId'],
  [creation(READ, '', '', ' '), 'DisplayName', 'EmptyValueFound'],
  [`<t:SetRuleOperation>${rule(READ)}</t:SetRuleOperation>`, 'RuleId', 'MissingParameter'],
  [`<t:SetRuleOperation>${rule(READ, '', 'AAAA')}</t:SetRuleOperation>`, 'RuleId', 'RuleNotFound'],
  ['<t:DeleteRuleOperation><t:RuleId>AAAA</t:RuleId></t:DeleteRuleOperation>', 'RuleId', 'RuleNotFound'],
])('%s', async (operation, field, code) => {
  const answer = await update(operation);
  expect(codes(answer)).toEqual(['ErrorInboxRulesValidationError']);
  expect([all(answer, 'OperationIndex'), all(answer, 'FieldURI'), all(answer, 'ErrorCode')]).toEqual([
    ['0'],
    [field],
    [code],
  ]);
  expect(await ids()).toEqual([]);
});

test('IsInError is of the server; false may come with a rule, as the EWS Managed API writes it', async () => {
  const marked = (value: string) =>
    creation(READ).replace('</t:IsEnabled>', `</t:IsEnabled><t:IsInError>${value}</t:IsInError>`);
  expect(all(await update(marked('true')), 'ErrorCode')).toEqual(['NotSettable']);
  expect(codes(await update(marked('false')))).toEqual(['NoError']);
  const [id] = await ids();
  await update(`<t:DeleteRuleOperation><t:RuleId>${id}</t:RuleId></t:DeleteRuleOperation>`);
});

test('one wrong operation undoes all, and is told by its place', async () => {
  const answer = await update(creation(READ) + creation(''));
  expect(all(answer, 'OperationIndex')).toEqual(['1']);
  expect(await ids()).toEqual([]);
});

test('two operations on one rule are refused', async () => {
  expect(codes(await update(creation(READ)))).toEqual(['NoError']);
  const [id] = await ids();
  const remove = `<t:DeleteRuleOperation><t:RuleId>${id}</t:RuleId></t:DeleteRuleOperation>`;
  const change = `<t:SetRuleOperation>${rule(READ, '', id)}</t:SetRuleOperation>`;
  expect(all(await update(change + remove), 'ErrorCode')).toEqual(['DuplicatedOperationOnTheSameRule']);
  expect(codes(await update(change))).toEqual(['NoError']);
  expect(codes(await update(remove))).toEqual(['NoError']);
  expect(await ids()).toEqual([]);
});
