/** OAuth 2.0 bearer tokens (RFC 6750). How a token is obtained is the caller's: this only keeps one, and asks again when it must. */
import { AuthenticationError, keepSecret, shown } from '../errors.js';
import type { Network } from '../http/network.js';
import type { HttpRequest } from '../http/transport.js';
import type { HeaderScheme, Refusal } from './authenticator.js';
import { challengeOf, parseChallenges } from './challenge.js';

/** Why a token is asked for. */
export interface TokenRequest {
  /** The last token was refused: one from a cache will not do. */
  readonly forceRefresh: boolean;
  /** The claims challenge of continuous access evaluation, decoded to JSON text, to be passed on to the authority. */
  readonly claims?: string | undefined;
}

/** A token with the time it ends, as msal-node gives it. */
export interface AccessToken {
  /** The token as it goes over the wire. */
  readonly accessToken: string;
  /** When it ends; absent: it is used until it is refused. */
  readonly expiresOn?: Date | null | undefined;
}

/**
 * Gives a token, or null when there is none. Asked again when the token ends or is refused; what it throws is the `cause` of the
 * AuthenticationError.
 */
export type GetToken = (request: TokenRequest) => Promise<string | AccessToken | null> | string | AccessToken | null;

/** As {@link GetToken}; also told how the server that wants the token is reached, which can hold the password of a proxy. */
export type TokenSource = (request: TokenRequest, network: Network) => ReturnType<GetToken>;

/** A person who signs in on another device has a quarter of an hour for it; nobody waits for an answer that does not come by then. */
const PATIENCE_MS = 16 * 60_000;

/** A token is not used in its last minute: the request takes time too. */
const MARGIN_MS = 60_000;

export class BearerScheme implements HeaderScheme {
  readonly kind = 'header';
  readonly scheme = 'Bearer';
  readonly exposes = true;
  readonly #getToken: TokenSource;
  #value: string | undefined;
  #expires = Number.POSITIVE_INFINITY;
  /** One question at a time, whoever needs the answer. */
  #pending: Promise<void> | undefined;

  constructor(getToken: TokenSource) {
    this.#getToken = getToken;
  }

  async authorization(_request: HttpRequest, refused?: Refusal, network: Network = {}): Promise<string | undefined> {
    if (!refused) {
      if (this.#value === undefined || Date.now() >= this.#expires - MARGIN_MS)
        await this.#ask({ forceRefresh: false }, network);
      return this.#value;
    }
    // Another request may have replaced the refused token already.
    if (this.#value === refused.sent) await this.#ask({ forceRefresh: true, claims: claimsOf(refused) }, network);
    return this.#value === refused.sent ? undefined : this.#value;
  }

  async #ask(request: TokenRequest, network: Network): Promise<void> {
    this.#pending ??= this.#fetch(request, network).finally(() => {
      this.#pending = undefined;
    });
    await this.#pending;
  }

  async #fetch(request: TokenRequest, network: Network): Promise<void> {
    let answer: string | AccessToken | null;
    try {
      answer = await withinPatience(this.#getToken(request, network));
    } catch (cause) {
      if (cause instanceof AuthenticationError) throw cause;
      throw new AuthenticationError('ERR_CREDENTIALS', 'getToken() failed.', {
        cause: reducedCause(cause),
        remedy: 'See `cause`.',
      });
    }
    const token = typeof answer === 'string' ? answer : answer?.accessToken;
    if (typeof token !== 'string' || !/^[\w.~+/=-]+$/.test(token)) {
      throw new AuthenticationError('ERR_CREDENTIALS', 'getToken() did not give a token.', {
        remedy: 'It must resolve to the access token, or to an object with `accessToken`.',
      });
    }
    keepSecret(token);
    this.#value = `Bearer ${token}`;
    this.#expires = (typeof answer === 'object' && answer?.expiresOn?.getTime()) || Number.POSITIVE_INFINITY;
  }
}

/** Settles as the answer does, or fails when that takes too long. Nothing stays alive for it. */
async function withinPatience<T>(answer: Promise<T> | T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    const fail = () => reject(new Error(`It did not settle within ${PATIENCE_MS / 60_000} minutes.`));
    timer = setTimeout(fail, PATIENCE_MS).unref();
  });
  try {
    return await Promise.race([answer, over]);
  } finally {
    clearTimeout(timer);
  }
}

/** Errors of HTTP clients hold the request that they are about, with the secret of the application in it: name, code and words remain. */
function reducedCause(cause: unknown): Error {
  const { name, code, message } = (cause ?? {}) as { name?: unknown; code?: unknown; message?: unknown };
  const reduced = new Error(shown(typeof message === 'string' ? message : String(cause)));
  if (typeof name === 'string') reduced.name = shown(name);
  return typeof code === 'string' || typeof code === 'number' ? Object.assign(reduced, { code }) : reduced;
}

function claimsOf(refused: Refusal): string | undefined {
  const claims = challengeOf(parseChallenges(refused.challenges), 'Bearer')?.parameters['claims'];
  if (!claims) return undefined;
  const text = Buffer.from(claims, 'base64').toString();
  return text.startsWith('{') ? text : claims;
}
