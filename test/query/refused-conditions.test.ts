/** Conditions that are refused before anything is sent: a condition without a value is never left out, and no name is guessed. */
import { describe, expect, test } from '@jest/globals';
import { and, not, or, ValidationError } from '../../src/index.js';
import { recorder } from '../support/recorder.js';

const wire = recorder();

async function refusal(where: unknown, folder = wire.account.inbox): Promise<string> {
  const error = await wire.refusalOf(() => folder.filter(where as object).toArray());
  expect(error).toBeInstanceOf(ValidationError);
  return error.message;
}

describe('undefined is no value, and leaving the condition out would mean everything', () => {
  test.each<[string, object, string]>([
    ['bare', { subject: undefined }, 'filter.subject'],
    ['in a lookup', { subject__contains: undefined }, 'filter.subject__contains'],
    ['of __exists', { subject__exists: undefined }, 'filter.subject__exists'],
    ['of __in', { subject__in: undefined }, 'filter.subject__in'],
    ['inside __in', { subject__in: ['x', undefined] }, 'filter.subject__in[1]'],
    ['inside a list', { categories__contains: [undefined] }, 'filter.categories__contains[0]'],
    ['inside __range', { size__range: [undefined, 5] }, 'filter.size__range[0]'],
    ['inside __range, at its end', { size__range: [5, undefined] }, 'filter.size__range[1]'],
    ['of a time inside __range', { dateTimeReceived__range: ['2025-01-01', undefined] }, '__range[1]'],
    ['in not()', not({ subject: undefined } as object), 'filter.not.subject'],
    ['as what is not to hold', { not: undefined }, 'filter.not'],
    ['in or()', or({ subject: 'x' } as object, { subject: undefined } as object), 'filter.or[1].subject'],
    ['in and()', and({ subject: undefined } as object), 'filter.and[0].subject'],
    ['as one of or', { or: [undefined] }, 'filter.or[0]'],
    ['as or', { or: undefined }, 'filter.or'],
    ['beside a value', { importance: 'High', subject: undefined }, 'filter.subject'],
    ['of a dictionary', { phoneNumbers__MobilePhone: undefined }, 'filter.phoneNumbers__MobilePhone'],
  ])('%s', async (_, where, path) => {
    const { account } = wire;
    expect(await refusal(where, account.folder({ id: 'x' }) as never)).toContain(path);
  });

  test('as the condition itself', async () => {
    expect(await refusal(undefined)).toContain('the value is undefined');
    expect((await wire.refusalOf(() => wire.account.inbox.exclude(undefined as never))).message).toContain('undefined');
  });

  test('get() without a condition means all of the query; with one of undefined it is refused', async () => {
    const error = await wire.refusalOf(() => wire.account.inbox.get({ subject: undefined } as object));
    expect(error.message).toContain('filter.subject');
  });
});

describe('names', () => {
  test.each<[object, string]>([
    [{ subjct: 'x' }, "did you mean 'subject'?"],
    [{ subjct__contains: 'x' }, "did you mean 'subject'?"],
    [{ subject__contain: 'x' }, "there is no lookup 'contain'; did you mean 'contains'?"],
    [{ subject__regex: 'x' }, "Exchange has no lookup 'regex'; filter the results in your own code"],
    [{ subject__endswith: 'x' }, 'filter the results in your own code'],
    [{ subject__isnull: true }, 'use __exists'],
    [{ subject__nonsense: 'x' }, 'there are exact, iexact'],
    [{ body: 'x', subjct: 'y' }, 'subjct'],
    [{ bccRecipients: 'x' }, 'Exchange cannot search by bccRecipients'],
    [{ constructor: 'x' }, "has no field 'constructor'"],
    [{ __proto__x: 1 }, 'has no field'],
    [{ __contains: 'x' }, "has no field ''"],
    [{ __nonsense: 'x' }, "has no field '__nonsense'"],
  ])('%j', async (where, message) => {
    expect(await refusal(where)).toContain(message);
  });

  test('of every wrong one, at once', async () => {
    const message = await refusal({ subjct: 'x', importance: 'Hihg', size__gt: 'big' });
    expect(message).toMatch(/subjct.*importance.*size__gt/s);
  });
});

