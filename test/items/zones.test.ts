/** Zones of calendar items: what is sent of them, and what is read back on the clock that people meant. */
import { describe, expect, test } from '@jest/globals';
import { CalendarItem, toIanaZone, toWindowsZone, ValidationError, zoned } from '../../src/index.js';
import { inside, xml } from '../support/compact-xml.js';
import { recorder } from '../support/recorder.js';

const wire = recorder({ timeZone: 'Europe/Copenhagen' });

const created = async (item: object): Promise<string | undefined> =>
  inside(await wire.xmlOf(() => wire.account.calendar.create(item as never)), 'CalendarItem');
const zones = (start: string, end = start) => `<StartTimeZone Id="${start}"/><EndTimeZone Id="${end}"/>`;

describe('a new item', () => {
  test('is of the zones that its times were said in', async () => {
    const item = await created({ start: '2025-03-30T10:00[America/New_York]', end: '2025-03-30T17:00' });
    expect(item).toBe(
      xml`<Start>2025-03-30T14:00:00Z</Start><End>2025-03-30T15:00:00Z</End>
        ${zones('Eastern Standard Time', 'Romance Standard Time')}`,
    );
  });

  test('of a Temporal.ZonedDateTime is of its zone', async () => {
    const start = { epochMilliseconds: Date.UTC(2025, 2, 30, 15), timeZoneId: 'Asia/Kathmandu' };
    expect(await created({ start, end: start })).toContain(xml`${zones('Nepal Standard Time')}`);
  });

  test('whose zone is given has that one', async () => {
    const item = await created({ start: '2025-03-30T10:00', startTimeZone: { id: 'Tokyo Standard Time' } });
    expect(item).toContain('<StartTimeZone Id="Tokyo Standard Time"/>');
    expect(item).not.toContain('Romance');
  });

  test('cannot be of a zone that Windows lacks', async () => {
    const start = '2025-03-30T10:00[Antarctica/Troll]';
    await expect(wire.account.calendar.create({ start } as never)).rejects.toThrow(ValidationError);
    await expect(wire.account.calendar.create({ start } as never)).rejects.toThrow(/start: .*Antarctica\/Troll/);
  });

  test('without times, and a task, say nothing of zones', async () => {
    expect(await created({ subject: 'x' })).toBe(xml`<Subject>x</Subject>`);
    const task = await wire.xmlOf(() => wire.account.tasks.create({ dueDate: '2025-03-10T10:00[Asia/Tokyo]' }));
    expect(task).not.toContain('TimeZone');
  });
});

const old = recorder({ timeZone: 'Europe/Copenhagen', protocol: { serverVersion: 'Exchange2007_SP1' } });

test('Exchange 2007 has one zone for both', async () => {
  const request = await old.xmlOf(() =>
    old.account.calendar.create({ start: '2025-03-30T10:00[America/New_York]', end: '2025-03-30T17:00' }),
  );
  expect(inside(request, 'CalendarItem')).toBe(
    xml`<Start>2025-03-30T14:00:00Z</Start><End>2025-03-30T15:00:00Z</End>
      <MeetingTimeZone TimeZoneName="Eastern Standard Time"/>`,
  );
});

describe('a change', () => {
  const item = async (startTimeZone = 'Romance Standard Time') => {
    const start = '2025-03-03T09:00';
    return wire.account.calendar.create({
      start,
      end: start,
      startTimeZone: { id: startTimeZone },
      endTimeZone: { id: startTimeZone },
    });
  };
  const changed = async (of: CalendarItem, changes: object): Promise<string> =>
    wire.xmlOf(() => of.update(changes as never));

  test('of the title says nothing of times and zones', async () => {
    expect(await changed(await item(), { subject: 'x' })).not.toMatch(/Start|End/);
  });

  test('of a time leaves the zone, whatever way the time is said', async () => {
    const request = await changed(await item('Tokyo Standard Time'), {
      start: '2025-03-03T10:00',
      end: new Date('2025-03-04T00:00:00Z'),
    });
    expect(request).not.toContain('TimeZone Id');
  });

  test('of a time that is said in a zone takes it along', async () => {
    const request = await changed(await item(), { start: '2025-03-03T10:00[Asia/Tokyo]' });
    expect(request).toContain('<StartTimeZone Id="Tokyo Standard Time"/>');
    expect(request).not.toContain('<EndTimeZone');
  });

  test('to a day is one of the account’s zone', async () => {
    const days = { start: '2025-03-03', end: '2025-03-03' };
    expect(await changed(await item('Tokyo Standard Time'), days)).toContain(
      '<StartTimeZone Id="Romance Standard Time"/>',
    );
    expect(await changed(await item(), days)).not.toContain('TimeZone Id');
  });
});

