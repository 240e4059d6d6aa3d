/** Tasks in calendar files (VTODO): as other programs write them, and as they are written here. */
import { describe, expect, test } from '@jest/globals';
import ICAL from 'ical.js';
import type { CalendarTask } from '../../src/ical/calendar-task.js';
import { readCalendarTasks } from '../../src/ical/read-task.js';
import { writeTask } from '../../src/ical/write-task.js';

const file = (...lines: string[]) =>
  Buffer.from(['BEGIN:VCALENDAR', 'BEGIN:VTODO', 'UID:u', ...lines, 'END:VTODO', 'END:VCALENDAR'].join('\r\n'));
const read = (...lines: string[]) =>
  readCalendarTasks(file(...lines), { timeZone: 'Europe/Copenhagen' })[0] as CalendarTask;
const text = (time: Date | undefined) => time?.toISOString().slice(0, 16);
const days = ({ startDate, dueDate }: CalendarTask) => [text(startDate), text(dueDate)];

// Midnights of Copenhagen: in summer 22:00 of the day before, in winter 23:00.
describe('the days', () => {
  test.each([
    [['DUE;VALUE=DATE:20260610'], [undefined, '2026-06-09T22:00']],
    [
      ['DTSTART;VALUE=DATE:20261224', 'DUE;VALUE=DATE:20261226'],
      ['2026-12-23T23:00', '2026-12-25T23:00'],
    ],
    [['DUE:20260610T170000Z'], [undefined, '2026-06-09T22:00']],
    [['DUE:20260610T230000Z'], [undefined, '2026-06-10T22:00']],
    [['DUE;TZID=America/New_York:20260610T230000'], [undefined, '2026-06-09T22:00']],
    [['DUE:20260610T170000'], [undefined, '2026-06-09T22:00']],
    [
      ['DTSTART;VALUE=DATE:20260608', 'DURATION:P2D'],
      ['2026-06-07T22:00', '2026-06-08T22:00'],
    ],
    [
      ['DTSTART:20260608T080000', 'DURATION:PT2H'],
      ['2026-06-07T22:00', '2026-06-07T22:00'],
    ],
    [['DTSTART:nonsense'], [undefined, undefined]],
  ])('%j', (lines, expected) => {
    expect(days(read(...lines))).toEqual(expected);
  });
});

describe('how far it is', () => {
  test.each([
    [[], { status: 'NotStarted' }],
    [['STATUS:NEEDS-ACTION', 'PERCENT-COMPLETE:0'], { status: 'NotStarted', percentComplete: 0 }],
    [['status:in-process', 'PERCENT-COMPLETE:40'], { status: 'InProgress', percentComplete: 40 }],
    [['PERCENT-COMPLETE:40'], { status: 'InProgress', percentComplete: 40 }],
    [['STATUS:CANCELLED'], { status: 'Deferred' }],
    [['PERCENT-COMPLETE:100'], { status: 'Completed', percentComplete: 100 }],
    [['STATUS:COMPLETED', 'PERCENT-COMPLETE:40'], { status: 'Completed', percentComplete: 100 }],
    [['STATUS:IN-PROCESS', 'PERCENT-COMPLETE:100'], { status: 'InProgress', percentComplete: 99 }],
    [['STATUS:X', 'PERCENT-COMPLETE:x'], { status: 'NotStarted' }],
    [
      ['COMPLETED:20260610T120000Z'],
      { status: 'Completed', percentComplete: 100, completeDate: new Date('2026-06-10T12:00:00Z') },
    ],
  ])('%j', (lines, expected) => {
    const { status, percentComplete, completeDate } = read(...lines);
    expect({ status, percentComplete, completeDate }).toEqual(expected);
  });
});

describe('the reminder', () => {
  const alarm = (trigger: string) => ['BEGIN:VALARM', 'ACTION:DISPLAY', trigger, 'END:VALARM'];
  const whole = ['DTSTART:20260610T080000Z', 'DUE:20260611T080000Z'];
  test.each([
    [[...whole], undefined],
    [[...whole, ...alarm('TRIGGER:-PT30M')], '2026-06-10T07:30'],
    [[...whole, ...alarm('TRIGGER;RELATED=END:-PT30M')], '2026-06-11T07:30'],
    [[...whole, ...alarm('TRIGGER;VALUE=DATE-TIME:20260601T060000Z')], '2026-06-01T06:00'],
    [['DUE;VALUE=DATE:20260611', ...alarm('TRIGGER:PT9H')], '2026-06-11T07:00'],
    [alarm('TRIGGER:-PT30M'), undefined],
  ])('%j', (lines, at) => {
    const { reminderIsSet, reminderDueBy } = read(...lines);
    expect([reminderIsSet, text(reminderDueBy)]).toEqual([at !== undefined, at]);
  });
});

