/**
 * JSON Web Tokens, checked and made: RS256 and ES256 only (RFC 7515, 7518), so that neither `none` nor a secret in the place of a
 * public key gets in. Knows no users.
 */
import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';

/** Public keys as an authority publishes them (RFC 7517). */
export interface Jwks {
  /** Public keys, as RFC 7517 has them. */
  keys: readonly (Record<string, unknown> & { kty?: string; kid?: string })[];
}

export type Claims = Readonly<Record<string, unknown>>;

/** Why a token is refused. */
export class TokenError extends Error {}

const KEY_TYPES: Readonly<Record<string, string>> = { RS256: 'RSA', ES256: 'EC' };
/** What clocks may differ by; Exchange allows as much. */
const SKEW_S = 300;

export interface Expected {
  audience: readonly string[];
  issuer: string | undefined;
}

/** Header of a token, to find its key. */
export function headerOf(token: string): { alg: string; kid: string | undefined } {
  const header = part(token, 0);
  const { alg, kid } = header;
  if (typeof alg !== 'string' || KEY_TYPES[alg] === undefined)
    throw new TokenError('The token is not signed by RS256 or ES256.');
  return { alg, kid: typeof kid === 'string' ? kid : undefined };
}

/** The claims of a token that one of the keys signed, for us, and that is valid now. */
export function verifyToken(token: string, jwks: Jwks, { audience, issuer }: Expected, now = Date.now()): Claims {
  const { alg, kid } = headerOf(token);
  const [head, body, signature, ...rest] = token.split('.');
  if (signature === undefined || rest.length > 0) throw new TokenError('The token has not three parts.');
  const bytes = Buffer.from(signature, 'base64url');
  const signed = Buffer.from(`${head}.${body}`, 'latin1');
  const keys = jwks.keys.filter((key) => key.kty === KEY_TYPES[alg] && (kid === undefined || key.kid === kid));
  if (!keys.some((key) => isSignedBy(createPublicKey({ key, format: 'jwk' }), signed, bytes)))
    throw new TokenError(keys.length === 0 ? 'The key of the token is not known.' : 'The signature is wrong.');
  const claims = part(token, 1);
  const seconds = now / 1000;
  if (typeof claims['exp'] !== 'number' || claims['exp'] + SKEW_S < seconds)
    throw new TokenError('The token has expired.');
  if (typeof claims['nbf'] === 'number' && claims['nbf'] - SKEW_S > seconds)
    throw new TokenError('The token is not valid yet.');
  const sentTo = [claims['aud']].flat();
  if (audience.length > 0 && !sentTo.some((one) => audience.some((ours) => sameAudience(ours, one))))
    throw new TokenError('The token is for another audience.');
  if (issuer !== undefined && claims['iss'] !== issuer) throw new TokenError('The token is of another issuer.');
  return claims;
}

/** A token signed by ES256 with a P-256 key. */
export function signToken(claims: Claims, key: KeyObject, kid: string): string {
  const text = [{ alg: 'ES256', typ: 'JWT', kid }, claims].map((one) => encode(Buffer.from(JSON.stringify(one))));
  const signature = sign('sha256', Buffer.from(text.join('.')), { key, dsaEncoding: 'ieee-p1363' });
  return [...text, encode(signature)].join('.');
}

function isSignedBy(key: KeyObject, data: Buffer, signature: Buffer): boolean {
  return verify('sha256', data, { key, dsaEncoding: 'ieee-p1363' }, signature);
}

// Entra puts a slash behind the resource's address or not, as the client asked.
function sameAudience(ours: string, theirs: unknown): boolean {
  return typeof theirs === 'string' && theirs.replace(/\/$/, '') === ours.replace(/\/$/, '');
}

function part(token: string, index: number): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(Buffer.from(token.split('.')[index] ?? '', 'base64url').toString('utf8'));
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw new TokenError('The token is no JWT.');
}

function encode(bytes: Buffer): string {
  return bytes.toString('base64url');
}