describe('what is read', () => {
  const start = new Date('2025-12-23T23:00:00Z');
  const end = new Date('2025-12-26T23:00:00Z');
  const paris = { id: 'Romance Standard Time' };

  test('is on the clock of its own zone', () => {
    const { zoned: times } = new CalendarItem({
      start,
      end,
      startTimeZone: { id: 'Eastern Standard Time' },
      endTimeZone: paris,
    });
    expect(String(times?.start)).toBe('2025-12-23T18:00:00-05:00[America/New_York]');
    expect([times?.end.date, times?.end.time, times?.end.timeZone]).toEqual(['2025-12-27', '00:00:00', 'Europe/Paris']);
  });

  test('of an all-day event is its days', () => {
    const item = new CalendarItem({ start, end, startTimeZone: paris, endTimeZone: paris, isAllDayEvent: true });
    expect(item.days).toEqual({ first: '2025-12-24', last: '2025-12-26' });
    expect(new CalendarItem({ start, end, startTimeZone: paris }).days).toBeUndefined();
  });

  test('is undefined where the zone is not known: never the reader’s', () => {
    expect(new CalendarItem({ start, end }).zoned).toBeUndefined();
    expect(new CalendarItem({ start, end, startTimeZone: { id: 'Romanische Normalzeit' } }).zoned).toBeUndefined();
  });

  test('of a zone that only the server knows is on the clock of its transitions', () => {
    const custom = {
      id: 'Customized Time Zone',
      periods: [{ id: 'a', name: 'Standard', bias: '-PT5H45M' }],
      transitionsGroups: [
        { id: '0', transition: [{ kind: 'transition' as const, to: { kind: 'Period' as const, value: 'a' } }] },
      ],
      transitions: { transition: [{ kind: 'transition' as const, to: { kind: 'Group' as const, value: '0' } }] },
    };
    const { zoned: times } = new CalendarItem({ start, end, startTimeZone: custom });
    expect(String(times?.start)).toBe('2025-12-24T04:45:00+05:45[+05:45]');
  });

  test('of Exchange 2007 has its zone from MeetingTimeZone', () => {
    const item = new CalendarItem({ start, end, meetingTimeZone: { timeZoneName: 'Tokyo Standard Time' } });
    expect(item.zoned?.start.time).toBe('08:00:00');
  });

  test('is no data', () => {
    const item = new CalendarItem({ start, end, startTimeZone: paris, isAllDayEvent: true });
    expect(Object.keys({ ...item })).not.toContain('zoned');
    expect(JSON.stringify(item)).not.toContain('days');
  });

  test('can be given back', async () => {
    const { zoned: times } = new CalendarItem({ start, end, startTimeZone: { id: 'Eastern Standard Time' } });
    expect(await created({ start: times?.start })).toContain(zones('Eastern Standard Time').split('<End')[0]);
    expect(await created({ start: String(times?.start) })).toContain('<Start>2025-12-23T23:00:00Z</Start>');
  });
});

test('zoned(): a clock anywhere', () => {
  const at = new Date('2025-03-30T01:00:00.250Z');
  expect(String(zoned(at, 'Europe/Copenhagen'))).toBe('2025-03-30T03:00:00.250+02:00[Europe/Copenhagen]');
  expect(zoned(at, 'Tokyo Standard Time').timeZone).toBe('Asia/Tokyo');
  expect(zoned('2025-03-30T10:00', 'Asia/Tokyo').epochMilliseconds).toBe(Date.UTC(2025, 2, 30, 1));
  expect(() => zoned(at, 'Mars/Base')).toThrow(/Mars\/Base/);
  expect(() => zoned('2025-02-30' as never, 'UTC')).toThrow(/2025-02-30/);
});

test('names, there and back', () => {
  expect(toWindowsZone('Europe/Copenhagen')).toBe('Romance Standard Time');
  expect(toIanaZone('Romance Standard Time')).toBe('Europe/Paris');
});
