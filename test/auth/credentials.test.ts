/** What each kind of credentials brings along, in which order, and what it refuses at once. */
import { describe, expect, test } from '@jest/globals';
import { createTransport, type TransportOptions } from '../../src/auth/create-transport.js';
import { basic, type Credentials, credentials, digest, kerberos, ntlm, oauth } from '../../src/auth/credentials.js';
import { said } from '../support/said.js';

const user = { username: 'ann@b.test', password: 'x' };
const KINDS: readonly [string, () => Credentials, string[], string[]][] = [
  ['credentials', () => credentials(user), ['NTLM', 'Negotiate', 'Digest', 'Basic'], ['Basic']],
  ['ntlm', () => ntlm(user), ['NTLM', 'Negotiate'], []],
  ['digest', () => digest(user), ['Digest'], []],
  ['basic', () => basic(user), ['Basic'], ['Basic']],
  ['kerberos', () => kerberos(), ['Negotiate'], []],
  ['kerberos of a user', () => kerberos(user), ['Negotiate'], []],
  ['oauth', () => oauth({ getToken: () => 't' }), ['Bearer'], ['Bearer']],
];

test.each(KINDS)(
  '%s: schemes, strongest first, and which of them give the secret itself away',
  (_, make, names, open) => {
    const made = make();
    expect(made.schemes.map(({ scheme }) => scheme)).toEqual(names);
    expect(made.schemes.filter(({ exposes }) => exposes).map(({ scheme }) => scheme)).toEqual(open);
    const shown = `Credentials(${names.join(', ')}; secrets hidden)`;
    expect([String(made), JSON.stringify(made)]).toEqual([shown, JSON.stringify(shown)]);
  },
);

test.each(KINDS)('%s without what gives the secret away', (_, make, names, open) => {
  const rest = names.filter((name) => !open.includes(name));
  expect(make().unexposed?.schemes.map(({ scheme }) => scheme) ?? []).toEqual(rest);
});

const failure = (run: () => unknown) => {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
};

describe('is refused at once', () => {
  const UNSET = 'Is an environment variable unset?';
  const NAMED: readonly [string, (given: object) => unknown][] = [
    ['credentials', (given) => credentials(given as never)],
    ['ntlm', (given) => ntlm(given as never)],
    ['digest', (given) => digest(given as never)],
    ['basic', (given) => basic(given as never)],
  ];

  test.each(NAMED)('%s without a name or a password', (_, make) => {
    for (const [given, missing] of [
      [{ ...user, username: undefined }, 'username'],
      [{ ...user, username: '' }, 'username'],
      [{ ...user, username: 5 }, 'username'],
      [{ ...user, password: undefined }, 'password'],
      [undefined, 'username'],
    ] as const) {
      const error = failure(() => make(given as never));
      expect(error).toMatchObject({ code: 'ERR_CREDENTIALS', remedy: UNSET });
      expect(said(error)).toBe(`The credentials have no ${missing}.`);
    }
    expect(failure(() => make({ ...user, password: '' }))).toBeUndefined();
  });

  test('kerberos with half a user, or a name in the form of NTLM', () => {
    expect(said(failure(() => kerberos({ username: 'ann' })))).toBe('The credentials have no password.');
    expect(said(failure(() => kerberos({ password: 'x' })))).toBe('The credentials have no username.');
    const error = failure(() => kerberos({ ...user, username: 'B\\ann' }));
    expect(said(error)).toBe('Kerberos does not know user names in the form DOMAIN\\user.');
    expect(error).toMatchObject({ code: 'ERR_CREDENTIALS', remedy: 'Use user@domain.' });
  });

  test.each([undefined, {}, { getToken: 'x' }])('oauth(%j)', (options) => {
    const error = failure(() => oauth(options as never));
    expect(said(error)).toBe('oauth() has no getToken function.');
    expect(error).toMatchObject({ code: 'ERR_CREDENTIALS', remedy: 'Call oauth({ getToken }).' });
  });

  test('basic with a colon in the name, which would be taken for the end of it', async () => {
    await using transport = createTransport({
      server: 'http://127.0.0.1:9',
      credentials: basic({ ...user, username: 'a:b' }),
    });
    const url = new URL('http://127.0.0.1:9/');
    const error = await transport.request({ method: 'GET', url }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'ERR_CREDENTIALS' });
    expect(said(error)).toBe('A user name with a colon cannot be sent by Basic.');
  });
});

describe('a transport', () => {
  const open = (options: Partial<TransportOptions>) =>
    failure(() => createTransport({ server: 'mail.b.test', ...options }));

  test.each(['mail.b.test', 'https://mail.b.test/x', 'http://mail.b.test', new URL('https://mail.b.test')])(
    'to %s',
    (server) => {
      expect(open({ server })).toBeUndefined();
    },
  );

  test('not to what speaks something else, nor to a URL with a login', () => {
    expect(open({ server: 'ftp://mail.b.test' })).toMatchObject({
      name: 'TypeError',
      message: 'The server must be a host name or an http(s) URL, not one with ftp:',
    });
    for (const server of ['https://ann@mail.b.test', 'https://:x@mail.b.test'])
      expect(said(open({ server }))).toBe('A server URL must not contain a user name or password.');
    expect(open({ server: 'https://ann:x@mail.b.test' })).toMatchObject({
      code: 'ERR_CREDENTIALS',
      remedy: 'Pass them as `credentials`.',
    });
  });

  test('with credentials over plain http: only to this machine, or where that is allowed', () => {
    const error = open({ server: 'http://mail.b.test:8080', credentials: basic(user) });
    expect(said(error)).toBe('Credentials are not sent to mail.b.test:8080 over plain http; nothing was sent.');
    expect(error).toMatchObject({
      code: 'ERR_INSECURE',
      server: 'mail.b.test:8080',
      remedy: 'Use https, or set `allowInsecure: true` if the network is yours alone.',
    });
    for (const options of [
      { server: 'http://mail.b.test', credentials: basic(user), allowInsecure: true },
      { server: 'http://127.0.0.1', credentials: basic(user) },
      { server: 'http://localhost', credentials: basic(user) },
      { server: 'https://mail.b.test', credentials: basic(user) },
    ])
      expect(open(options)).toBeUndefined();
  });

  test.each(['timeoutMs', 'connections', 'streams', 'maxResponseBytes'])('with a wrong %s', (name) => {
    expect(open({ [name]: -1 })).toMatchObject({ message: expect.stringMatching(`^The connection.*${name}`) });
    expect(open({ [name]: 1 })).toBeUndefined();
  });

  test('sends nothing to another server', async () => {
    await using transport = createTransport({ server: 'mail.b.test' });
    const url = new URL('https://evil.test/');
    await expect(transport.request({ method: 'GET', url })).rejects.toMatchObject({ code: 'ERR_INSECURE' });
    await expect(transport.openStream({ method: 'GET', url })).rejects.toMatchObject({ code: 'ERR_INSECURE' });
  });
});
