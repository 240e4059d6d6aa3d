/**
 * Conditions on times: instants, wall clock readings, whole days, in each lookup. The account's zone is Copenhagen's: an hour ahead of
 * UTC, two from the last Sunday in March on.
 */
import { describe, expect, test } from '@jest/globals';
import { ValidationError } from '../../src/index.js';
import { recorder } from '../support/recorder.js';
import { all, any, type Comparison, compared, exists, none, restriction, restrictionOf } from './restrictions.js';

const wire = recorder({ timeZone: 'Europe/Copenhagen' });
const received = 'item:DateTimeReceived';
const is = (comparison: Comparison, value: string): string => compared(comparison, received, value);

async function sent(where: object): Promise<string | undefined> {
  return restrictionOf(wire, wire.account.inbox.filter(where));
}

/** As Temporal has it: data behind an accessor. */
class Instant {
  readonly #ms = Date.UTC(2025, 0, 2, 3, 4, 5);
  get epochMilliseconds(): number {
    return this.#ms;
  }
}

const plainDate = { [Symbol.toStringTag]: 'Temporal.PlainDate', toString: () => '2025-01-02' };
const plainDateTime = { [Symbol.toStringTag]: 'Temporal.PlainDateTime', toString: () => '2025-01-02T04:04:05' };

describe('a moment is compared as the instant that it is', () => {
  test.each([
    ['a Date', new Date('2025-01-02T03:04:05Z')],
    ['an instant with epochMilliseconds', { epochMilliseconds: Date.UTC(2025, 0, 2, 3, 4, 5) }],
    ['a Temporal.Instant', new Instant()],
    ['a Temporal.PlainDateTime, in the zone of the account', plainDateTime],
    ['a wall time, in the zone of the account', '2025-01-02T04:04:05'],
    ['a wall time in a zone of its own', '2025-01-02T12:04:05[Asia/Tokyo]'],
    ['a text with an offset', '2025-01-02T01:04:05-02:00'],
    ['a text in UTC', '2025-01-02T03:04:05Z'],
  ])('%s', async (_, moment) => {
    const value = '2025-01-02T03:04:05Z';
    expect(await sent({ dateTimeReceived: moment })).toBe(restriction(is('IsEqualTo', value)));
    expect(await sent({ dateTimeReceived__not: moment })).toBe(restriction(is('IsNotEqualTo', value)));
    expect(await sent({ dateTimeReceived__gt: moment })).toBe(restriction(is('IsGreaterThan', value)));
    expect(await sent({ dateTimeReceived__gte: moment })).toBe(restriction(is('IsGreaterThanOrEqualTo', value)));
    expect(await sent({ dateTimeReceived__lt: moment })).toBe(restriction(is('IsLessThan', value)));
    expect(await sent({ dateTimeReceived__lte: moment })).toBe(restriction(is('IsLessThanOrEqualTo', value)));
  });

  test('to the millisecond', async () => {
    const where = { dateTimeReceived__gt: new Date('2025-01-02T03:04:05.678Z') };
    expect(await sent(where)).toBe(restriction(is('IsGreaterThan', '2025-01-02T03:04:05.678Z')));
  });

  test('range and in', async () => {
    const [from, to] = [new Date('2025-01-01T00:00:00Z'), '2025-01-02T00:00:00Z'];
    expect(await sent({ dateTimeReceived__range: [from, to] })).toBe(
      restriction(
        all(is('IsGreaterThanOrEqualTo', '2025-01-01T00:00:00Z'), is('IsLessThanOrEqualTo', '2025-01-02T00:00:00Z')),
      ),
    );
    expect(await sent({ dateTimeReceived__in: [from, to] })).toBe(
      restriction(any(is('IsEqualTo', '2025-01-01T00:00:00Z'), is('IsEqualTo', '2025-01-02T00:00:00Z'))),
    );
  });

  test('whether there is one', async () => {
    expect(await sent({ dateTimeReceived__exists: false })).toBe(restriction(none(exists(received))));
  });
});

describe('a day is the whole of it', () => {
  const [from, until] = ['2025-01-01T23:00:00Z', '2025-01-02T23:00:00Z'];

  test.each([
    ['a text', '2025-01-02'],
    ['a Temporal.PlainDate', plainDate],
  ])('%s', async (_, day) => {
    const within = all(is('IsGreaterThanOrEqualTo', from), is('IsLessThan', until));
    expect(await sent({ dateTimeReceived: day })).toBe(restriction(within));
    expect(await sent({ dateTimeReceived__not: day })).toBe(
      restriction(any(is('IsLessThan', from), is('IsGreaterThanOrEqualTo', until))),
    );
    // After the day, from it on, before it, until its end.
    expect(await sent({ dateTimeReceived__gt: day })).toBe(restriction(is('IsGreaterThanOrEqualTo', until)));
    expect(await sent({ dateTimeReceived__gte: day })).toBe(restriction(is('IsGreaterThanOrEqualTo', from)));
    expect(await sent({ dateTimeReceived__lt: day })).toBe(restriction(is('IsLessThan', from)));
    expect(await sent({ dateTimeReceived__lte: day })).toBe(restriction(is('IsLessThan', until)));
    expect(await sent({ dateTimeReceived__in: [day] })).toBe(restriction(within));
  });

  test('a range of days includes the last one', async () => {
    expect(await sent({ dateTimeReceived__range: ['2025-01-02', '2025-01-05'] })).toBe(
      restriction(all(is('IsGreaterThanOrEqualTo', from), is('IsLessThan', '2025-01-05T23:00:00Z'))),
    );
  });

  test('the day on which the clocks go forward has 23 hours', async () => {
    expect(await sent({ dateTimeReceived: '2025-03-30' })).toBe(
      restriction(all(is('IsGreaterThanOrEqualTo', '2025-03-29T23:00:00Z'), is('IsLessThan', '2025-03-30T22:00:00Z'))),
    );
  });

  test('another account has its days in its own zone', async () => {
    const tokyo = await wire.other('bob@example.test', { timeZone: 'Asia/Tokyo' });
    expect(await restrictionOf(wire, tokyo.inbox.filter({ dateTimeReceived__gte: '2025-01-02' }))).toBe(
      restriction(is('IsGreaterThanOrEqualTo', '2025-01-01T15:00:00Z')),
    );
  });
});

describe('what is no time is refused, with the forms that there are', () => {
  test.each(['tomorrow', '2025-02-30', '2025-01-02T25:00', '2025-01-02T10:00[Mars/Base]', '', 5, true, null, {}])(
    '%j',
    async (value) => {
      for (const lookup of ['', '__not', '__gt', '__gte', '__lt', '__lte']) {
        const error = await wire.refusalOf(() =>
          wire.account.inbox.filter({ [`dateTimeReceived${lookup}`]: value } as object),
        );
        expect(error).toBeInstanceOf(ValidationError);
        expect(error.message).toContain('expected a Date, an instant with');
      }
    },
  );

  test('an invalid Date', async () => {
    const error = await wire.refusalOf(() => wire.account.inbox.filter({ dateTimeReceived__gt: new Date('x') }));
    expect(error).toBeInstanceOf(ValidationError);
  });
});
