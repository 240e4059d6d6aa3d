/**
 * Zones that no name stands for: five hours and twenty minutes ahead, an hour more from the first Sunday of March at two to the last of October
 * at three. They are kept, given back, and followed by their own rules.
 */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Account, recur } from '../../../src/index.js';
import type { TimeZoneDefinitionType } from '../../../src/raw.js';
import { Sandbox } from '../../../src/sandbox.js';
import { story } from '../../stories/mailbox.js';
import { all, envelope, getItem, post } from '../raw.js';

const period = (id: string, bias: string) => ({ id, name: id, bias });
const to = (value: string) => ({ kind: 'Period', value });
const yearly = (value: string, month: number, occurrence: number, timeOffset: string) => ({
  kind: 'recurringDayTransition',
  to: to(value),
  timeOffset,
  month,
  dayOfWeek: 'Sunday',
  occurrence,
});
const ZONE = {
  id: 'mine',
  name: 'Mine',
  periods: [period('std', '-PT5H20M'), period('dst', '-PT6H20M')],
  transitionsGroups: [{ id: '0', transition: [yearly('dst', 3, 1, 'PT2H'), yearly('std', 10, -1, 'PT3H')] }],
  transitions: { transition: [{ kind: 'transition', to: { kind: 'Group', value: '0' } }] },
} as unknown as TimeZoneDefinitionType;

/** Nine o'clock there, on the Mondays around both changes. */
const MONDAYS = ['2025-02-24T03:40', '2025-03-03T02:40', '2025-03-10T02:40'];
const AUTUMN = ['2025-10-20T02:40', '2025-10-27T03:40'];

const s = story({ mailboxes: { 'alice@example.test': {}, 'bob@example.test': {} } });
let alice: Account;
beforeAll(async () => {
  alice = await s.connect('alice');
});

const text = (time: Date | undefined) => time?.toISOString().slice(0, 16);
const weekly = recur.weekly({ daysOfWeek: ['Monday'] });

describe('a series in such a zone', () => {
  test('keeps its hour there when its clocks change, in the views of the server and of the client', async () => {
    const series = await alice.calendar.create(
      {
        subject: 'Own',
        start: new Date('2025-02-24T03:40:00Z'),
        end: new Date('2025-02-24T04:40:00Z'),
        startTimeZone: ZONE,
        endTimeZone: ZONE,
        recurrence: { ...weekly, range: { kind: 'noEndRecurrence', startDate: '2025-02-24' } },
        requiredAttendees: ['bob@example.test'],
      } as never,
      { notify: 'all' },
    );
    const starts = async (who: Account, start: string, end: string) =>
      (await who.calendar.view({ start, end } as never).toArray()).map((one) => text(one.start));
    const bob = await s.connect('bob');
    for (const who of [alice, bob]) {
      expect(await starts(who, '2025-02-24', '2025-03-10')).toEqual(MONDAYS);
      expect(await starts(who, '2025-10-20', '2025-10-27')).toEqual(AUTUMN);
    }
    const master = await alice.calendar.item(series.id);
    expect(master.expand({ start: '2025-02-24', end: '2025-03-10' }).map(({ start }) => text(start))).toEqual(MONDAYS);
    expect(master.startTimeZone).toMatchObject(ZONE);
    expect(master.zoned?.start.time).toBe('09:00:00');
    expect(String((await master.occurrence(2)).zoned?.start)).toBe('2025-03-03T09:00:00+06:20[+06:20]');
    // What is saved unchanged says nothing of it, and what is written of it is kept.
    await master.update({ subject: 'Still own' });
    expect((await alice.calendar.item(series.id)).startTimeZone).toMatchObject(ZONE);
  });

  test('a zone that changes its rules in a year has both', async () => {
    const changed = {
      ...ZONE,
      transitionsGroups: [
        ...(ZONE.transitionsGroups ?? []),
        { id: '1', transition: [{ kind: 'transition', to: to('std') }] },
      ],
      transitions: {
        transition: [
          { kind: 'transition', to: { kind: 'Group', value: '0' } },
          {
            kind: 'absoluteDateTransition',
            to: { kind: 'Group', value: '1' },
            dateTime: new Date('2025-06-01T00:00:00Z'),
          },
        ],
      },
    } as unknown as TimeZoneDefinitionType;
    await alice.calendar.create({
      subject: 'Changed',
      start: new Date('2025-05-26T02:40:00Z'),
      end: new Date('2025-05-26T03:40:00Z'),
      startTimeZone: changed,
      endTimeZone: changed,
      recurrence: { ...weekly, range: { kind: 'numberedRecurrence', startDate: '2025-05-26', numberOfOccurrences: 2 } },
    } as never);
    const view = await alice.calendar.view({ start: '2025-05-26', end: '2025-06-02' }).toArray();
    expect(view.filter(({ subject }) => subject === 'Changed').map(({ start }) => text(start))).toEqual([
      '2025-05-26T02:40',
      '2025-06-02T03:40',
    ]);
  });

  test('whole days are days there', async () => {
    const item = await alice.calendar.create({
      subject: 'Day',
      start: new Date('2025-07-01T04:00:00Z'),
      end: new Date('2025-07-01T05:00:00Z'),
      isAllDayEvent: true,
      startTimeZone: ZONE,
      endTimeZone: ZONE,
    } as never);
    const read = await alice.calendar.item(item.id);
    expect([text(read.start), text(read.end), read.days?.first]).toEqual([
      '2025-06-30T17:40',
      '2025-07-01T17:40',
      '2025-07-01',
    ]);
  });
});

