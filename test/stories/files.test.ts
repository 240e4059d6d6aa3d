/** Calendar files and cards: out and in again, nothing lost, nobody invited. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import ICAL from 'ical.js';
import { type Account, type CalendarItem, type Contact, recur } from '../../src/index.js';
import { story } from './mailbox.js';

const s = story({ mailboxes: { 'alice@example.test': {}, 'bob@example.test': {} } });
let alice: Account;
let bob: Account;

beforeAll(async () => {
  [alice, bob] = await Promise.all([
    s.connect('alice', { timeZone: 'Europe/Copenhagen' }),
    s.connect('bob', { timeZone: 'America/New_York' }),
  ]);
});

const text = (time: Date | undefined) => time?.toISOString().slice(0, 16);
const starts = async (series: CalendarItem) =>
  (await series.occurrences().toArray()).map(({ start, subject }) => [text(start), subject]);

describe('a series', () => {
  let series: CalendarItem;
  let file: string;

  beforeAll(async () => {
    series = await alice.calendar.create({
      subject: 'Stand-up; daily, early',
      text: 'Bring coffee.\nAnd cake.',
      start: '2025-03-26T09:00',
      end: '2025-03-26T09:15',
      location: 'Kitchen',
      categories: ['Red', 'Work'],
      recurrence: recur.daily({ numberOfOccurrences: 7 }),
    });
    await (await series.occurrence(2)).delete();
    await (await series.occurrence(4)).update({ subject: 'Late', start: '2025-03-29T15:00', end: '2025-03-29T16:00' });
    file = await series.ical();
  });

  test('is read by ical.js: zone, changes and deletions', () => {
    const calendar = new ICAL.Component(ICAL.parse(file) as unknown[]);
    const [master, changed] = calendar.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));
    expect(calendar.getAllSubcomponents('vtimezone')).toHaveLength(1);
    expect([master?.summary, master?.description, master?.location]).toEqual([
      'Stand-up; daily, early',
      'Bring coffee.\nAnd cake.',
      'Kitchen',
    ]);
    expect([changed?.summary, changed?.startDate.toString()]).toEqual(['Late', '2025-03-29T15:00:00']);
    const found: string[] = [];
    const times = master?.iterator();
    for (let next = times?.next(); next; next = times?.next()) found.push(next.toString());
    expect(found).toEqual([
      '2025-03-26T09:00:00',
      '2025-03-28T09:00:00',
      '2025-03-29T09:00:00',
      '2025-03-30T09:00:00',
      '2025-03-31T09:00:00',
      '2025-04-01T09:00:00',
    ]);
  });

  test('comes back as it was, in another calendar, whatever its zone', async () => {
    const [again] = await bob.calendar.import(file);
    expect(again?.subject).toBe('Stand-up; daily, early');
    expect(again?.zoned?.start.timeZone).toBe('Europe/Paris');
    expect(await starts(again as CalendarItem)).toEqual(await starts(series));
    expect((await bob.calendar.item(again?.id as string)).categories).toEqual(['Red', 'Work']);
  });
});

test('several events of a file, whole days among them; a request invites nobody', async () => {
  const file = [
    'BEGIN:VCALENDAR',
    'METHOD:REQUEST',
    'BEGIN:VEVENT',
    'UID:one',
    'SUMMARY:Holiday',
    'DTSTART;VALUE=DATE:20251224',
    'DTEND;VALUE=DATE:20251227',
    'END:VEVENT',
    'BEGIN:VEVENT',
    'UID:two',
    'SUMMARY:Budget',
    'DTSTART:20250305T090000',
    'DTEND:20250305T100000',
    'ATTENDEE;CN=Bob:mailto:bob@example.test',
    'END:VEVENT',
    'END:VCALENDAR',
  ].join('\r\n');
  const [holiday, budget] = await alice.calendar.import(file);
  expect((await alice.calendar.item(holiday?.id as string)).days).toEqual({ first: '2025-12-24', last: '2025-12-26' });
  expect(text(budget?.start)).toBe('2025-03-05T08:00');
  expect(budget?.requiredAttendees?.map(({ mailbox }) => mailbox.emailAddress)).toEqual(['bob@example.test']);
  expect(await bob.inbox.all().count()).toBe(0);
});

test.each([
  ['nothing', /source: /],
  ['BEGIN:VCALENDAR\r\nEND:VCALENDAR', /no event/],
  [
    'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20250305T090000\r\nRRULE:FREQ=HOURLY\r\nEND:VEVENT\r\nEND:VCALENDAR',
    /rule/,
  ],
])('%j is refused, and nothing is made of it', async (file, message) => {
  await expect(alice.calendar.import(file)).rejects.toThrow(message);
  await expect(alice.contacts.import('nothing')).rejects.toThrow(/source: .*no card/);
  await expect(alice.tasks.import('nothing')).rejects.toThrow(/source: /);
});

test('a contact as a card, and back; several of a file', async () => {
  const card = await alice.contacts.create({
    displayName: 'Dr. Dana',
    givenName: 'Dana',
    surname: 'Müller',
    text: 'Met, in Kyiv; twice.',
    emailAddresses: [{ key: 'EmailAddress1', value: 'dana@example.test' }],
    phoneNumbers: [{ key: 'MobilePhone', value: '+45 1' }],
    physicalAddresses: [{ key: 'Business', street: 'Main; 1', city: 'Aarhus' }],
  });
  const file = await card.vcard();
  expect(file).toContain('FN:Dr. Dana');
  const [one, two] = await bob.contacts.import(`${file}BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Eve\r\nEND:VCARD\r\n`);
  const again = (await bob.contacts.item(one?.id as string)) as Contact;
  expect([again.displayName, again.surname, again.emailAddresses?.[0]?.value]).toEqual([
    'Dr. Dana',
    'Müller',
    'dana@example.test',
  ]);
  expect(again.phoneNumbers?.[0]).toMatchObject({ key: 'MobilePhone', value: '+45 1' });
  expect(again.physicalAddresses?.[0]).toMatchObject({ key: 'Business', street: 'Main; 1', city: 'Aarhus' });
  expect(two?.displayName).toBe('Eve');
});

describe('tasks', () => {
  test('out and in again: days of the zone, state, reminder and recurrence', async () => {
    const task = await alice.tasks.create({
      subject: 'Water plants',
      text: 'All of them.',
      startDate: '2025-03-30',
      dueDate: '2025-03-31',
      status: 'InProgress',
      percentComplete: 40,
      importance: 'High',
      categories: ['Home'],
      reminderIsSet: true,
      reminderDueBy: '2025-03-30T09:00',
      recurrence: recur.weekly({ daysOfWeek: ['Sunday'], numberOfOccurrences: 5 }),
    });
    const file = await task.ical();
    const todo = new ICAL.Component(ICAL.parse(file) as unknown[]).getFirstSubcomponent('vtodo');
    expect(String(todo?.getFirstPropertyValue('due'))).toBe('2025-03-31');
    const [again] = await bob.tasks.import(file.replace(/UID:.*(\r\n .*)*/, 'UID:x'));
    expect(again).toMatchObject({
      subject: 'Water plants',
      status: 'InProgress',
      percentComplete: 40,
      importance: 'High',
      categories: ['Home'],
      reminderIsSet: true,
      reminderDueBy: task.reminderDueBy,
    });
    // The same days, in another zone.
    expect([text(again?.startDate), text(again?.dueDate)]).toEqual(['2025-03-30T04:00', '2025-03-31T04:00']);
    expect(again?.recurrence).toMatchObject({ pattern: { kind: 'weeklyRecurrence', daysOfWeek: ['Sunday'] } });
  });

  test('several of one file, and what cannot be kept is refused by name', async () => {
    const todo = (...lines: string[]) => ['BEGIN:VTODO', ...lines, 'END:VTODO'];
    const file = (...lines: string[]) => ['BEGIN:VCALENDAR', ...lines, 'END:VCALENDAR', ''].join('\r\n');
    const two = await alice.tasks.import(file(...todo('SUMMARY:a', 'STATUS:COMPLETED'), ...todo('SUMMARY:b')));
    expect(two.map(({ subject, status }) => [subject, status])).toEqual([
      ['a', 'Completed'],
      ['b', 'NotStarted'],
    ]);
    const odd = file(...todo('SUMMARY:a', 'DUE;VALUE=DATE:20260601', 'RRULE:FREQ=HOURLY'));
    await expect(alice.tasks.import(odd)).rejects.toThrow('source: The recurrence rule cannot be kept: FREQ=HOURLY');
  });
});

test.each([
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 1, 2, 3]],
  ['image/jpeg', [0xff, 0xd8, 0xff, 1]],
])('the picture of a contact goes with its card, and comes back with it: %s', async (contentType, bytes) => {
  const content = Uint8Array.from(bytes);
  const contact = await alice.contacts.create({ displayName: 'Pia' });
  await contact.setPhoto({ content, contentType });
  const file = await contact.vcard();
  expect(file).toContain(
    `PHOTO;ENCODING=b;TYPE=${contentType.slice(6).toUpperCase()}:${Buffer.from(content).toString('base64')}`,
  );
  const [again] = await bob.contacts.import(file);
  expect(await (again as Contact).getPhoto()).toEqual({ bytes: content, contentType });
  await contact.setPhoto(null);
  expect(await contact.vcard()).not.toContain('PHOTO');
});