describe('the recurrence', () => {
  test('is a pattern; the days of the task stay', () => {
    const task = read('DTSTART;VALUE=DATE:20260601', 'DUE;VALUE=DATE:20260603', 'RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=3');
    expect(days(task)).toEqual(['2026-05-31T22:00', '2026-06-02T22:00']);
    expect(task.recurrence).toMatchObject({
      pattern: { kind: 'weeklyRecurrence', daysOfWeek: ['Tuesday'] },
      range: { kind: 'numberedRecurrence', numberOfOccurrences: 3 },
    });
  });

  test.each([
    [['RRULE:FREQ=DAILY'], 'A task that recurs has neither DTSTART nor DUE.'],
    [['DUE;VALUE=DATE:20260601', 'RRULE:FREQ=MONTHLY;BYMONTHDAY=-2'], 'cannot be kept: FREQ=MONTHLY;BYMONTHDAY=-2'],
    [
      ['DUE;VALUE=DATE:20260601', 'RRULE:FREQ=DAILY;COUNT=3', 'EXDATE;VALUE=DATE:20260602'],
      'The recurrence of a task cannot leave out or move single days.',
    ],
    [['RECURRENCE-ID;VALUE=DATE:20260601'], 'A single occurrence of a task cannot be kept (RECURRENCE-ID).'],
  ])('%j is refused', (lines, message) => {
    expect(() => read(...lines)).toThrow(message);
  });

  test('a file without a task is refused', () => {
    expect(() => readCalendarTasks(Buffer.from('BEGIN:VCALENDAR\r\nEND:VCALENDAR'))).toThrow('The file has no task.');
  });
});

describe('a task that is written', () => {
  const options = {
    productId: 'test',
    method: 'PUBLISH',
    stamp: new Date('2026-01-01T00:00:00Z'),
    plainText: ({ value = '' }) => value,
    timeZone: 'Europe/Copenhagen',
  };
  const task: CalendarTask = {
    uid: 'u',
    subject: 'Milk; eggs, bread',
    body: { bodyType: 'Text', value: 'Not the\nblue one.' },
    categories: ['A,B', 'C'],
    sensitivity: 'Private',
    importance: 'High',
    startDate: new Date('2026-03-28T23:00:00Z'),
    dueDate: new Date('2026-03-29T22:00:00Z'),
    status: 'InProgress',
    percentComplete: 40,
    reminderIsSet: true,
    reminderDueBy: new Date('2026-03-29T07:00:00Z'),
    recurrence: {
      pattern: { kind: 'dailyRecurrence', interval: 2 },
      range: { kind: 'endDateRecurrence', startDate: '2026-03-29', endDate: '2026-04-30' },
    },
  };

  test('is read again as what it was, here and by ical.js', () => {
    const bytes = writeTask(task, options);
    expect(readCalendarTasks(bytes, { timeZone: 'Europe/Copenhagen' })).toEqual([task]);
    const todo = new ICAL.Component(ICAL.parse(Buffer.from(bytes).toString()) as unknown[]).getFirstSubcomponent(
      'vtodo',
    );
    const value = (name: string) => String(todo?.getFirstPropertyValue(name));
    expect(['summary', 'dtstart', 'due', 'status', 'percent-complete', 'class', 'rrule'].map(value)).toEqual([
      'Milk; eggs, bread',
      '2026-03-29',
      '2026-03-30',
      'IN-PROCESS',
      '40',
      'PRIVATE',
      'FREQ=DAILY;INTERVAL=2;UNTIL=20260430',
    ]);
  });

  test('one that begins anew when it is done has no rule', () => {
    const pattern = { kind: 'dailyRegeneration', interval: 2 };
    const range = { kind: 'noEndRecurrence', startDate: '2026-03-29' };
    expect(Buffer.from(writeTask({ ...task, recurrence: { pattern, range } }, options)).toString()).not.toContain(
      'RRULE',
    );
  });

  test('a rule begins with the first day of its recurrence where the task names none', () => {
    const lines = Buffer.from(writeTask({ ...task, startDate: undefined }, options))
      .toString()
      .split('\r\n');
    expect(lines).toContain('DTSTART;VALUE=DATE:20260329');
  });

  test('what is done says since when', () => {
    const done = { subject: 'a', status: 'Completed', completeDate: new Date('2026-06-10T12:00:00Z') };
    const lines = Buffer.from(writeTask(done, options)).toString().split('\r\n');
    expect(lines).toEqual(expect.arrayContaining(['STATUS:COMPLETED', 'COMPLETED:20260610T120000Z']));
  });
});
