/** Inbox rules: all that they can be, written and read again. */
import { describe, expect, test } from '@jest/globals';
import { EwsError, type RuleActions, type RulePredicates, ValidationError } from '../../src/index.js';
import { story } from '../stories/mailbox.js';
import { xml } from '../support/compact-xml.js';
import { ALICE, recorder } from '../support/recorder.js';
import { failure, success } from '../support/scripted-server.js';
import { distinguished } from '../support/wire.js';

const BOB = 'bob@example.test';
const wire = recorder();
const s = story();

/** As GetInboxRules gives them. */
const kept = (ruleId: string, priority: number, more: object = {}) => ({
  ruleId,
  displayName: `Rule ${ruleId}`,
  priority,
  isEnabled: true,
  actions: { markAsRead: true },
  ...more,
});

function rules(...lists: readonly (readonly object[])[]): void {
  wire.server.on('GetInboxRules', (_, nth) => ({ ...success(), inboxRules: lists[Math.min(nth, lists.length - 1)] }));
  wire.server.on('UpdateInboxRules', () => success());
}

describe('what is sent', () => {
  test('create() reads the list before and after, and writes the rule at its end', async () => {
    rules([kept('a', 4)], [kept('b', 5), kept('a', 4)]);
    let made: { ruleId: string } | undefined;
    const sent = await wire.requestsOf(async () => {
      made = await wire.account.rules.create({
        displayName: 'Rule b',
        conditions: { containsSubjectStrings: ['invoice'], fromAddresses: [BOB] },
        actions: { moveToFolder: wire.account.trash, stopProcessingRules: true },
      });
    });
    expect(made?.ruleId).toBe('b');
    expect(sent.map(({ operation }) => operation)).toEqual(['GetInboxRules', 'UpdateInboxRules', 'GetInboxRules']);
    expect(sent[0]?.xml).toBe(xml`<GetInboxRules><MailboxSmtpAddress>${ALICE}</MailboxSmtpAddress></GetInboxRules>`);
    expect(sent[1]?.xml).toBe(xml`
      <UpdateInboxRules>
        <MailboxSmtpAddress>${ALICE}</MailboxSmtpAddress>
        <RemoveOutlookRuleBlob>false</RemoveOutlookRuleBlob>
        <Operations>
          <CreateRuleOperation>
            <Rule>
              <DisplayName>Rule b</DisplayName>
              <Priority>5</Priority>
              <IsEnabled>true</IsEnabled>
              <Conditions>
                <ContainsSubjectStrings><String>invoice</String></ContainsSubjectStrings>
                <FromAddresses><Address><EmailAddress>${BOB}</EmailAddress></Address></FromAddresses>
              </Conditions>
              <Actions>
                <MoveToFolder>${distinguished('deleteditems')}</MoveToFolder>
                <StopProcessingRules>true</StopProcessingRules>
              </Actions>
            </Rule>
          </CreateRuleOperation>
        </Operations>
      </UpdateInboxRules>`);
  });

  test('update() writes the whole rule as it is by now, with what is given in it, and without what Exchange sets itself', async () => {
    const conditions = { importance: 'High' };
    rules([kept('a', 1)], [kept('a', 2, { conditions, isInError: true, isNotSupported: false })]);
    const [rule] = await wire.account.rules.toArray();
    const written = wire.requestsOf(() =>
      rule?.update(
        { exceptions: { withinDateRange: { endDateTime: '2025-12-24' } }, isEnabled: false },
        { removeOutlookRuleBlob: true },
      ),
    );
    expect((await written)[1]?.xml).toBe(xml`
      <UpdateInboxRules>
        <MailboxSmtpAddress>${ALICE}</MailboxSmtpAddress>
        <RemoveOutlookRuleBlob>true</RemoveOutlookRuleBlob>
        <Operations>
          <SetRuleOperation>
            <Rule>
              <RuleId>a</RuleId>
              <DisplayName>Rule a</DisplayName>
              <Priority>2</Priority>
              <IsEnabled>false</IsEnabled>
              <Conditions><Importance>High</Importance></Conditions>
              <Exceptions><WithinDateRange><EndDateTime>2025-12-24T23:00:00Z</EndDateTime></WithinDateRange></Exceptions>
              <Actions><MarkAsRead>true</MarkAsRead></Actions>
            </Rule>
          </SetRuleOperation>
        </Operations>
      </UpdateInboxRules>`);
    expect(rule).toMatchObject({ priority: 2, isEnabled: false });
    const without = await wire.requestsOf(() => rule?.update({ conditions: null }));
    expect(without[1]?.xml).not.toContain('Conditions');
  });

  test('reorder() is one request, of what moves; what is not named comes after', async () => {
    rules([kept('a', 1), kept('b', 2), kept('c', 3), kept('d', 4)]);
    const [, written] = await wire.requestsOf(() => wire.account.rules.reorder(['c', 'a']));
    expect(written?.body.operations.map(({ rule }: { rule: object }) => rule)).toMatchObject([
      { ruleId: 'c', priority: 1 },
      { ruleId: 'a', priority: 2 },
      { ruleId: 'b', priority: 3 },
    ]);
    expect(await wire.operationsOf(() => wire.account.rules.reorder(['a', 'b']))).toEqual(['GetInboxRules']);
    await expect(wire.account.rules.reorder(['z'])).rejects.toMatchObject({ code: 'ERR_DOES_NOT_EXIST' });
    expect(await wire.refusalOf(() => wire.account.rules.reorder(['a', 'a']))).toBeInstanceOf(ValidationError);
  });

  test('a rule of which EWS does not show all is not written back', async () => {
    rules([kept('a', 1, { isNotSupported: true }), kept('b', 2)]);
    const [rule] = await wire.account.rules.toArray();
    const sent = await wire.operationsOf(async () => {
      await expect(rule?.update({ isEnabled: false })).rejects.toMatchObject({ code: 'ERR_RULE_NOT_SUPPORTED' });
      await expect(wire.account.rules.reorder(['b'])).rejects.toMatchObject({ code: 'ERR_RULE_NOT_SUPPORTED' });
      await rule?.delete();
    });
    expect(sent).toEqual(['GetInboxRules', 'GetInboxRules', 'UpdateInboxRules']);
  });

  test('what is wrong with a rule is told by the server beside its sentence; and rules of Outlook’s with the way out', async () => {
    rules([kept('a', 1)]);
    const [rule] = await wire.account.rules.toArray();
    const wrong = {
      fieldURI: 'Action:MoveToFolder',
      errorCode: 'FolderDoesNotExist',
      errorMessage: 'Gone.',
      fieldValue: 'x',
    };
    wire.server.next(
      'UpdateInboxRules',
      () => ({
        ...failure('ErrorInboxRulesValidationError', 'A validation error occurred.'),
        ruleOperationErrors: [{ operationIndex: 0, validationErrors: [wrong] }],
      }),
      () => failure('ErrorOutlookRuleBlobExists'),
    );
    await expect(rule?.update({ isEnabled: false })).rejects.toThrow(
      "A validation error occurred. Operation 0: Action:MoveToFolder 'x': Gone.",
    );
    await expect(rule?.delete()).rejects.toThrow('removeOutlookRuleBlob');
  });

  test.each([
    [{ displayName: 'x' }, 'actions: a rule needs one'],
    [{ actions: { markAsRead: true } }, 'displayName: expected'],
    [{ displayName: 'x', actions: {} }, 'actions: a rule that does nothing'],
    [
      { displayName: 'x', actions: { markRead: true } },
      "actions.markRead: rules have no such part; did you mean 'markAsRead'?",
    ],
    [
      { displayName: 'x', actions: { delete: true }, conditions: { subject: 'x' } },
      'conditions.subject: rules have no such part',
    ],
    [{ displayName: 'x', actions: { delete: true }, conditions: [] }, 'conditions: expected an object'],
    [
      { displayName: 'x', actions: { delete: true }, exceptions: { withinDateRange: { startDateTime: 'soon' } } },
      'exceptions.withinDateRange.startDateTime: expected',
    ],
    [{ displayName: 'x', priority: 0, actions: { delete: true } }, 'priority: expected a whole number from 1'],
  ])('%j is refused unsent', async (data, message) => {
    const error = await wire.refusalOf(() => wire.account.rules.create(data as never));
    expect(error).toBeInstanceOf(ValidationError);
    expect(error.message).toContain(message);
  });
});

