/** Lookups of words, of letters that count or do not, and of bits: as they are sent, as a sandbox takes them, and as a view is filtered here. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Account, mapi, ValidationError } from '../../src/index.js';
import { story } from '../stories/mailbox.js';
import { inside, xml } from '../support/compact-xml.js';
import { recorder } from '../support/recorder.js';

const wire = recorder();
const s = story();
let alice: Account;
const SUBJECTS = ['Café crème', 'the cafe', 'decafé', 'Crème brûlée and café'];
beforeAll(async () => {
  alice = await s.connect('alice');
  await alice.drafts.createAll(
    SUBJECTS.map((subject) => ({ subject })),
    { concurrency: 1 },
  );
});

const restriction = async (where: object) =>
  inside(await wire.xmlOf(() => wire.account.inbox.filter(where as never).count()), 'Restriction');

describe('words and letters', () => {
  test.each([
    ['exactphrase', 'x', 'ExactPhrase', 'Exact'],
    ['iexactphrase', 'x', 'ExactPhrase', 'IgnoreCase'],
    ['prefixonwords', 'x', 'PrefixOnWords', 'Exact'],
    ['iprefixonwords', 'x', 'PrefixOnWords', 'IgnoreCase'],
    ['contains', { value: 'x', comparison: 'IgnoreNonSpacingCharacters' }, 'Substring', 'IgnoreNonSpacingCharacters'],
    ['exact', { value: 'x', comparison: 'Loose' }, 'FullString', 'Loose'],
  ])('%s of %j is sent as Contains with the mode %s and the comparison %s', async (lookup, value, mode, comparison) => {
    expect(await restriction({ [`subject__${lookup}`]: value })).toBe(
      xml(
        `<Contains ContainmentMode="${mode}" ContainmentComparison="${comparison}"><FieldURI FieldURI="item:Subject"/><Constant Value="x"/></Contains>`,
      ),
    );
  });

  test.each([
    [{ subject__prefixonwords: 'caf' }, ['the cafe', 'Crème brûlée and café']],
    [{ subject__iprefixonwords: 'caf' }, ['Café crème', 'the cafe', 'Crème brûlée and café']],
    [{ subject__exactphrase: 'and café' }, ['Crème brûlée and café']],
    [{ subject__iexactphrase: 'CAFÉ' }, ['Café crème', 'Crème brûlée and café']],
    [
      { subject__iexactphrase: { value: 'cafe', comparison: 'IgnoreCaseAndNonSpacingCharacters' } },
      ['Café crème', 'the cafe', 'Crème brûlée and café'],
    ],
    [{ subject__contains: { value: 'creme', comparison: 'IgnoreNonSpacingCharacters' } }, ['Café crème']],
  ] as const)('%j finds what has such words', async (where, expected) => {
    const found = await alice.drafts
      .filter(where as never)
      .pluck('subject')
      .toArray();
    expect(new Set(found)).toEqual(new Set(expected));
  });

  test('a view of a calendar, which is filtered here, knows the same lookups', async () => {
    const span = { start: '2025-03-03', end: '2025-03-03' } as const;
    for (const subject of SUBJECTS)
      await alice.calendar.create({ subject, start: '2025-03-03T10:00', end: '2025-03-03T11:00' });
    const found = async (where: object) =>
      (await alice.calendar
        .view(span)
        .filter(where as never)
        .pluck('subject')
        .toArray()) as string[];
    expect((await found({ subject__iprefixonwords: 'caf' })).length).toBe(3);
    expect(await found({ subject__exactphrase: 'and café' })).toEqual(['Crème brûlée and café']);
    expect(await found({ subject__contains: { value: 'creme', comparison: 'Loose' } })).toEqual(['Café crème']);
    expect((await found({ size__excludes: 0 })).length).toBe(4);
    expect(await found({ size__excludes: 0xffffffff })).toEqual([]);
  });

  test('a comparison that there is none of is refused by its path', async () => {
    const where = { subject__contains: { value: 'x', comparison: 'Vague' } };
    const error = await wire.refusalOf(() => wire.account.inbox.filter(where as never).count());
    expect(error).toBeInstanceOf(ValidationError);
    expect(error.message).toContain('filter.subject__contains.comparison: expected one of Exact, IgnoreCase');
  });
});

describe('bits', () => {
  test('excludes is sent as Excludes with a bitmask', async () => {
    expect(await restriction({ size__excludes: 0x84 })).toBe(
      xml('<Excludes><FieldURI FieldURI="item:Size"/><Bitmask Value="132"/></Excludes>'),
    );
  });

  test('excludes finds what has none of the bits set', async () => {
    const drafts = alice.drafts.withFields({ flags: mapi.messageFlags });
    const read = await drafts.only('subject', 'flags').toArray();
    const bits = read.map(({ flags }) => Number(flags));
    expect(bits.every((one) => (one & 8) === 8)).toBe(true);
    expect(await drafts.filter({ flags__excludes: 8 }).count()).toBe(0);
    expect(await drafts.exclude({ flags__excludes: 8 }).count()).toBe(SUBJECTS.length);
    expect(await drafts.filter({ flags__excludes: 0x40000 }).count()).toBe(SUBJECTS.length);
  });

  test.each([
    [{ subject__excludes: 1 }, 'only whole numbers have bits'],
    [{ size__excludes: -1 }, 'expected a whole number such as 0x04'],
    [{ size__excludes: 1.5 }, 'expected a whole number such as 0x04'],
    [{ size__excludes: 'x' }, 'expected a whole number such as 0x04'],
  ])('%j is refused', async (where, message) => {
    const error = await wire.refusalOf(() => wire.account.inbox.filter(where as never).count());
    expect(error.message).toContain(message);
  });
});