describe('values', () => {
  test.each<[object, string]>([
    [{ subject: 5 }, 'filter.subject: expected a string'],
    [{ subject: null }, 'use __exists: false'],
    [{ subject__contains: 5 }, 'expected a string, got number'],
    [{ subject__contains: null }, 'expected a string, got null'],
    [{ isRead: 'yes' }, 'expected'],
    [{ size__gt: 'big' }, 'expected a whole number'],
    [{ importance: 'Hihg' }, "did you mean 'High'?"],
    [{ importance__in: ['High', 'Hihg'] }, 'filter.importance__in[1]'],
    [{ subject__in: 'xy' }, 'expected a list of values'],
    [{ subject__exists: 'yes' }, 'expected true or false'],
    [{ size__range: [1] }, 'expected an array of two values: [from, to]'],
    [{ size__range: [1, 2, 3] }, 'expected an array of two values: [from, to]'],
    [{ size__range: 5 }, 'expected an array of two values: [from, to]'],
    [{ from: { emailAddress: 'x' } }, 'filter.from: expected a text, got object'],
    [{ or: { subject: 'x' } }, 'filter.or: expected an array of conditions'],
    [{ and: 'x' }, 'filter.and: expected an array of conditions'],
    [{ or: ['x'] }, 'filter.or[0]: expected an object of lookups'],
    [{ not: 'x' }, 'filter.not: expected an object of lookups'],
  ])('%j', async (where, message) => {
    expect(await refusal(where)).toContain(message);
  });

  test.each(['x', null, [], 5])('%j is no condition', async (where) => {
    expect(await refusal(where)).toContain('expected an object of lookups');
  });
});

test('what Exchange only looks into is not compared', async () => {
  for (const where of [
    { toRecipients: 'x' },
    { toRecipients__not: 'x' },
    { toRecipients__in: ['x'] },
    { ccRecipients__exists: true },
    { toRecipients__gt: 'x' },
  ])
    expect(await refusal(where)).toContain('Exchange only looks into');
});

describe('names that mean something else of each class', () => {
  test.each(['isRecurring', 'mileage', 'doNotForwardMeeting'])(
    '%s is refused where nobody has said what the folder holds, with the way out',
    async (name) => {
      const anywhere = wire.account.folder({ id: 'x' });
      const message = await refusal({ [`${name}__exists`]: true }, anywhere as never);
      expect(message).toContain(`'${name}' is something else of each`);
      expect(message).toContain("account.folder(path, 'calendar')");
    },
  );

  test('and taken where somebody has', async () => {
    for (const [kind, uri] of [
      ['calendar', 'calendar:IsRecurring'],
      ['tasks', 'task:IsRecurring'],
    ] as const) {
      const folder = wire.account.folder({ id: 'x' }, kind);
      await folder.filter({ isRecurring: true }).only('itemId').toArray();
      expect(wire.sent.at(-1)?.xml).toContain(`FieldURI="${uri}"`);
    }
  });
});

describe('what was given is shown', () => {
  const LONG = 'x'.repeat(41);
  test.each<[object, string]>([
    [{ dateTimeReceived: 'soon' }, 'got "soon"'],
    [{ dateTimeReceived: LONG }, `got "${'x'.repeat(40)}"`],
    [{ dateTimeReceived: 'a"b' }, 'got "a\\"b"'],
    [{ dateTimeReceived: 5 }, 'got number'],
    [{ dateTimeReceived: null }, 'got null'],
    [{ dateTimeReceived__gt: ['2025-01-01'] }, 'got an array'],
    [{ dateTimeReceived: {} }, 'got object'],
    [{ from__in: [['x']] }, 'got an array'],
    [{ from: null }, 'got null; to ask for what is absent use __exists: false'],
    [{ subject: null }, 'to ask for what is absent use __exists: false'],
    [{ from: ['x'] }, 'got an array; for any of several values use __in'],
    [{ subject: ['a', 'b'] }, 'for any of several values use __in'],
    [{ dateTimeReceived: ['2025-01-01'] }, 'got an array; for any of several values use __in'],
  ])('%j: %s', async (where, says) => {
    expect(await refusal(where)).toContain(says);
  });

  test('a value of the wrong type is not told to be absent', async () => {
    expect(await refusal({ from: 5 })).not.toContain('__exists');
  });

  test('a name that begins with the sign of a lookup has nothing before it', async () => {
    expect(await refusal({ __contains: 'x' })).toContain("has no field ''");
    expect(await refusal({ __nonsense: 'x' })).toContain("has no field '__nonsense'");
    expect(await refusal({ s__contains: 'x' })).toContain("has no field 's'");
  });
});
