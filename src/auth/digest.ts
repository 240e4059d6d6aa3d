/**
 * HTTP Digest (RFC 7616): the password never crosses the wire. MD5 and SHA-256, with and without `-sess`, quality `auth`. A nonce
 * learned from the server's first answer is used for all requests until the server calls it stale.
 */
import { createHash, randomBytes } from 'node:crypto';
import { AuthenticationError } from '../errors.js';
import type { HttpRequest } from '../http/transport.js';
import type { HeaderScheme, Refusal } from './authenticator.js';
import { type Challenge, parseChallenges } from './challenge.js';

/** What a server wants, best first. */
const HASHES: Readonly<Record<string, string>> = { 'SHA-256': 'sha256', MD5: 'md5' };

interface Session {
  readonly parameters: Challenge['parameters'];
  /** As the server wrote it. */
  readonly algorithm: string | undefined;
  readonly hash: (text: string) => string;
  readonly secret: string;
  readonly clientNonce: string;
  count: number;
}

export class DigestScheme implements HeaderScheme {
  readonly kind = 'header';
  readonly scheme = 'Digest';
  readonly exposes = false;
  readonly #user: { username: string; password: string };
  readonly #makeNonce: () => string;
  #session: Session | undefined;

  /** `makeNonce` is for tests: the client's part of the randomness. */
  constructor(user: { username: string; password: string }, makeNonce = () => randomBytes(16).toString('hex')) {
    this.#user = { username: user.username, password: user.password };
    this.#makeNonce = makeNonce;
  }

  offered(challenges: readonly string[]): void {
    this.#session = this.#begin(challenges);
  }

  authorization(request: HttpRequest, refused?: Refusal): string | undefined {
    if (refused) {
      // A password that was refused with a fresh nonce is wrong: it is not sent again.
      const known = this.#session !== undefined && refused.sent !== undefined;
      const next = this.#begin(refused.challenges);
      if (!next || (known && next.parameters['stale']?.toLowerCase() !== 'true')) return undefined;
      this.#session = next;
    }
    return this.#session && header(this.#session, this.#user.username, request);
  }

  /** The best challenge of the offer; undefined where none can be answered. */
  #begin(fields: readonly string[]): Session | undefined {
    const challenges = parseChallenges(fields).filter(({ scheme }) => scheme.toLowerCase() === 'digest');
    for (const [name, hashName] of Object.entries(HASHES)) {
      const found = challenges.find(({ parameters }) => algorithmOf(parameters) === name && canDo(parameters));
      if (!found) continue;
      const { parameters } = found;
      const hash = (text: string) => createHash(hashName).update(text).digest('hex');
      const { username, password } = this.#user;
      const clientNonce = this.#makeNonce();
      const plain = hash(`${username}:${parameters['realm'] ?? ''}:${password}`);
      const algorithm = parameters['algorithm'];
      const isSession = algorithm?.toLowerCase().endsWith('-sess');
      const secret = isSession ? hash(`${plain}:${parameters['nonce']}:${clientNonce}`) : plain;
      return { parameters, algorithm, hash, secret, clientNonce, count: 0 };
    }
    if (challenges.length === 0) return undefined;
    throw new AuthenticationError(
      'ERR_NO_COMMON_SCHEME',
      'The server offers Digest in a form that is not known here.',
      {
        offered: ['Digest'],
        remedy: 'MD5 and SHA-256 with qop=auth are known; use another scheme.',
      },
    );
  }
}

function algorithmOf(parameters: Challenge['parameters']): string {
  return (parameters['algorithm'] ?? 'MD5').toUpperCase().replace(/-SESS$/, '');
}

function canDo({ nonce, qop }: Challenge['parameters']): boolean {
  return nonce !== undefined && (qop === undefined || qop.split(',').some((word) => word.trim() === 'auth'));
}

function header(session: Session, username: string, { method, url }: HttpRequest): string {
  const { parameters, algorithm, hash, secret, clientNonce } = session;
  const { realm = '', nonce = '', opaque, qop } = parameters;
  const uri = url.pathname + url.search;
  const count = (++session.count).toString(16).padStart(8, '0');
  const target = hash(`${method}:${uri}`);
  const response = hash(
    qop === undefined ? `${secret}:${nonce}:${target}` : `${secret}:${nonce}:${count}:${clientNonce}:auth:${target}`,
  );
  const fields = [
    nameField(username),
    `realm=${quoted(realm)}`,
    `nonce=${quoted(nonce)}`,
    `uri=${quoted(uri)}`,
    ...(algorithm === undefined ? [] : [`algorithm=${algorithm}`]),
    `response="${response}"`,
    ...(opaque === undefined ? [] : [`opaque=${quoted(opaque)}`]),
    ...(qop === undefined ? [] : ['qop=auth', `nc=${count}`, `cnonce="${clientNonce}"`]),
  ];
  return `Digest ${fields.join(', ')}`;
}

/** A name outside ASCII travels as RFC 8187 has it: header fields are bytes without a character set. */
function nameField(username: string): string {
  if (/^[\x20-\x7e]*$/.test(username)) return `username=${quoted(username)}`;
  const encoded = encodeURIComponent(username).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `username*=UTF-8''${encoded}`;
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
