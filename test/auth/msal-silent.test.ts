/** Whom msal() asks for a token, by a stand-in for msal-node: which authority, and when a person is asked anew. */
import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { MsalOptions } from '../../src/auth/msal.js';
import { rejection } from '../http/servers.js';

class ServerError extends Error {
  constructor(readonly errorCode: string) {
    super(errorCode);
  }
}
class InteractionRequiredAuthError extends ServerError {}

const seen = { authorities: [] as string[], known: [] as string[][], silent: [] as object[], people: 0 };
let accounts: { username: string }[] = [];
let fails: Error | undefined;

class PublicClientApplication {
  constructor({ auth }: { auth: { authority: string; knownAuthorities: string[] } }) {
    seen.authorities.push(auth.authority);
    seen.known.push(auth.knownAuthorities);
  }
  getTokenCache = () => ({ getAllAccounts: async () => accounts });
  async acquireTokenSilent(asked: object) {
    seen.silent.push(asked);
    if (fails) throw fails;
    return { accessToken: 'silent', expiresOn: null };
  }
  async acquireTokenByDeviceCode() {
    seen.people++;
    return { accessToken: 'asked', expiresOn: null };
  }
}
class ConfidentialClientApplication extends PublicClientApplication {
  acquireTokenByClientCredential = async () => ({ accessToken: 'program', expiresOn: null });
}

jest.unstable_mockModule('@azure/msal-node', () => ({
  PublicClientApplication,
  ConfidentialClientApplication,
  ServerError,
  InteractionRequiredAuthError,
}));

beforeEach(() => {
  Object.assign(seen, { authorities: [], known: [], silent: [], people: 0 });
  accounts = [];
  fails = undefined;
});

async function ask(options: object): Promise<string | undefined> {
  const { msal } = await import('../../src/auth/msal.js');
  const [scheme] = msal({ clientId: 'x', ...options } as MsalOptions).schemes;
  return (scheme as { authorization(...args: unknown[]): Promise<string | undefined> }).authorization(
    { url: new URL('https://mail.b.test/') },
    undefined,
    {},
  );
}
const person = { deviceCode: () => undefined };

describe('the authority', () => {
  test.each([
    [{ ...person }, 'https://login.microsoftonline.com/organizations', []],
    [{ ...person, tenant: 'b.test' }, 'https://login.microsoftonline.com/b.test', []],
    [{ clientSecret: 's', tenant: 'b.test' }, 'https://login.microsoftonline.com/b.test', []],
    [
      { ...person, authority: 'https://adfs.b.test/adfs', tenant: 'c.test' },
      'https://adfs.b.test/adfs',
      ['adfs.b.test'],
    ],
    [{ ...person, authority: 'https://login.windows.net/b.test' }, 'https://login.windows.net/b.test', []],
  ])('%j', async (options, authority, known) => {
    await ask(options);
    expect([seen.authorities, seen.known]).toEqual([[authority], [known]]);
  });
});

describe('somebody who has signed in before', () => {
  test('is not asked', async () => {
    accounts = [{ username: 'ann@b.test' }];
    expect(await ask(person)).toBe('Bearer silent');
    expect([seen.people, seen.silent]).toEqual([0, [expect.objectContaining({ account: accounts[0] })]]);
  });

  test.each([
    ['a person has to do something', new InteractionRequiredAuthError('login_required')],
    ['the refresh token has ended, in the words of the standard', new ServerError('invalid_grant')],
  ])('is asked where %s', async (_, why) => {
    [accounts, fails] = [[{ username: 'ann@b.test' }], why];
    expect(await ask(person)).toBe('Bearer asked');
    expect(seen.people).toBe(1);
  });

  test.each([
    ['the authority is not well', new ServerError('temporarily_unavailable')],
    ['something else says the same', Object.assign(new Error('no'), { errorCode: 'invalid_grant' })],
    ['the network is gone', new Error('network_error')],
  ])('is not asked where %s: that is an error', async (_, why) => {
    [accounts, fails] = [[{ username: 'ann@b.test' }], why];
    expect(await rejection(ask(person))).toMatchObject({ code: 'ERR_CREDENTIALS' });
    expect(seen.people).toBe(0);
  });

  test.each([
    [undefined, 'ann@b.test'],
    ['ANN@b.test', 'ann@b.test'],
    ['Bob@B.test', 'bob@b.test'],
    ['eve@b.test', undefined],
  ])('is the one of several that `username` names: %p', async (username, account) => {
    accounts = [{ username: 'ann@b.test' }, { username: 'bob@b.test' }];
    await ask({ ...person, username });
    expect(seen.silent).toEqual(
      account === undefined ? [] : [expect.objectContaining({ account: { username: account } })],
    );
    expect(seen.people).toBe(account === undefined ? 1 : 0);
  });
});
