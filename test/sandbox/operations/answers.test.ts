/** What answers name and how they spell it, as recorded from Exchange or seen at Exchange Online. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Sandbox } from '../../../src/sandbox.js';
import { all, ask, codes, idsOf } from '../raw.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await Sandbox.start();
});
afterAll(() => sandbox.close());

test('CancelCalendarItem answers the id of the MeetingCancellation that is kept (recorded from 15.0)', async () => {
  const attendee = '<t:Attendee><t:Mailbox><t:EmailAddress>bob@example.test</t:EmailAddress></t:Mailbox></t:Attendee>';
  const made = await ask(
    sandbox,
    `<m:CreateItem SendMeetingInvitations="SendToAllAndSaveCopy"><m:Items><t:CalendarItem><t:Subject>meet</t:Subject><t:Start>2031-01-01T10:00:00Z</t:Start><t:End>2031-01-01T11:00:00Z</t:End><t:RequiredAttendees>${attendee}</t:RequiredAttendees></t:CalendarItem></m:Items></m:CreateItem>`,
  );
  const answer = await ask(
    sandbox,
    `<m:CreateItem MessageDisposition="SendAndSaveCopy"><m:Items><t:CancelCalendarItem><t:ReferenceItemId Id="${idsOf(made)[0]?.id}"/></t:CancelCalendarItem></m:Items></m:CreateItem>`,
  );
  expect(idsOf(all(answer, 'MeetingCancellation')[0] ?? '')).toHaveLength(1);
});

test('a user configuration spells yes and no alike in keys and values (seen at Exchange Online)', async () => {
  const name = '<t:DistinguishedFolderId Id="inbox"/>';
  const half = (element: string, value: string) =>
    `<t:${element}><t:Type>Boolean</t:Type><t:Value>${value}</t:Value></t:${element}>`;
  await ask(
    sandbox,
    `<m:CreateUserConfiguration><m:UserConfiguration><t:UserConfigurationName Name="c">${name}</t:UserConfigurationName><t:Dictionary><t:DictionaryEntry>${half('DictionaryKey', '0')}${half('DictionaryValue', '1')}</t:DictionaryEntry></t:Dictionary></m:UserConfiguration></m:CreateUserConfiguration>`,
  );
  const answer = await ask(
    sandbox,
    `<m:GetUserConfiguration><m:UserConfigurationName Name="c">${name}</m:UserConfigurationName><m:UserConfigurationProperties>Dictionary</m:UserConfigurationProperties></m:GetUserConfiguration>`,
  );
  expect(all(answer, 'Value').map((text) => text.toLowerCase())).toEqual(['false', 'true']);
});

test.each([
  ['Integer32', '5', 'x'],
  ['Integer32', '-2147483648', '2147483648'],
  ['UnsignedInteger32', '4294967295', '-1'],
  ['Integer64', '9223372036854775807', '9223372036854775808'],
  ['UnsignedInteger64', '18446744073709551615', '1.5'],
  ['Byte', '255', '300'],
  ['Boolean', 'True', 'yes'],
  ['DateTime', '2030-01-01T00:00:00Z', 'today'],
  ['ByteArray', 'AAECAw==', '!'],
])('a user configuration takes %s %s, and not %s', async (type, right, wrong) => {
  const name = (prefix: string) =>
    `<${prefix}:UserConfigurationName Name="c-${type}-${right.length}"><t:DistinguishedFolderId Id="inbox"/></${prefix}:UserConfigurationName>`;
  const half = (element: string, kind: string, value: string) =>
    `<t:${element}><t:Type>${kind}</t:Type><t:Value>${value}</t:Value></t:${element}>`;
  const make = (...entries: string[]) =>
    ask(
      sandbox,
      `<m:CreateUserConfiguration><m:UserConfiguration>${name('t')}<t:Dictionary>${entries.map((entry) => `<t:DictionaryEntry>${entry}</t:DictionaryEntry>`).join('')}</t:Dictionary></m:UserConfiguration></m:CreateUserConfiguration>`,
    );
  const entry = (value: string) => half('DictionaryKey', 'String', 'k') + half('DictionaryValue', type, value);
  expect(codes(await make(entry(wrong)))).toEqual(['ErrorInvalidValueForProperty']);
  expect(codes(await make(half('DictionaryKey', type, wrong) + half('DictionaryValue', 'String', 'v')))).toEqual([
    'ErrorInvalidValueForProperty',
  ]);
  // A key is there once.
  expect(codes(await make(entry(right), entry(right)))).toEqual(['ErrorInvalidValueForProperty']);
  expect(codes(await make(entry(right)))).toEqual(['NoError']);
});
