/**
 * A search against scripted DNS and HTTP, and the words that servers answer with. What was asked, and with which rights, is kept.
 */
import { inspect } from 'node:util';
import { expect } from '@jest/globals';
import type { TransportOptions } from '../../src/auth/create-transport.js';
import { credentials } from '../../src/auth/credentials.js';
import { discoverFrom } from '../../src/autodiscover/discover.js';
import type { AutodiscoverOptions, AutodiscoverResult } from '../../src/autodiscover/options.js';
import type { SrvTarget } from '../../src/autodiscover/srv.js';
import { AuthenticationError, type AutodiscoverError, TransportError } from '../../src/errors.js';
import type { HttpRequest, HttpResponse, Transport } from '../../src/http/transport.js';

export interface Reply {
  /** The only scheme that is offered, before anything else is said. */
  asks?: 'Basic' | 'Bearer' | 'NTLM';
  status?: number;
  location?: string;
  body?: string;
}

export type Script = Record<string, Reply | 'refuses' | 'bad certificate' | 'wrong password'>;

export const NS = 'http://schemas.microsoft.com/exchange/2010/Autodiscover';
export const EWS = 'https://mail.b.test/EWS/Exchange.asmx';
export const ROOT = 'https://b.test/autodiscover/autodiscover';
export const AUTO = 'https://autodiscover.b.test/autodiscover/autodiscover';
export const PLAIN = 'GET http://autodiscover.b.test/autodiscover/autodiscover.xml';

export const soap = (inner: string): Reply => ({
  body: `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header><h:ServerVersionInfo xmlns:h="${NS}"><h:MajorVersion>15</h:MajorVersion><h:MinorVersion>2</h:MinorVersion><h:MajorBuildNumber>2562</h:MajorBuildNumber></h:ServerVersionInfo></s:Header><s:Body><GetUserSettingsResponseMessage xmlns="${NS}"><Response>${inner}</Response></GetUserSettingsResponseMessage></s:Body></s:Envelope>`,
});
export const user = (inner: string): Reply =>
  soap(`<ErrorCode>NoError</ErrorCode><UserResponses><UserResponse>${inner}</UserResponse></UserResponses>`);
export const settings = (values: Record<string, string> = { ExternalEwsUrl: EWS }): Reply =>
  user(
    `<ErrorCode>NoError</ErrorCode><UserSettingErrors><UserSettingError><ErrorCode>SettingIsNotAvailable</ErrorCode><SettingName>UserDN</SettingName></UserSettingError></UserSettingErrors><UserSettings>${Object.entries(
      values,
    )
      .map(([name, value]) => `<UserSetting><Name>${name}</Name><Value>${value}</Value></UserSetting>`)
      .join('')}</UserSettings>`,
  );
export const redirect = (code: 'RedirectUrl' | 'RedirectAddress', target: string): Reply =>
  user(`<ErrorCode>${code}</ErrorCode><RedirectTarget>${target}</RedirectTarget>`);
export const pox = (url = EWS): Reply => ({
  body: `<Autodiscover><Response><Account><Protocol><Type>EXPR</Type><EwsUrl>${url}</EwsUrl></Protocol></Account></Response></Autodiscover>`,
});

export interface Asked {
  readonly what: string;
  readonly credentials: boolean;
  /** The password or the token itself may be sent, if only it is asked for. */
  readonly exposed: boolean;
  readonly timeoutMs: number | undefined;
  readonly body: string;
}

const textOf = (body: HttpRequest['body']) => (body instanceof Uint8Array ? Buffer.from(body).toString('utf8') : '');

/** Runs a search; hosts that the script does not name are not in DNS, and paths of hosts that it names are 404. */
export async function search(
  script: Script,
  options: Partial<AutodiscoverOptions> = {},
  srv: readonly Partial<SrvTarget>[] | Error = Object.assign(new Error('none'), { code: 'ENODATA' }),
) {
  const asked: Asked[] = [];
  const hosts = new Set(Object.keys(script).map((key) => new URL(key.replace(/^\w+ /, '')).host));
  const connect = ({ server, credentials, timeoutMs }: TransportOptions): Transport => ({
    async request({ method, url, body: sent }: HttpRequest): Promise<HttpResponse> {
      const what = `${method} ${url.origin}${url.pathname}`;
      const schemes = credentials?.schemes ?? [];
      const exposed = schemes.some(({ exposes }) => exposes);
      asked.push({ what, credentials: credentials !== undefined, exposed, timeoutMs, body: textOf(sent) });
      expect(String(server)).toContain(url.host);
      if (!hosts.has(url.host)) throw new TransportError('ERR_HOST_NOT_FOUND', `${url.host} cannot be found in DNS.`);
      const reply = script[what] ?? script[`${url.origin}${url.pathname}`] ?? { status: 404 };
      if (reply === 'refuses')
        throw new TransportError('ERR_CONNECTION_REFUSED', `${url.host} refused the connection.`);
      if (reply === 'bad certificate')
        throw new TransportError('ERR_CERTIFICATE', `${url.host} has a bad certificate.`);
      if (reply === 'wrong password')
        throw new AuthenticationError('ERR_UNAUTHORIZED', `${url.host} refused the login.`);
      if (reply.asks && !credentials)
        throw new AuthenticationError('ERR_UNAUTHORIZED', `${url.host} wants to know who asks (401).`);
      if (reply.asks && !schemes.some(({ scheme }) => scheme === reply.asks))
        throw new AuthenticationError('ERR_NO_COMMON_SCHEME', `${url.host} offers ${reply.asks}.`);
      const { status = reply.location ? 302 : 200, location, body = '' } = reply;
      return { status, headers: location ? { location } : {}, challenges: [], url, body: Buffer.from(body) };
    },
    openStream: () => Promise.reject(new Error('not here')),
    async [Symbol.asyncDispose]() {},
  });
  const run = discoverFrom(
    {
      email: 'ann@b.test',
      credentials: credentials({ username: 'ann', password: 'hunter2' }),
      cache: false,
      resolveSrv: async () => {
        if (srv instanceof Error) throw srv;
        return srv.map((each) => ({ name: '', port: 443, priority: 0, weight: 0, ...each }));
      },
      ...options,
    },
    undefined,
    connect,
  );
  const result = await run.catch((error: AutodiscoverError) => error);
  expect(inspect(result, { depth: 9 })).not.toMatch(/hunter2|aHVudGVyMg/);
  return {
    result,
    asked: asked.map(({ what }) => what),
    requests: asked,
    trusted: asked.filter(({ credentials }) => credentials),
    steps: (result as AutodiscoverResult).steps,
  };
}

export const found = { ewsUrl: EWS };
export const lost = { code: 'ERR_AUTODISCOVER' };