/** Every member of RulePredicatesType. */
const EVERY: Required<Omit<RulePredicates, 'unknown' | 'unknownAttributes'>> = {
  categories: ['Red'],
  containsBodyStrings: ['a'],
  containsHeaderStrings: ['X-A'],
  containsRecipientStrings: ['bob'],
  containsSenderStrings: ['carol'],
  containsSubjectOrBodyStrings: ['b'],
  containsSubjectStrings: ['c', 'd'],
  flaggedForAction: 'FollowUp',
  fromAddresses: [BOB, { name: 'Carol', emailAddress: 'carol@example.test', routingType: 'SMTP' }],
  fromConnectedAccounts: ['feed'],
  hasAttachments: true,
  importance: 'High',
  isApprovalRequest: true,
  isAutomaticForward: true,
  isAutomaticReply: true,
  isEncrypted: true,
  isMeetingRequest: true,
  isMeetingResponse: true,
  isNDR: true,
  isPermissionControlled: true,
  isReadReceipt: true,
  isSigned: true,
  isVoicemail: true,
  itemClasses: ['IPM.Note'],
  messageClassifications: ['public'],
  notSentToMe: true,
  sentCcMe: true,
  sentOnlyToMe: true,
  sentToAddresses: [BOB],
  sentToMe: true,
  sentToOrCcMe: true,
  sensitivity: 'Private',
  withinDateRange: { startDateTime: new Date('2025-01-01'), endDateTime: new Date('2025-02-01') },
  withinSizeRange: { minimumSize: 1, maximumSize: 2 },
};
const asRead = {
  fromAddresses: [{ emailAddress: BOB }, { emailAddress: 'carol@example.test' }],
  sentToAddresses: [{ emailAddress: BOB }],
};

