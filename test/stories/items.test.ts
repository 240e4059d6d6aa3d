/** Calendar items, contacts and tasks, and fields of the caller's own. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Account, type Contact, extendedProperty } from '../../src/index.js';
import { CalendarItemType } from '../../src/raw.js';
import { story } from './mailbox.js';

const s = story();
let alice: Account;

beforeAll(async () => {
  alice = await s.connect('alice');
});

const at = (time: string): Date => new Date(`2026-03-02T${time}:00Z`);

describe('calendar', () => {
  test('an appointment is created, found by its time, changed and deleted', async () => {
    const focus = await alice.calendar.create({
      subject: 'Focus',
      start: at('09:00'),
      end: at('10:30'),
      location: 'Room 1',
      legacyFreeBusyStatus: 'Busy',
    });
    expect(focus).toBeInstanceOf(CalendarItemType);
    const found = await alice.calendar.get({ start__gte: at('00:00'), end__lte: at('23:00'), subject: 'Focus' });
    expect([found.start?.getTime(), found.location, found.legacyFreeBusyStatus]).toEqual([
      at('09:00').getTime(),
      'Room 1',
      'Busy',
    ]);
    await found.update({ end: at('11:00'), location: null });
    await found.refresh();
    expect([found.end?.getTime(), found.location]).toEqual([at('11:00').getTime(), undefined]);
    await found.delete({ disposal: 'hard' });
    expect(await alice.calendar.filter({ subject: 'Focus' }).exists()).toBe(false);
  });

  test('a view has the occurrences of a series, in the order of time', async () => {
    await alice.calendar.create({
      subject: 'Stand-up',
      start: at('08:00'),
      end: at('08:15'),
      recurrence: {
        pattern: { kind: 'dailyRecurrence', interval: 1 },
        range: { kind: 'numberedRecurrence', startDate: '2026-03-02', numberOfOccurrences: 10 },
      },
    });
    const view = alice.calendar.view({ start: at('00:00'), end: new Date('2026-03-05T00:00:00Z') });
    const rows = await view.valuesList('subject', 'start', 'calendarItemType').toArray();
    expect(rows.map(([subject, start, type]) => [subject, start?.toISOString(), type])).toEqual(
      ['02', '03', '04'].map((day) => ['Stand-up', `2026-03-${day}T08:00:00.000Z`, 'Occurrence']),
    );
    expect(await alice.calendar.filter({ subject: 'Stand-up' }).count()).toBe(1);
  });

  test('a view is ordered here, which no server does', async () => {
    const view = alice.calendar.view({ start: at('00:00'), end: new Date('2026-03-05T00:00:00Z') });
    const starts = await view.filter({ subject: 'Stand-up' }).orderBy('-start').pluck('start').toArray();
    expect(starts.map((start) => start?.toISOString().slice(8, 10))).toEqual(['04', '03', '02']);
  });
});

describe('contacts', () => {
  test('entries of a dictionary are fields: set, searched, changed, removed one by one', async () => {
    const contact = await alice.contacts.create({
      displayName: 'Mette Nielsen',
      phoneNumbers: [
        { key: 'MobilePhone', value: '+45 1234' },
        { key: 'HomePhone', value: '+45 99' },
      ],
      emailAddresses: [{ key: 'EmailAddress1', value: 'mette@contoso.com' }],
      physicalAddresses: [{ key: 'Home', street: 'Bredgade 1', city: 'Aarhus' }],
    });
    expect(await alice.contacts.filter({ phoneNumbers__MobilePhone__startswith: '+45' }).count()).toBe(1);
    expect(await alice.contacts.filter({ physicalAddresses__Home__city: 'Aarhus' }).count()).toBe(1);
    const before = (await alice.contacts.get({ displayName: 'Mette Nielsen' })) as Contact;
    await before.update({
      phoneNumbers: [{ key: 'MobilePhone', value: '+45 5678' }],
      physicalAddresses: [{ key: 'Home', street: 'Bredgade 2', city: 'Aarhus' }],
    });
    const after = (await alice.contacts.get({ displayName: 'Mette Nielsen' })) as Contact;
    expect(after.phoneNumbers?.map(({ key, value }) => [key, value])).toEqual([['MobilePhone', '+45 5678']]);
    expect(after.physicalAddresses?.[0]?.street).toBe('Bredgade 2');
    expect(after.emailAddresses?.[0]?.value).toBe('mette@contoso.com');
    expect(contact.id).toBe(after.id);
  });
});

describe('tasks', () => {
  test('a task is created, completed and found as completed', async () => {
    const task = await alice.tasks.create({
      subject: 'Report',
      dueDate: new Date('2026-04-01T00:00:00Z'),
      percentComplete: 50,
      status: 'InProgress',
    });
    await task.complete();
    await task.refresh();
    expect([task.status, task.isComplete, task.percentComplete]).toEqual(['Completed', true, 100]);
  });
});

describe('fields of the caller’s own', () => {
  const lunch = extendedProperty({ set: 'PublicStrings', name: 'lunch menu', type: 'String' });
  const guests = extendedProperty({ set: 'c11ff724-aa03-4555-9952-8fa248a11c3e', name: 'guests', type: 'Integer' });

  test('are written, searched, ordered by, changed and read, typed', async () => {
    const menus = alice.calendar.withFields({ lunch, guests });
    await menus.create({ subject: 'Canteen', start: at('12:00'), end: at('13:00'), lunch: 'Tofu burger', guests: 12 });
    await menus.create({ subject: 'Kitchen', start: at('12:00'), end: at('13:00'), lunch: 'Soup', guests: 3 });
    const found = await menus.filter({ lunch__icontains: 'BURGER' }).toArray();
    expect(found.map((item) => [item.subject, item.lunch, item.guests])).toEqual([['Canteen', 'Tofu burger', 12]]);
    expect(await menus.filter({ guests__lt: 5 }).pluck('lunch').toArray()).toEqual(['Soup']);
  });

  test('must be named in exactly one way', () => {
    expect(() => extendedProperty({ type: 'String' } as never)).toThrow('give a tag alone');
    expect(() => extendedProperty({ tag: 0x3001, set: 'PublicStrings', name: 'x', type: 'String' })).toThrow(
      'give a tag alone',
    );
  });
});
