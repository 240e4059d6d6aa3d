/**
 * An authority in the shape of Microsoft's Entra ID, made of oidc-provider: its paths, its scopes, tokens for Exchange. What msal-node
 * says and the standard does not is translated on the way in. Also the browser of a person who signs in there.
 */
import { createPublicKey, verify } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { jest } from '@jest/globals';
import { generate } from 'selfsigned';

export const TENANT = '11111111-2222-4333-8444-555555555555';
export const RESOURCE = 'https://outlook.office365.com';
const DEFAULT = `${RESOURCE}/.default`;
const ACCESS = `${RESOURCE}/EWS.AccessAsUser.All`;
const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';
const HYBRID = 'https://mail.example.test/EWS.AccessAsUser.All';

export interface Entra extends AsyncDisposable {
  readonly authority: string;
  /** Certificate to trust. */
  readonly ca: string;
  /** Who presents this may act as the client `robot`. */
  readonly robot: { certificate: string; privateKey: string };
  /** Grant types of the answered token requests, in order. */
  readonly grants: string[];
  /** Claims of a token; throws if it is not one of ours. */
  judge(token: string): Promise<Record<string, unknown>>;
  /** Goes to a page as alice does: fills in every form; gives back where it ended, or the first URL that starts with `until`. */
  browse(url: string, until?: string): Promise<string>;
}

/** What is used of oidc-provider, which has no types of its own. */
interface Library {
  Provider: new (
    issuer: string,
    configuration: object,
  ) => {
    callback(): (request: object, response: object) => void;
    registerGrantType(name: string, handler: (context: GrantContext) => Promise<void>, parameters: string[]): void;
  };
}

/** What a handler of a grant is given. */
interface GrantContext {
  body: unknown;
  status: number;
  oidc: {
    client: unknown;
    params: Record<string, string>;
    provider: Record<'AccessToken' | 'ResourceServer', new (...given: unknown[]) => Record<string, unknown>>;
  };
}

export const PASSWORD = 'alice-has-a-password';

async function byPassword(context: GrantContext): Promise<void> {
  const { client, params, provider } = context.oidc;
  if (params['username'] !== 'alice@example.test' || params['password'] !== PASSWORD) {
    context.status = 400;
    context.body = { error: 'invalid_grant', error_description: 'wrong name or password' };
    return;
  }
  const token = new provider.AccessToken({ accountId: params['username'], client, gty: 'password', scope: ACCESS });
  token['resourceServer'] = new provider.ResourceServer(RESOURCE, {
    scope: ACCESS,
    audience: RESOURCE,
    accessTokenFormat: 'jwt',
    accessTokenTTL: 3600,
  });
  const value = await (token['save'] as () => Promise<string>).call(token);
  context.body = { access_token: value, token_type: 'Bearer', expires_in: 3600, scope: ACCESS };
}

/** It warns and explains a good deal. Under Jest, structuredClone() gives objects of another realm, which it takes for no objects. */
function tame(): () => void {
  const spies = (['warn', 'info'] as const).map((name) =>
    jest.spyOn(console, name).mockImplementation(() => undefined),
  );
  const { structuredClone } = globalThis;
  globalThis.structuredClone = (value) => JSON.parse(JSON.stringify(value));
  return () => {
    globalThis.structuredClone = structuredClone;
    for (const spy of spies) spy.mockRestore();
  };
}

/** `host`: its name, where that is to be another than this machine's; then it can be reached through a proxy only. */
export async function startEntra(host = 'localhost'): Promise<Entra> {
  const release = tame();
  const altNames = [...new Set(['localhost', host])].map((value) => ({ type: 2 as const, value }));
  const own = await generate([{ name: 'commonName', value: 'localhost' }], {
    algorithm: 'sha256',
    extensions: [{ name: 'subjectAltName', altNames }],
  });
  const robot = await generate([{ name: 'commonName', value: 'robot' }], { algorithm: 'sha256' });
  const server = https.createServer({ key: own.private, cert: own.cert });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  const authority = `https://${host}:${port}/${TENANT}`;
  const grants: string[] = [];
  const answer = await provider(authority, robot.cert);
  server.on('request', async (request, response) => {
    const full = (request.url ?? '').replace('/v2.0/.well-known/', '/.well-known/');
    if (!full.startsWith(`/${TENANT}`)) return void response.writeHead(404).end();
    const path = full.slice(TENANT.length + 1);
    Object.assign(request, { url: path, originalUrl: full });
    if (path.startsWith('/oauth2/v2.0/token')) {
      let text = '';
      for await (const chunk of request) text += chunk;
      const form = Object.fromEntries(new URLSearchParams(text));
      const grant = form['grant_type'] ?? '';
      // The standard gives a refresh token for this scope only to who consents each time, and then wants it said again.
      form['scope'] = form['scope']?.replace(/\boffline_access\b ?/, '').trim() ?? '';
      if (form['scope'] === '') delete form['scope'];
      response.once('finish', () => response.statusCode === 200 && grants.push(grant));
      Object.assign(request, { body: { ...form, grant_type: grant === 'device_code' ? DEVICE_GRANT : grant } });
    }
    answer(request, response);
  });
  const agent = new https.Agent({ ca: own.cert });
  return {
    authority,
    ca: own.cert,
    robot: { certificate: robot.cert, privateKey: robot.private },
    grants,
    judge: (token) => judge(token, authority, agent),
    browse: (url, until) => browse(url, until, agent),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      release();
    },
  };
}

