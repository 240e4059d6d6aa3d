/** A UID as the bytes that a meeting is found by. */
import { beforeAll, expect, test } from '@jest/globals';
import { type Account, globalObjectIdOf, mapi, recur, ValidationError } from '../../src/index.js';
import { story } from '../stories/mailbox.js';

const s = story();
let alice: Account;
let bob: Account;
beforeAll(async () => {
  [alice, bob] = await Promise.all([s.connect('alice'), s.connect('bob')]);
});

const hex = (uid: string) => Buffer.from(globalObjectIdOf(uid)).toString('hex');
const HEAD = '040000008200e00074c5b7101a82e008';

test('the bytes of a UID from elsewhere are its text behind a head and a length', () => {
  expect(hex('261cbc18-1f65-5a0a-bd11-23b1e224cc2f')).toBe(
    `${HEAD}${'00'.repeat(20)}31000000` +
      '7643616c2d5569640100000032363163626331382d316636352d356130612d626431312d32336231653232346363326600',
  );
  // 12 for the word before it, 5 for the letters, one of them of two bytes, 1 for the end.
  expect(hex('é@xy')).toBe(
    `${HEAD}${'00'.repeat(20)}12000000${Buffer.from('vCal-Uid\x01\0\0\0é@xy\0').toString('hex')}`,
  );
});

test('the bytes of a UID of Exchange are itself, without the day of an occurrence', () => {
  const own = `${HEAD}07e9030500000000aabbccdd00000000000000001000000000112233445566778899aabbccddeeff`;
  const whole = `${HEAD}0000000000000000aabbccdd00000000000000001000000000112233445566778899aabbccddeeff`;
  expect([hex(own), hex(own.toUpperCase()), hex(whole)]).toEqual([whole, whole, whole]);
});

test.each(['', undefined, 7])('%p is no UID', (uid) => {
  expect(() => globalObjectIdOf(uid as string)).toThrow(ValidationError);
});

test('a meeting is found by its UID in the calendars of all who have it, a series and what came from elsewhere', async () => {
  const fields = { goid: mapi.cleanGlobalObjectId, day: mapi.globalObjectId };
  const series = await alice.calendar.create(
    {
      subject: 'x',
      start: '2025-03-05T10:00',
      end: '2025-03-05T11:00',
      recurrence: recur.daily({ numberOfOccurrences: 3 }),
      requiredAttendees: ['bob@example.test'],
    },
    { notify: 'all' },
  );
  await series.refresh();
  const goid = globalObjectIdOf(series.uid as string);
  for (const who of [alice, bob])
    expect((await who.calendar.withFields(fields).filter({ goid }).toArray()).map(({ subject }) => subject)).toEqual([
      'x',
    ]);
  const second = await series.occurrence(2);
  const read = (await alice.item(second.id, { fields })) as unknown as { goid: Uint8Array; day: Uint8Array };
  expect(Buffer.from(read.goid)).toEqual(Buffer.from(goid));
  expect([...read.day.slice(16, 20)]).toEqual([2025 >> 8, 2025 & 0xff, 3, 6]);
  const [other] = await bob.calendar.import(
    'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:é@elsewhere\r\nDTSTAMP:20250101T000000Z\r\n' +
      'DTSTART:20250305T100000Z\r\nDTEND:20250305T110000Z\r\nSUMMARY:y\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n',
  );
  const found = await bob.calendar.withFields(fields).get({ goid: globalObjectIdOf('é@elsewhere') });
  expect(found.id).toBe(other?.id);
});
