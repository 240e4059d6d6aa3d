/** Options are refused by name, with what was meant; and what may be a secret is not shown. */
import { expect, test } from '@jest/globals';
import { AUTODISCOVER_RULES } from '../../src/autodiscover/options.js';
import { DIAGNOSE_RULES } from '../../src/doctor/options.js';
import {
  listOf,
  number,
  oneOf,
  optionViolations,
  type Rules,
  recordOf,
  secret,
  shapeOf,
  TEXT,
} from '../../src/errors.js';
import { Account } from '../../src/index.js';

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

test('Account.connect(): neither', async () => {
  const wrong = {
    email: 'a@b.test',
    credentials: SECRET,
    tls: SECRET,
    proxy: 5,
    endpoint: SECRET,
    protocol: { versions: 1 },
  };
  const error = await Account.connect(wrong as never).catch(
    (reason: unknown) => reason as Error & { violations: unknown },
  );
  const paths = ['credentials', 'endpoint', 'tls', 'proxy', 'protocol.versions'];
  expect(error).toMatchObject({
    violations: expect.arrayContaining(paths.map((path) => expect.objectContaining({ path }))),
  });
  expect(JSON.stringify(error) + String(error)).not.toContain('hunter2');
});

test('what is inside of an option is named by its path', () => {
  const person = shapeOf({ name: TEXT, key: secret(TEXT) });
  const rules = {
    people: recordOf(secret(person)),
    ways: listOf(oneOf('basic', 'ntlm')),
    rate: number(0, 1),
  };
  const given = {
    people: { a: { nmae: 'A' }, b: SECRET, c: { key: 5 }, d: undefined },
    ways: ['basic', 'nltm'],
    rate: 7,
  };
  expect(optionViolations(given as object, rules as Rules<object>)).toEqual([
    { path: "people['a'].nmae", message: "there is no such option; did you mean 'name'?" },
    { path: "people['b']", message: 'expected an object' },
    { path: "people['c'].key", message: 'expected a string' },
    { path: 'ways[1]', message: `expected one of 'basic', 'ntlm', got "nltm"; did you mean 'ntlm'?` },
    { path: 'rate', message: 'expected a number from 0 to 1, got 7' },
  ]);
});

test.each([
  [{ pin: ['x'] }, 'tls.pin', "there is no such option; did you mean 'pins'?"],
  [{ pins: 'x' }, 'tls.pins', 'expected one or more of the form'],
  [{ rejectUnauthorized: false }, 'tls.rejectUnauthorized', 'expected nothing else than true'],
  [{ passphrase: 5 }, 'tls.passphrase', 'expected a string'],
])('tls: %j', async (tls, path, message) => {
  const login = { email: 'a@b.test', credentials: { username: 'a', password: 'b' }, endpoint: 'http://127.0.0.1:1/' };
  await expect(Account.connect({ ...login, tls } as never)).rejects.toMatchObject({
    violations: [{ path, message: expect.stringContaining(message) }],
  });
});

test('what is quoted of what was given has no password, in the list either', async () => {
  const given = 'https://alice:hunter2-x@mail.example.test/autodiscover';
  const error = await Account.connect({ email: 'a@b.test', autodiscover: given } as never).catch((error) => error);
  expect(error.violations).toContainEqual(expect.objectContaining({ path: 'autodiscover' }));
  expect(JSON.stringify([error.violations, error.message])).not.toContain('hunter2-x');
});
