/**
 * The documents that the benchmark reads and writes: deterministic, made up here, and shaped as Exchange's: 1,000 messages of 35
 * fields in one GetItem answer, 2.8 MB; and a calendar of the same kind for variety in names.
 */

const TYPES = 'http://schemas.microsoft.com/exchange/services/2006/types';
const MESSAGES = 'http://schemas.microsoft.com/exchange/services/2006/messages';
const WORDS =
  `quarterly report meeting budget review project timeline customer invoice travel schedule contract draft final agenda
notes summary follow-up question answer proposal estimate delivery support request update release planning résumé Größe naïve 東京`.split(
    /\s+/,
  );
const PEOPLE = [
  'Anna Berg',
  'Bo Lindqvist',
  'Chloé Martin',
  'Dmitri Volkov',
  'Eva Nowak',
  'Farid Haddad',
  'Grace O’Neill',
  'Hiro Tanaka',
];

/** A small generator of numbers in [0, n), the same for the same seed. */
function randomOf(seed) {
  let state = seed >>> 0;
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

const escapeText = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const base64 = (random, length) => Buffer.from(Array.from({ length }, () => random(256))).toString('base64');
const words = (random, count) => Array.from({ length: count }, () => WORDS[random(WORDS.length)]).join(' ');
const date = (random) =>
  new Date(Date.UTC(2024, random(24), 1 + random(28), random(24), random(60), random(60)))
    .toISOString()
    .replace('.000', '');

function mailbox(random) {
  const name = PEOPLE[random(PEOPLE.length)];
  const address = `${name.toLowerCase().replace(/[^a-z]+/g, '.')}@contoso.example`;
  return `<t:Mailbox><t:Name>${name}</t:Name><t:EmailAddress>${address}</t:EmailAddress><t:RoutingType>SMTP</t:RoutingType><t:MailboxType>Mailbox</t:MailboxType></t:Mailbox>`;
}

/** A body as Outlook writes them, of so many characters. */
function paragraphs(random, length) {
  let html = '';
  while (html.length < length)
    html += `<p class="MsoNormal"><span style='font-size:11.0pt;font-family:"Calibri",sans-serif'>${words(random, 12)}&nbsp;</span><o:p></o:p></p>\r\n`;
  return html.slice(0, length);
}

function message(random, length) {
  const html =
    length === undefined
      ? `<html><body><p>Dear ${PEOPLE[random(8)]},</p><p>${words(random, 14)} & ${words(random, 4)}.</p></body></html>`
      : paragraphs(random, length);
  const flag = () => (random(2) ? 'true' : 'false');
  const [sender, to, cc] = [mailbox(random), mailbox(random), mailbox(random)];
  const subject = escapeText(words(random, 5));
  return `<t:Message><t:ItemId Id="${base64(random, 84)}" ChangeKey="${base64(random, 24)}"/><t:ParentFolderId Id="AAMkADExample0001" ChangeKey="AQAAAA=="/>\
<t:ItemClass>IPM.Note</t:ItemClass><t:Subject>${subject}</t:Subject><t:Sensitivity>Normal</t:Sensitivity><t:Body BodyType="HTML" IsTruncated="false">${escapeText(html)}</t:Body>\
<t:DateTimeReceived>${date(random)}</t:DateTimeReceived><t:Size>${2000 + random(90000)}</t:Size><t:Categories><t:String>Blue</t:String><t:String>Work</t:String></t:Categories>\
<t:Importance>${['Low', 'Normal', 'High'][random(3)]}</t:Importance><t:IsSubmitted>${flag()}</t:IsSubmitted><t:IsDraft>false</t:IsDraft><t:IsFromMe>${flag()}</t:IsFromMe>\
<t:IsResend>false</t:IsResend><t:IsUnmodified>${flag()}</t:IsUnmodified><t:DateTimeSent>${date(random)}</t:DateTimeSent><t:DateTimeCreated>${date(random)}</t:DateTimeCreated>\
<t:ReminderIsSet>false</t:ReminderIsSet><t:ReminderMinutesBeforeStart>0</t:ReminderMinutesBeforeStart><t:DisplayCc>${PEOPLE[random(8)]}</t:DisplayCc><t:DisplayTo>${PEOPLE[random(8)]}</t:DisplayTo>\
<t:HasAttachments>${flag()}</t:HasAttachments><t:Culture>en-US</t:Culture><t:LastModifiedName>${PEOPLE[random(8)]}</t:LastModifiedName><t:LastModifiedTime>${date(random)}</t:LastModifiedTime>\
<t:IsAssociated>false</t:IsAssociated><t:ConversationId Id="${base64(random, 36)}"/><t:Sender>${sender}</t:Sender><t:ToRecipients>${to}</t:ToRecipients><t:CcRecipients>${cc}</t:CcRecipients>\
<t:ConversationTopic>${subject}</t:ConversationTopic><t:From>${sender}</t:From><t:InternetMessageId>&lt;${base64(random, 15)}@mail.contoso.example&gt;</t:InternetMessageId>\
<t:IsRead>${flag()}</t:IsRead><t:IsResponseRequested>false</t:IsResponseRequested></t:Message>`;
}

const envelope = (body) =>
  Buffer.from(
    `<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header><h:ServerVersionInfo MajorVersion="15" MinorVersion="2" ` +
      `MajorBuildNumber="2562" MinorBuildNumber="17" Version="V2017_07_11" xmlns:h="${TYPES}"/></s:Header><s:Body>${body}</s:Body></s:Envelope>`,
  );

/**
 * A GetItem answer with `count` messages; `body`: how many characters each body has, which is a short one otherwise; `ascii`: nothing but
 * ASCII anywhere.
 */
export function messagesDocument(count, { body, ascii = false } = {}) {
  const random = randomOf(20260401);
  const answers = Array.from(
    { length: count },
    () =>
      `<m:GetItemResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode><m:Items>${message(random, body)}</m:Items></m:GetItemResponseMessage>`,
  );
  const xml = envelope(
    `<m:GetItemResponse xmlns:m="${MESSAGES}" xmlns:t="${TYPES}"><m:ResponseMessages>${answers.join('')}</m:ResponseMessages></m:GetItemResponse>`,
  );
  return ascii ? Buffer.from(xml.toString().replace(/[^ -~\r\n]/g, 'x')) : xml;
}
