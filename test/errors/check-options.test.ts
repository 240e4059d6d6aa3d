/** Options are refused by name, with what was meant; and what may be a secret is not shown. */
import { expect, test } from '@jest/globals';
import { AUTODISCOVER_RULES } from '../../src/autodiscover/options.js';
import { DIAGNOSE_RULES } from '../../src/doctor/options.js';
import { optionViolations, type Rules } from '../../src/errors.js';

const SECRET = 'hunter2-in-an-option';

test.each([
  ['autodiscover', AUTODISCOVER_RULES],
  ['diagnose', DIAGNOSE_RULES],
])('%s: an option that can hold a password is not shown', (_, rules) => {
  const wrong = { credentials: SECRET, tls: SECRET, proxy: 5, url: SECRET, endpoint: SECRET, autodiscover: SECRET };
  const given = Object.fromEntries(Object.entries(wrong).filter(([key]) => key in rules));
  const violations = optionViolations(given as object, rules as Rules<object>);
  expect(violations.map(({ path }) => path)).toEqual(Object.keys(given));
  expect(JSON.stringify(violations)).not.toContain('hunter2');
});

test('the diagnosis takes no agent: it opens its sockets itself', () => {
  expect(optionViolations({ target: 'b.test', agent: {} } as object, DIAGNOSE_RULES as Rules<object>)).toEqual([
    { path: 'agent', message: 'there is no such option' },
  ]);
});

test('names of the language are no options', () => {
  const given = JSON.parse('{ "__proto__": 1, "constructor": 2 }') as object;
  expect(optionViolations(given, DIAGNOSE_RULES as Rules<object>).map(({ path }) => path)).toEqual([
    '__proto__',
    'constructor',
  ]);
});
