/** Calendar files as MimeContent, through a sandbox. */
import '../../support/judged-sandboxes.js';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Sandbox } from '../../../src/sandbox.js';
import { all, ask, codes, create, findItem, getItem, idsOf, updateItem } from '../raw.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await Sandbox.start();
});
afterAll(() => sandbox[Symbol.asyncDispose]());

const mime = (...lines: string[]) => {
  const text = ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'UID:u', ...lines, 'END:VEVENT', 'END:VCALENDAR'].join('\r\n');
  return `<t:MimeContent>${Buffer.from(text).toString('base64')}</t:MimeContent>`;
};
const put = (...lines: string[]) => create(sandbox, `<t:CalendarItem>${mime(...lines)}</t:CalendarItem>`, 'calendar');
const NINE = ['DTSTART:20260601T090000Z', 'DTEND:20260601T100000Z'];
const view = async () => {
  const span = '<m:CalendarView StartDate="2026-06-01T00:00:00Z" EndDate="2026-07-01T00:00:00Z"/>';
  return all(await ask(sandbox, findItem('calendar', span)), 'Start');
};

test('a series is seen as its rule has it, changed and given back', async () => {
  const [id] = await put(...NINE, 'SUMMARY:a', 'RRULE:FREQ=MONTHLY;BYDAY=MO,WE;BYSETPOS=1,2;COUNT=3');
  if (id === undefined) throw new Error('It was not created.');
  expect(await view()).toEqual(['2026-06-01T09:00:00Z', '2026-06-03T09:00:00Z']);
  const anew = mime(...NINE, 'SUMMARY:b', 'RRULE:FREQ=DAILY;COUNT=3', 'EXDATE:20260602T090000Z');
  const change = `<t:SetItemField><t:FieldURI FieldURI="item:MimeContent"/><t:CalendarItem>${anew}</t:CalendarItem></t:SetItemField>`;
  const [changed] = idsOf(await ask(sandbox, updateItem(id, change)));
  expect(await view()).toEqual(['2026-06-01T09:00:00Z', '2026-06-03T09:00:00Z']);
  const shape = '<t:BaseShape>AllProperties</t:BaseShape><t:IncludeMimeContent>true</t:IncludeMimeContent>';
  const answer = await ask(sandbox, getItem(changed ?? id, shape));
  expect(all(answer, 'Subject')).toEqual(['b']);
  const given = Buffer.from(all(answer, 'MimeContent')[0] ?? '', 'base64').toString();
  expect(given).toContain('RRULE:FREQ=DAILY;INTERVAL=1;COUNT=3\r\nEXDATE:20260602T090000Z\r\n');
  await ask(
    sandbox,
    `<m:DeleteItem DeleteType="HardDelete" SendMeetingCancellations="SendToNone"><m:ItemIds><t:ItemId Id="${id.id}"/></m:ItemIds></m:DeleteItem>`,
  );
});

test('what cannot be kept is refused, and no calendar is', async () => {
  for (const lines of [['RRULE:FREQ=MONTHLY;BYMONTHDAY=1,15', ...NINE], ['SUMMARY:without a start']]) {
    const item = `<t:CalendarItem>${mime(...lines)}</t:CalendarItem>`;
    const body = `<m:CreateItem SendMeetingInvitations="SendToNone"><m:Items>${item}</m:Items></m:CreateItem>`;
    expect(codes(await ask(sandbox, body))).toEqual(['ErrorMimeContentInvalid']);
  }
  expect(await view()).toEqual([]);
});

test("somebody else's meeting is theirs, and its owner's answer is the one in it", async () => {
  const [id] = await put(
    ...NINE,
    'ORGANIZER:mailto:bob@example.test',
    'ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.test',
  );
  if (id === undefined) throw new Error('It was not created.');
  const answer = await ask(sandbox, getItem(id));
  expect(all(all(answer, 'Organizer')[0] ?? '', 'EmailAddress')).toEqual(['bob@example.test']);
  expect([all(answer, 'MyResponseType'), all(answer, 'IsOrganizer')]).toEqual([['Accept'], ['false']]);
});

test("days are days of the request's zone", async () => {
  const item = `<t:CalendarItem>${mime('DTSTART;VALUE=DATE:20260601')}</t:CalendarItem>`;
  const body = `<m:CreateItem SendMeetingInvitations="SendToNone"><m:Items>${item}</m:Items></m:CreateItem>`;
  const zone = '<t:TimeZoneContext><t:TimeZoneDefinition Id="W. Europe Standard Time"/></t:TimeZoneContext>';
  const [id] = idsOf(await ask(sandbox, body, undefined, zone));
  if (id === undefined) throw new Error('It was not created.');
  expect(all(await ask(sandbox, getItem(id)), 'Start')[0]).toBe('2026-05-31T22:00:00Z');
});

test("a message is a meeting's by the METHOD of its calendar; another calendar is a file", async () => {
  const calendar = (method: string, state = '') => {
    const event = ['BEGIN:VEVENT', 'UID:u', ...NINE, `ATTENDEE${state}:mailto:bob@example.test`, 'END:VEVENT'];
    const file = ['BEGIN:VCALENDAR', ...(method ? [`METHOD:${method}`] : []), ...event, 'END:VCALENDAR'];
    const mail = [
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: text/calendar',
      '',
      ...file,
      '--b--',
    ];
    const text = Buffer.from(mail.join('\r\n')).toString('base64');
    return `<t:Message><t:MimeContent>${text}</t:MimeContent></t:Message>`;
  };
  const classOf = async (item: string) => {
    const [id] = await create(sandbox, item, 'inbox');
    const answer = id && (await ask(sandbox, getItem(id)));
    return [
      all(answer ?? '', 'ItemClass')[0],
      all(answer ?? '', 'FileAttachment').length,
      all(answer ?? '', 'From').length,
    ];
  };
  expect(await classOf(calendar('REQUEST'))).toEqual(['IPM.Schedule.Meeting.Request', 0, 0]);
  expect(await classOf(calendar('CANCEL'))).toEqual(['IPM.Schedule.Meeting.Canceled', 0, 0]);
  expect(await classOf(calendar('REPLY', ';PARTSTAT=DECLINED'))).toEqual(['IPM.Schedule.Meeting.Resp.Neg', 0, 0]);
  expect(await classOf(calendar('PUBLISH'))).toEqual(['IPM.Note', 1, 0]);
  expect(await classOf(calendar(''))).toEqual(['IPM.Note', 1, 0]);
});