describe('against the sandbox', () => {
  test('every condition and exception there is comes back as it was given', async () => {
    const alice = await s.connect('alice');
    const made = await alice.rules.create({
      displayName: 'All',
      conditions: EVERY,
      exceptions: EVERY,
      actions: { markAsRead: true },
    });
    const [read] = await alice.rules.toArray();
    expect(read).toMatchObject({
      ruleId: made.ruleId,
      conditions: { ...EVERY, ...asRead },
      exceptions: { ...EVERY, ...asRead },
    });
    await made.delete();
    expect(await alice.rules.toArray()).toEqual([]);
  });

  test('every action there is comes back as it was given; folders as their ids', async () => {
    const alice = await s.connect('alice');
    const projects = await alice.inbox.createFolder('Projects');
    const template = await alice.drafts.create({ subject: 'Thanks' });
    const actions: RuleActions = {
      assignCategories: ['Red'],
      copyToFolder: projects,
      delete: true,
      forwardAsAttachmentToRecipients: [BOB],
      forwardToRecipients: [BOB],
      markImportance: 'Low',
      markAsRead: true,
      moveToFolder: 'junkemail',
      permanentDelete: false,
      redirectToRecipients: [BOB],
      serverReplyWithMessage: { id: template.id },
      stopProcessingRules: true,
    };
    const rule = await alice.rules.create({ displayName: 'Everything', actions });
    const [read] = await alice.rules.toArray();
    expect(read?.actions).toMatchObject({
      ...actions,
      copyToFolder: { folderId: { id: await projects.id() } },
      moveToFolder: { distinguishedFolderId: { id: 'junkemail' } },
      ...Object.fromEntries(
        ['forwardAsAttachmentToRecipients', 'forwardToRecipients', 'redirectToRecipients'].map((key) => [
          key,
          [{ emailAddress: BOB }],
        ]),
      ),
    });
    await read?.update({ actions: { ...read.actions, delete: false } });
    expect((await alice.rules.toArray())[0]?.actions).toMatchObject({ delete: false, markImportance: 'Low' });
    await rule.delete();
  });

  test('a rule does what it says to mail that arrives, in its order, while it is on', async () => {
    const [bob, carol] = await Promise.all([s.connect('bob'), s.connect('carol')]);
    const later = await carol.rules.create({
      displayName: 'Read',
      conditions: { containsSubjectStrings: ['invoice'] },
      actions: { markAsRead: true },
    });
    const first = await carol.rules.create({
      displayName: 'Paid',
      priority: 1,
      conditions: { containsSubjectStrings: ['paid'] },
      actions: { moveToFolder: carol.trash, stopProcessingRules: true },
    });
    const names = async () =>
      (await carol.rules.toArray()).map(({ displayName, priority }) => `${priority} ${displayName}`);
    expect(await names()).toEqual(['1 Paid', '2 Read']);
    const send = (subject: string) => bob.send({ subject, to: ['carol@example.test'] });
    await send('paid invoice');
    expect(await carol.trash.valuesList('subject', 'isRead').toArray()).toEqual([['paid invoice', false]]);
    await carol.rules.reorder([later, first]);
    expect(await names()).toEqual(['1 Read', '2 Paid']);
    await send('invoice 2, paid');
    expect(await carol.trash.filter({ subject: 'invoice 2, paid' }).pluck('isRead').toArray()).toEqual([true]);
    for await (const rule of carol.rules) await rule.update({ isEnabled: false });
    await send('invoice 3, paid');
    expect(await carol.inbox.valuesList('subject', 'isRead').toArray()).toEqual([['invoice 3, paid', false]]);
    await first.delete();
    await expect(first.update({ isEnabled: true })).rejects.toMatchObject({ code: 'ERR_DOES_NOT_EXIST' });
    await expect(first.delete()).rejects.toBeInstanceOf(EwsError);
  });
});
