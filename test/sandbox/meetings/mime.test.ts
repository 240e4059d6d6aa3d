/** Messages about meetings as other mail programs read them: with a calendar, by its METHOD (RFC 5546). */
import { beforeAll, expect, test } from '@jest/globals';
import ICAL from 'ical.js';
import PostalMime from 'postal-mime';
import { type Account, type CalendarItem, type MeetingRequest, recur } from '../../../src/index.js';
import { story } from '../../stories/mailbox.js';

const s = story();
let alice: Account;
let bob: Account;
beforeAll(async () => {
  [alice, bob] = await Promise.all([s.connect('alice'), s.connect('bob')]);
  const series = await alice.calendar.create(
    {
      subject: 'Plan',
      start: '2027-03-01T10:00',
      end: '2027-03-01T11:00',
      html: '<p>Tofu</p>',
      recurrence: recur.daily({ numberOfOccurrences: 3 }),
      requiredAttendees: ['bob@example.test', 'carol@example.test'],
    },
    { notify: 'all' },
  );
  await (await series.occurrence(2)).delete({ notify: 'all' });
  const [request] = (await bob.inbox.filter({ subject: 'Plan' }).toArray()) as [MeetingRequest];
  const meeting = (await request.tentativelyAccept({ text: 'Hm.' })) as CalendarItem;
  await (await meeting.occurrence(3)).decline();
});

async function calendarOf(who: Account, subject: string) {
  const [mail] = await who.inbox.filter({ subject }).toArray();
  const moved = mail ?? (await who.trash.filter({ subject, itemClass__startswith: 'IPM.Schedule' }).toArray())[0];
  const source = await (moved as MeetingRequest).mime();
  const parsed = await PostalMime.parse(source);
  const part = parsed.attachments.find(({ mimeType }) => mimeType === 'text/calendar');
  const text = typeof part?.content === 'string' ? part.content : Buffer.from(part?.content as ArrayBuffer).toString();
  const calendar = new ICAL.Component(ICAL.parse(text));
  const [event] = calendar.getAllSubcomponents('vevent');
  return { parsed, method: [calendar.getFirstPropertyValue('method'), part?.method], event: event as ICAL.Component };
}

const attendees = (event: ICAL.Component) =>
  event.getAllProperties('attendee').map((one) => [one.getFirstValue(), one.getParameter('partstat')]);

test('an invitation has the whole series, beside its text', async () => {
  const { parsed, method, event } = await calendarOf(bob, 'Plan');
  expect(parsed.text?.trim()).toBe('Tofu');
  expect(method).toEqual(['REQUEST', 'REQUEST']);
  expect(String(event.getFirstPropertyValue('rrule'))).toBe('FREQ=DAILY;COUNT=3');
  expect(event.getFirstPropertyValue('recurrence-id')).toBeNull();
  expect(attendees(event).map(([address]) => address)).toEqual([
    'mailto:bob@example.test',
    'mailto:carol@example.test',
  ]);
});

test('an answer has who answers, and how; of one day it says which', async () => {
  const whole = await calendarOf(alice, 'Tentative: Plan');
  expect([whole.method[0], attendees(whole.event)]).toEqual(['REPLY', [['mailto:bob@example.test', 'TENTATIVE']]]);
  const day = await calendarOf(alice, 'Declined: Plan');
  expect([day.method[0], attendees(day.event)]).toEqual(['REPLY', [['mailto:bob@example.test', 'DECLINED']]]);
  expect(String(day.event.getFirstPropertyValue('recurrence-id'))).toContain('2027-03-03T10:00:00');
});

test('a cancellation of one day is of that day', async () => {
  const { method, event } = await calendarOf(bob, 'Canceled: Plan');
  expect([method[0], event.getFirstPropertyValue('status')]).toEqual(['CANCEL', 'CANCELLED']);
  expect(String(event.getFirstPropertyValue('recurrence-id'))).toContain('2027-03-02T10:00:00');
  expect(event.getFirstPropertyValue('rrule')).toBeNull();
});

test('such a message that is imported is one of its kind again', async () => {
  const [mail] = (await alice.inbox.filter({ subject: 'Tentative: Plan' }).toArray()) as unknown as [MeetingRequest];
  const [again] = await bob.drafts.import(await mail.mime());
  expect([again?.kind, again?.subject]).toEqual(['meetingResponse', 'Tentative: Plan']);
});