const XML = `<t:TimeZoneDefinition Id="mine" Name="Mine"><t:Periods><t:Period Bias="-PT5H20M" Name="std" Id="std"/><t:Period Bias="-PT6H20M" Name="dst" Id="dst"/></t:Periods><t:TransitionsGroups><t:TransitionsGroup Id="0"><t:RecurringDayTransition><t:To Kind="Period">dst</t:To><t:TimeOffset>PT2H</t:TimeOffset><t:Month>3</t:Month><t:DayOfWeek>Sunday</t:DayOfWeek><t:Occurrence>1</t:Occurrence></t:RecurringDayTransition><t:RecurringDayTransition><t:To Kind="Period">std</t:To><t:TimeOffset>PT3H</t:TimeOffset><t:Month>10</t:Month><t:DayOfWeek>Sunday</t:DayOfWeek><t:Occurrence>-1</t:Occurrence></t:RecurringDayTransition></t:TransitionsGroup></t:TransitionsGroups><t:Transitions><t:Transition><t:To Kind="Group">0</t:To></t:Transition></t:Transitions></t:TimeZoneDefinition>`;

test('times without a zone are of the one that the request defines, and the item is in it', async () => {
  const item =
    '<t:CalendarItem><t:Subject>by header</t:Subject><t:Start>2025-07-01T09:00:00</t:Start><t:End>2025-07-01T10:00:00</t:End></t:CalendarItem>';
  const request = `<m:CreateItem SendMeetingInvitations="SendToNone"><m:Items>${item}</m:Items></m:CreateItem>`;
  const answer = await post(
    s.sandbox,
    envelope(request, `<t:TimeZoneContext>${XML}</t:TimeZoneContext>`),
    'alice@example.test',
  );
  expect(await answer.text()).toContain('NoError');
  const [made] = await alice.calendar.filter({ subject: 'by header' }).toArray();
  const read = await alice.calendar.item(made?.id as string);
  expect([text(read.start), read.startTimeZone?.id, read.startTimeZone?.periods?.length]).toEqual([
    '2025-07-01T02:40',
    'mine',
    2,
  ]);
});

test('a zone as Exchange 2007 has it is followed, too, and given back', async () => {
  await using old = await Sandbox.start({ serverVersion: 'Exchange2007_SP1' });
  const change = (element: string, offset: string, month: string, index: string, time: string) =>
    `<t:${element}><t:Offset>${offset}</t:Offset><t:RelativeYearlyRecurrence><t:DaysOfWeek>Sunday</t:DaysOfWeek><t:DayOfWeekIndex>${index}</t:DayOfWeekIndex><t:Month>${month}</t:Month></t:RelativeYearlyRecurrence><t:Time>${time}</t:Time></t:${element}>`;
  const zone = `<t:MeetingTimeZone TimeZoneName="mine"><t:BaseOffset>-PT5H20M</t:BaseOffset>${change('Standard', 'PT0M', 'October', 'Last', '03:00:00')}${change('Daylight', '-PT60M', 'March', 'First', '02:00:00')}</t:MeetingTimeZone>`;
  const recurrence =
    '<t:Recurrence><t:WeeklyRecurrence><t:Interval>1</t:Interval><t:DaysOfWeek>Monday</t:DaysOfWeek></t:WeeklyRecurrence><t:NumberedRecurrence><t:StartDate>2025-02-24</t:StartDate><t:NumberOfOccurrences>3</t:NumberOfOccurrences></t:NumberedRecurrence></t:Recurrence>';
  const item = `<t:CalendarItem><t:Subject>2007</t:Subject><t:Start>2025-02-24T09:00:00</t:Start><t:End>2025-02-24T10:00:00</t:End>${recurrence}${zone}</t:CalendarItem>`;
  const old2007 = (body: string) => envelope(body).replace('Exchange2013_SP1', 'Exchange2007_SP1');
  const say = async (body: string) => (await post(old, old2007(body), 'alice@example.test')).text();
  const made = await say(
    `<m:CreateItem SendMeetingInvitations="SendToNone"><m:SavedItemFolderId><t:DistinguishedFolderId Id="calendar"/></m:SavedItemFolderId><m:Items>${item}</m:Items></m:CreateItem>`,
  );
  expect(made).toContain('NoError');
  const view = await say(
    '<m:FindItem Traversal="Shallow"><m:ItemShape><t:BaseShape>Default</t:BaseShape></m:ItemShape><m:CalendarView StartDate="2025-02-24T00:00:00Z" EndDate="2025-03-12T00:00:00Z"/><m:ParentFolderIds><t:DistinguishedFolderId Id="calendar"/></m:ParentFolderIds></m:FindItem>',
  );
  expect(all(view, 'Start')).toEqual(MONDAYS.map((start) => `${start}:00Z`));
  const id = /<t:ItemId Id="([^"]*)"/.exec(made)?.[1] ?? '';
  const read = await say(getItem({ id, changeKey: '' }));
  expect([all(read, 'BaseOffset'), all(read, 'Month'), all(read, 'Time')]).toEqual([
    ['-PT5H20M'],
    ['October', 'March'],
    ['03:00:00', '02:00:00'],
  ]);
});