async function provider(issuer: string, certificate: string) {
  const name: string = 'oidc-provider';
  const { Provider } = (await import(name)) as Library;
  const program = { grant_types: ['client_credentials'], redirect_uris: [], response_types: [], scope: DEFAULT };
  const scope = ['openid', 'profile', 'offline_access', ACCESS, HYBRID].join(' ');
  const person = {
    grant_types: ['authorization_code', 'refresh_token', 'password', DEVICE_GRANT],
    response_types: ['code'],
    scope,
  };
  const key = { ...createPublicKey(certificate).export({ format: 'jwk' }), use: 'sig' };
  const configuration = {
    clients: [
      { client_id: 'daemon', client_secret: 's3cret', token_endpoint_auth_method: 'client_secret_post', ...program },
      { client_id: 'robot', token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [key] }, ...program },
      {
        client_id: 'desktop',
        application_type: 'native',
        token_endpoint_auth_method: 'none',
        redirect_uris: ['http://localhost', 'http://localhost/signed-in'],
        ...person,
      },
    ],
    scopes: ['openid', 'profile', 'offline_access', DEFAULT, ACCESS, HYBRID],
    claims: { openid: ['sub'], profile: ['name', 'preferred_username'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    issueRefreshToken: () => true,
    rotateRefreshToken: false,
    cookies: { keys: ['for tests only'] },
    features: {
      clientCredentials: { enabled: true },
      deviceFlow: { enabled: true },
      devInteractions: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => RESOURCE,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: [DEFAULT, ACCESS, HYBRID].join(' '),
          audience: RESOURCE,
          accessTokenFormat: 'jwt',
          accessTokenTTL: 3600,
        }),
      },
    },
    findAccount: (_: unknown, id: string) => ({
      accountId: id,
      claims: () => ({ sub: id, preferred_username: id, name: id }),
    }),
    routes: {
      authorization: '/oauth2/v2.0/authorize',
      token: '/oauth2/v2.0/token',
      device_authorization: '/oauth2/v2.0/devicecode',
      jwks: '/discovery/v2.0/keys',
    },
  };
  const provided = new Provider(issuer, configuration);
  // RFC 6749, 4.3: newer than oidc-provider cares for, and Entra has it.
  provided.registerGrantType('password', byPassword, ['username', 'password', 'scope']);
  return provided.callback();
}

/** As Exchange does it: signature by the authority's keys, then audience. */
async function judge(token: string, authority: string, agent: https.Agent): Promise<Record<string, unknown>> {
  const [head = '', body = '', signature = ''] = token.split('.');
  const decoded = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  const { keys } = JSON.parse((await get(`${authority}/discovery/v2.0/keys`, agent)).text);
  const jwk = keys.find(({ kid }: { kid: string }) => kid === decoded(head).kid);
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  if (!verify('sha256', Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url')))
    throw new Error('bad signature');
  const claims = decoded(body);
  if (claims.aud !== RESOURCE || claims.iss !== authority) throw new Error('not for Exchange');
  return claims;
}

interface Page {
  status: number;
  location: string | undefined;
  cookies: string[];
  text: string;
}

function get(url: string, agent: https.Agent, headers: Record<string, string> = {}, form?: string): Promise<Page> {
  return new Promise((resolve, reject) => {
    const secure = url.startsWith('https:');
    const request = (secure ? https : http).request(
      url,
      { agent: secure ? agent : undefined, headers, method: form === undefined ? 'GET' : 'POST' },
      async (answer) => {
        let text = '';
        for await (const chunk of answer) text += chunk;
        const { location, 'set-cookie': cookies = [] } = answer.headers;
        resolve({ status: answer.statusCode ?? 0, location, cookies, text });
      },
    );
    request.on('error', reject);
    request.end(form);
  });
}

async function browse(start: string, until: string | undefined, agent: https.Agent): Promise<string> {
  const jar = new Map<string, string>();
  let [url, form] = [start, undefined as string | undefined];
  for (let step = 0; step < 20; step++) {
    const headers: Record<string, string> = { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') };
    if (form !== undefined) headers['content-type'] = 'application/x-www-form-urlencoded';
    const page = await get(url, agent, headers, form);
    for (const cookie of page.cookies) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      jar.set(name, value);
    }
    form = undefined;
    if (page.location) {
      url = new URL(page.location, url).href;
      if (until && url.startsWith(until)) return url;
      continue;
    }
    const action = /<form[^>]*action="([^"]+)"/.exec(page.text)?.[1];
    if (!action) return url;
    form = filledIn(page.text, url);
    url = new URL(action.replaceAll('&amp;', '&'), url).href;
  }
  throw new Error('the pages do not end');
}

function filledIn(html: string, url: string): string {
  const fields = new URLSearchParams();
  for (const [tag] of html.matchAll(/<input[^>]*>/g)) {
    const name = /name="([^"]+)"/.exec(tag)?.[1];
    if (name) fields.set(name, /value="([^"]*)"/.exec(tag)?.[1] ?? '');
  }
  if (fields.has('login')) fields.set('login', 'alice@example.test');
  if (fields.has('password')) fields.set('password', 'any');
  if (fields.has('user_code'))
    fields.set('user_code', new URL(url).searchParams.get('user_code') ?? fields.get('user_code') ?? '');
  return fields.toString();
}
