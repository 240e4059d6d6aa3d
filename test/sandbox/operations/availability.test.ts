/** GetUserAvailability refuses what Exchange refuses, so no request makes it count for long. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Sandbox } from '../../../src/sandbox.js';
import { all, ask, codes, envelope, post } from '../raw.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await Sandbox.start();
});
afterAll(() => sandbox.close());

const NONE =
  '<t:Bias>0</t:Bias><t:Time>00:00:00</t:Time><t:DayOrder>0</t:DayOrder><t:Month>0</t:Month><t:DayOfWeek>Sunday</t:DayOfWeek>';
const request = (start: string, end: string, interval: string | undefined = '30', mailboxes = 1) =>
  `<m:GetUserAvailabilityRequest><t:TimeZone><t:Bias>0</t:Bias><t:StandardTime>${NONE}</t:StandardTime><t:DaylightTime>${NONE}</t:DaylightTime></t:TimeZone>` +
  `<m:MailboxDataArray>${'<t:MailboxData><t:Email><t:Address>bob@example.test</t:Address></t:Email><t:AttendeeType>Required</t:AttendeeType></t:MailboxData>'.repeat(mailboxes)}</m:MailboxDataArray>` +
  `<t:FreeBusyViewOptions><t:TimeWindow><t:StartTime>${start}</t:StartTime><t:EndTime>${end}</t:EndTime></t:TimeWindow>` +
  `${interval === '' ? '' : `<t:MergedFreeBusyIntervalInMinutes>${interval}</t:MergedFreeBusyIntervalInMinutes>`}<t:RequestedView>FreeBusyMerged</t:RequestedView></t:FreeBusyViewOptions></m:GetUserAvailabilityRequest>`;

const DAY = ['2030-01-01T00:00:00', '2030-01-02T00:00:00'] as const;

test.each([
  [
    'two thousand years',
    request('0030-01-01T00:00:00', '2030-01-01T00:00:00'),
    'ErrorTimeIntervalTooBig',
    /limit = 62 days; the actual limit = 730485 days/,
  ],
  [
    '63 days',
    request('2030-01-01T00:00:00', '2030-03-05T00:00:00'),
    'ErrorTimeIntervalTooBig',
    /actual limit = 63 days/,
  ],
  ['no time', request(DAY[0], DAY[0]), 'ErrorInvalidTimeInterval', /later/],
  ['4 minutes', request(...DAY, '4'), 'ErrorInvalidMergedFreeBusyInterval', /between 5 and 1440/],
  ['1441 minutes', request(...DAY, '1441'), 'ErrorInvalidMergedFreeBusyInterval', /between 5 and 1440/],
  ['more than the window', request(DAY[0], '2030-01-01T00:20:00'), 'ErrorInvalidMergedFreeBusyInterval', /less than/],
  ['101 mailboxes', request(...DAY, '30', 101), 'ErrorMailboxDataArrayTooBig', /size = 100; the actual size = 101/],
])('%s', async (_, body, code, text) => {
  const answer = await ask(sandbox, body);
  expect(codes(answer)).toEqual([code]);
  expect(all(answer, 'Message')[0]).toMatch(text);
});

test.each([
  ['62 days', request('2030-01-01T00:00:00', '2030-03-04T00:00:00'), 62 * 48],
  [
    'a window shorter than the interval that is taken where none is given',
    request(DAY[0], '2030-01-01T00:20:00', ''),
    1,
  ],
  ['5 minutes', request(...DAY, '5'), 288],
])('%s is answered', async (_, body, digits) => {
  const answer = await ask(sandbox, body);
  expect(codes(answer)).toEqual(['NoError']);
  expect(all(answer, 'MergedFreeBusy')[0]).toHaveLength(digits);
});

test('Exchange 2010 takes 42 days', async () => {
  await using old = await Sandbox.start({ serverVersion: 'Exchange2010_SP2' });
  const say = async (body: string) =>
    codes(await (await post(old, envelope(body).replace('Exchange2013_SP1', 'Exchange2010_SP2'))).text());
  expect(await say(request('2030-01-01T00:00:00', '2030-02-12T00:00:00'))).toEqual(['NoError']);
  expect(await say(request('2030-01-01T00:00:00', '2030-02-13T00:00:00'))).toEqual(['ErrorTimeIntervalTooBig']);
});
