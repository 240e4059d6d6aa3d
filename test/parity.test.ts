/** The tables that say what is proven (docs/parity.tsv, docs/interop-names.tsv) name tests that there are. */
import { describe, expect, test } from '@jest/globals';
import { checkInteropNames, checkParity, checkPromises, parity, type Row, type Tests } from '../scripts/parity.mjs';
import { fillings, namesIn } from '../scripts/test-names.mjs';

test('every test that is named is there, and is about its row', () => {
  const { faults, sections, interop } = parity('.');
  expect(faults.slice(0, 20)).toEqual([]);
  expect(Object.keys(sections)).toHaveLength(12);
  expect(interop.names).toBe(414);
});

describe('a row is refused', () => {
  const tests: Tests = new Map([
    [
      'test/a.test.ts',
      { text: "test.each(['red', 'Subject'])('%s', f)", names: ['mail > is sent', 'mail > %s is read', '%s'] },
    ],
  ]);
  const good = {
    ID: 'API-001',
    status: 'works',
    subject: 'sending mail',
    file: 'test/a.test.ts',
    test: 'mail > is sent',
    note: '',
  };
  const faultsOf = (changes: object) =>
    checkParity([{ ...good, ...changes, line: 2, width: 0 } as Row], tests).filter((fault) => fault.includes('tsv:2'));

  test('not when all is well, nor with a name that a table makes', () => {
    expect(faultsOf({})).toEqual([]);
    expect(faultsOf({ test: 'mail > Subject is read' })).toEqual([]);
    expect(faultsOf({ test: 'red', subject: 'red things' })).toEqual([]);
  });

  test.each([
    [{ file: 'test/b.test.ts' }, "no test file 'test/b.test.ts'"],
    [{ test: 'is sent' }, "has no test 'is sent'"],
    [{ test: 'mail > is lost' }, "has no test 'mail > is lost'"],
    [{ test: 'mail > Size is read' }, "has no test 'mail > Size is read'"],
    [{ test: 'blue', subject: 'blue things' }, "has no test 'blue'"],
    [{ subject: 'folders with rights' }, 'no word in common'],
    [{ subject: 'what is each' }, 'the subject says nothing'],
    [{ status: 'fine' }, "the status 'fine' is none of"],
    [{ status: 'open' }, 'without a note'],
    [{ ID: 'XYZ-001' }, 'no section'],
  ])('with %j', (changes, says) => {
    expect(faultsOf(changes)).toEqual([expect.stringContaining(says)]);
  });

  test('that is missing, or there twice', () => {
    const faults = checkParity([{ ...good, line: 2, width: 0 } as Row, { ...good, line: 3, width: 0 } as Row], tests);
    expect(faults).toContain('docs/parity.tsv: API-001 is there 2 times');
    expect(faults).toContain('docs/parity.tsv: API-002 is there 0 times');
  });

  test('of what documents promise, too', () => {
    const row = { source: 'manual', feature: 'flying', status: 'open', note: 'no wings', line: 2, width: 0 };
    expect(checkPromises([row, { ...row, status: 'works', note: '' }])).toEqual([]);
    expect(checkPromises([{ ...row, note: '' }])).toEqual(["docs/promises.tsv:2: 'open' without a note"]);
    expect(checkPromises([{ ...row, status: 'raw' }])[0]).toContain("the status 'raw' is none of");
  });

  test('of the interop names, too', () => {
    const row = {
      suite: 'S',
      case: 'C',
      file: 'test/a.test.ts',
      test: 'mail > is lost',
      line: 2,
      width: 0,
    } as unknown as Row;
    expect(checkInteropNames([row], tests)[0]).toContain("has no test 'mail > is lost'");
    expect(checkInteropNames([{ ...row, file: '', test: '' } as Row], tests)).toHaveLength(1);
  });
});

test('names are found as they are nested, tables and long ones too', () => {
  const text = `
describe('a', () => {
  test("b's", () => {});
  describe.each([1])('c %i', () => {
    test.each([
      ['x('],
    ])('d %s', () => {});
    test(
      'e',
      () => {},
    );
  });
  test.each(f(x))('g', () => {});
});
test(\`h \${i}\`, () => {});
`;
  expect(namesIn(text)).toEqual(["a > b's", 'a > c %i > d %s', 'a > c %i > e', 'a > g', 'h $' + '{i}']);
  expect(fillings('a > c %i > d %s', 'a > c 1 > d x(')).toEqual(['1', 'x(']);
  expect(fillings('a.b', 'a-b')).toBeUndefined();
});
