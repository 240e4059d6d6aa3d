/** Meetings between mailboxes: invitation, answer, cancellation. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Sandbox } from '../../../src/sandbox.js';
import { all, ask, codes, create, findItem, getItem, idsOf } from '../raw.js';

const ALICE = 'alice@example.test';
const BOB = 'bob@example.test';
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await Sandbox.start();
});
afterAll(() => sandbox.close());

async function found(user: string, folder: string, subject: string) {
  const restriction = `<m:Restriction><t:IsEqualTo><t:FieldURI FieldURI="item:Subject"/><t:FieldURIOrConstant><t:Constant Value="${subject}"/></t:FieldURIOrConstant></t:IsEqualTo></m:Restriction>`;
  return idsOf(await ask(sandbox, findItem(folder, restriction, '<t:BaseShape>IdOnly</t:BaseShape>'), user));
}

test.each(['AcceptItem', 'TentativelyAcceptItem', 'DeclineItem'])(
  '%s answers with the calendar item and the request, as they then are',
  async (element) => {
    const attendees = `<t:RequiredAttendees><t:Attendee><t:Mailbox><t:EmailAddress>${BOB}</t:EmailAddress></t:Mailbox></t:Attendee></t:RequiredAttendees>`;
    const item = `<t:CalendarItem><t:Subject>${element}</t:Subject><t:Start>2027-06-03T09:00:00Z</t:Start><t:End>2027-06-03T10:00:00Z</t:End>${attendees}</t:CalendarItem>`;
    await create(sandbox, item, 'calendar', 'SendMeetingInvitations="SendToAllAndSaveCopy"');
    const [request] = await found(BOB, 'inbox', element);
    const response = `<t:${element}><t:ReferenceItemId Id="${request?.id}"/></t:${element}>`;
    const answer = await ask(
      sandbox,
      `<m:CreateItem MessageDisposition="SendAndSaveCopy"><m:Items>${response}</m:Items></m:CreateItem>`,
      BOB,
    );
    const [calendarItem, meetingRequest] = idsOf(answer);
    expect(answer).toMatch(/<t:CalendarItem><t:ItemId [^>]*><\/t:CalendarItem><t:MeetingRequest><t:ItemId /);
    expect(await found(BOB, 'deleteditems', element)).toHaveLength(element === 'DeclineItem' ? 2 : 1);
    expect(codes(await ask(sandbox, getItem(calendarItem!), BOB))).toEqual(['NoError']);
    expect(codes(await ask(sandbox, getItem(meetingRequest!), BOB))).toEqual(['NoError']);
  },
);

test('a time that an attendee proposes reaches the organizer with the answer', async () => {
  const attendees = `<t:RequiredAttendees><t:Attendee><t:Mailbox><t:EmailAddress>${BOB}</t:EmailAddress></t:Mailbox></t:Attendee></t:RequiredAttendees>`;
  const item = `<t:CalendarItem><t:Subject>other time</t:Subject><t:Start>2027-07-03T09:00:00Z</t:Start><t:End>2027-07-03T10:00:00Z</t:End>${attendees}</t:CalendarItem>`;
  await create(sandbox, item, 'calendar', 'SendMeetingInvitations="SendToAllAndSaveCopy"');
  const [request] = await found(BOB, 'inbox', 'other time');
  const times =
    '<t:ProposedStart>2027-07-04T09:00:00Z</t:ProposedStart><t:ProposedEnd>2027-07-04T10:00:00Z</t:ProposedEnd>';
  const response = `<t:TentativelyAcceptItem><t:ReferenceItemId Id="${request?.id}"/>${times}</t:TentativelyAcceptItem>`;
  await ask(sandbox, `<m:CreateItem MessageDisposition="SendOnly"><m:Items>${response}</m:Items></m:CreateItem>`, BOB);
  const [answer] = await found(ALICE, 'inbox', 'Tentative: other time');
  const read = await ask(sandbox, getItem(answer!));
  expect([all(read, 'ProposedStart'), all(read, 'ProposedEnd')]).toEqual([
    ['2027-07-04T09:00:00Z'],
    ['2027-07-04T10:00:00Z'],
  ]);
});

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
