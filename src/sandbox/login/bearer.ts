/**
 * Bearer tokens: whose keys they are checked against, and whose mailbox they open. Without keys of somebody else's the sandbox is
 * its own authority and gives tokens away, so that a test needs none.
 */
import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type Claims, headerOf, type Jwks, signToken, TokenError, verifyToken } from './jwt.js';

/** Whose bearer tokens a sandbox takes. */
export interface BearerOptions {
  /** Keys of the authority: themselves, a URL that has them, or a file. Default: the sandbox's own. */
  jwks?: Jwks | string | URL | undefined;
  /** Who tokens must be made for (`aud`), one of these. Default with own keys: `https://sandbox.ewskit.test`; else anybody. */
  audience?: string | readonly string[] | undefined;
  /** Who tokens must be made by (`iss`). Default: anybody who has the keys. */
  issuer?: string | undefined;
  /** Told to clients in the challenge: where to get a token. */
  authorizationUri?: string | undefined;
}

/** Who a token speaks for: a user, or an application that may act as anybody. */
export type TokenOwner = { user: string } | { application: string };

/** Claims that name a user, as Entra, AD FS and oidc-provider write them; the first that is there counts. */
const USER_CLAIMS = ['smtp', 'upn', 'preferred_username', 'unique_name', 'email', 'sub'] as const;
/** Unknown keys are looked up anew, but not at every false token. */
const REFRESH_MS = 10_000;

/** Whom the sandbox's own tokens are for, wherever it listens. */
const OWN_AUDIENCE = 'https://sandbox.ewskit.test';

export class BearerAcceptor {
  readonly #options: BearerOptions;
  readonly #own: { key: KeyObject; jwks: Jwks } | undefined;
  #keys: Promise<Jwks> | undefined;
  #readAt = 0;

  constructor(options: BearerOptions = {}) {
    this.#options = options;
    this.#own = options.jwks === undefined ? makeKeys() : undefined;
  }

  /** Throws a TokenError that says why the token is refused. */
  async accept(token: string): Promise<TokenOwner> {
    const { audience = this.#own ? OWN_AUDIENCE : [], issuer } = this.#options;
    const jwks = await this.#keysFor(headerOf(token).kid);
    const claims = verifyToken(token, jwks, { audience: [audience].flat(), issuer });
    return ownerOf(claims);
  }

  /** A token of the sandbox's own; throws when the keys are somebody else's. */
  tokenFor(user: string, { expiresInS = 3600, claims = {} }: { expiresInS?: number; claims?: Claims } = {}): string {
    if (this.#own === undefined) throw new Error('The sandbox does not have the keys of its authority.');
    const iat = Math.floor(Date.now() / 1000);
    const { audience = OWN_AUDIENCE, issuer = 'https://sandbox.ewskit.test/' } = this.#options;
    const common = { aud: [audience].flat()[0], iss: issuer, iat, nbf: iat, exp: iat + expiresInS, jti: randomUUID() };
    return signToken({ ...common, upn: user, ...claims }, this.#own.key, this.#own.jwks.keys[0]?.kid ?? '');
  }

  /** The header of the 401. */
  challenge(error?: string): string {
    const uri = this.#options.authorizationUri;
    return [
      'Bearer client_id="00000002-0000-0ff1-ce00-000000000000"',
      'trusted_issuers="00000001-0000-0000-c000-000000000000@*"',
      'token_types="app_asserted_user_v1 service_asserted_app_v1"',
      ...(uri === undefined ? [] : [`authorization_uri="${uri}"`]),
      ...(error === undefined ? [] : [`error="invalid_token", error_description="${error.replaceAll('"', "'")}"`]),
    ].join(', ');
  }

  async #keysFor(kid: string | undefined): Promise<Jwks> {
    if (this.#own !== undefined) return this.#own.jwks;
    const known = this.#keys && (await this.#keys.catch(() => undefined));
    const isKnown = known !== undefined && (kid === undefined || known.keys.some((key) => key.kid === kid));
    if (isKnown || (known !== undefined && Date.now() - this.#readAt < REFRESH_MS)) return known;
    this.#readAt = Date.now();
    this.#keys = readKeys(this.#options.jwks as Jwks | string | URL);
    return this.#keys;
  }
}

async function readKeys(source: Jwks | string | URL): Promise<Jwks> {
  if (typeof source === 'object' && 'keys' in source) return source;
  const isUrl = /^https?:/.test(String(source));
  const text = isUrl
    ? await (await fetch(source, { signal: AbortSignal.timeout(10_000) })).text()
    : await readFile(source, 'utf8');
  const jwks = JSON.parse(text) as Jwks;
  if (!Array.isArray(jwks.keys)) throw new TokenError('The keys of the authority cannot be read.');
  return jwks;
}

function makeKeys(): { key: KeyObject; jwks: Jwks } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    key: privateKey,
    jwks: { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'sandbox', alg: 'ES256' }] },
  };
}

function ownerOf(claims: Claims): TokenOwner {
  const roles = claims['roles'];
  if (Array.isArray(roles) && roles.includes('full_access_as_app'))
    return { application: String(claims['appid'] ?? claims['azp'] ?? claims['sub'] ?? '') };
  const user = USER_CLAIMS.map((name) => claims[name]).find((value) => typeof value === 'string' && value !== '');
  if (user === undefined) throw new TokenError('The token names no user.');
  return { user: String(user) };
}
