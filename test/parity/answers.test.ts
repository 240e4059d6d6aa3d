/** What an answer to mail, or to a meeting, says: each member by itself, and nothing else. */
import { expect, test } from '@jest/globals';
import type { Message } from '../../src/index.js';
import { inside, xml } from '../support/compact-xml.js';
import { recorder } from '../support/recorder.js';

const wire = recorder();
const REFERENCE = '<ReferenceItemId Id="m" ChangeKey="m-1"/>';
const mailbox = '<Mailbox><EmailAddress>bob@example.test</EmailAddress></Mailbox>';
const BOB = 'bob@example.test';

test.each([
  ['subject', { subject: 'Re: x' }, '<Subject>Re: x</Subject>'],
  ['toRecipients', { to: [BOB] }, `<ToRecipients>${mailbox}</ToRecipients>`],
  ['ccRecipients', { cc: [BOB] }, `<CcRecipients>${mailbox}</CcRecipients>`],
  ['bccRecipients', { bcc: [BOB] }, `<BccRecipients>${mailbox}</BccRecipients>`],
  ['isReadReceiptRequested', { isReadReceiptRequested: true }, '<IsReadReceiptRequested>true</IsReadReceiptRequested>'],
  [
    'isDeliveryReceiptRequested',
    { isDeliveryReceiptRequested: true },
    '<IsDeliveryReceiptRequested>true</IsDeliveryReceiptRequested>',
  ],
  ['from', { from: BOB }, `<From>${mailbox}</From>`],
  ['referenceItemId', {}, ''],
  ['newBodyContent', { text: 'Yes.' }, '<NewBodyContent BodyType="Text">Yes.</NewBodyContent>'],
])('an answer to mail says its %s', async (member, content, said) => {
  wire.server.keep({ subject: 'x' }, 'm');
  const message = (await wire.account.inbox.item('m')) as Message;
  const request = inside(await wire.xmlOf(() => message.replyAll(content)), 'ReplyAllToItem');
  expect(request).toBe(xml(member === 'newBodyContent' ? `${REFERENCE}${said}` : `${said}${REFERENCE}`));
});

const times = { proposedStart: new Date('2027-03-01T10:00:00Z'), proposedEnd: new Date('2027-03-01T11:00:00Z') };
const PROPOSED = '<ProposedStart>2027-03-01T10:00:00Z</ProposedStart><ProposedEnd>2027-03-01T11:00:00Z</ProposedEnd>';

test.each([
  ['body', { text: 'Later?' }, `<Body BodyType="Text">Later?</Body>${REFERENCE}`],
  ['referenceItemId', {}, REFERENCE],
  ['sensitivity', { sensitivity: 'Private' }, `<Sensitivity>Private</Sensitivity>${REFERENCE}`],
  [
    'attachments',
    { attachments: [{ name: 'a.txt', content: 'hi' }] },
    `<Attachments><FileAttachment><Name>a.txt</Name><Content>aGk=</Content></FileAttachment></Attachments>${REFERENCE}`,
  ],
  ['toRecipients', { to: [BOB] }, `<ToRecipients>${mailbox}</ToRecipients>${REFERENCE}`],
  ['ccRecipients', { cc: [BOB] }, `<CcRecipients>${mailbox}</CcRecipients>${REFERENCE}`],
  ['bccRecipients', { bcc: [BOB] }, `<BccRecipients>${mailbox}</BccRecipients>${REFERENCE}`],
  [
    'isReadReceiptRequested',
    { isReadReceiptRequested: true },
    `<IsReadReceiptRequested>true</IsReadReceiptRequested>${REFERENCE}`,
  ],
  [
    'isDeliveryReceiptRequested',
    { isDeliveryReceiptRequested: true },
    `<IsDeliveryReceiptRequested>true</IsDeliveryReceiptRequested>${REFERENCE}`,
  ],
  ['proposedStart', times, `${REFERENCE}${PROPOSED}`],
  ['proposedEnd', times, `${REFERENCE}${PROPOSED}`],
])('an answer to a meeting says its %s', async (_, content, said) => {
  wire.server.keep({ kind: 'meetingRequest', subject: 'x' }, 'm');
  const request = await wire.account.item('m');
  const sent = await wire.xmlOf(() =>
    (request as unknown as { accept(content: object): Promise<unknown> }).accept(content),
  );
  expect(inside(sent, 'AcceptItem')).toBe(xml(said));
});
