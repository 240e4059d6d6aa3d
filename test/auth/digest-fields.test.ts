/** Digest, field by field: what is quoted, what is left out, which challenge is answered. */

import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { DigestScheme } from '../../src/auth/digest.js';
import { said } from '../support/said.js';

const request = { method: 'POST', url: new URL('https://mail.b.test/EWS/Exchange.asmx?a=1') };
const scheme = (username = 'ann') => new DigestScheme({ username, password: 'pä' }, () => 'c0');
const answer = (challenge: string, username?: string) => {
  const made = scheme(username);
  made.offered([challenge]);
  return made.authorization(request);
};
const md5 = (text: string) => createHash('md5').update(text).digest('hex');
const TARGET = md5('POST:/EWS/Exchange.asmx?a=1');

test('the whole field, of a challenge that has everything', () => {
  const response = md5(`${md5('ann:r:pä')}:n:00000001:c0:auth:${TARGET}`);
  expect(answer('Digest realm="r", nonce="n", opaque="o", qop="auth-int,auth", algorithm=MD5')).toBe(
    `Digest username="ann", realm="r", nonce="n", uri="/EWS/Exchange.asmx?a=1", algorithm=MD5, response="${response}", opaque="o", qop=auth, nc=00000001, cnonce="c0"`,
  );
});

test('of one that has nothing but a nonce (RFC 2069)', () => {
  const response = md5(`${md5('ann::pä')}:n:${TARGET}`);
  expect(answer('Digest nonce="n"')).toBe(
    `Digest username="ann", realm="", nonce="n", uri="/EWS/Exchange.asmx?a=1", response="${response}"`,
  );
});

test('in a session the nonces are part of the secret', () => {
  const secret = md5(`${md5('ann:r:pä')}:n:c0`);
  const response = md5(`${secret}:n:00000001:c0:auth:${TARGET}`);
  expect(answer('Digest realm="r", nonce="n", qop="auth", algorithm=md5-sess')).toContain(
    `algorithm=md5-sess, response="${response}"`,
  );
});

test.each([
  ['a"b\\c', 'username="a\\"b\\\\c"'],
  ['jürgen', "username*=UTF-8''j%C3%BCrgen"],
  ["ü'()*", "username*=UTF-8''%C3%BC%27%28%29%2a"],
])('the name %s', (username, field) => {
  expect(answer('Digest nonce="n"', username)).toContain(`Digest ${field}, realm`);
});

test('the count has eight digits of base 16', () => {
  const made = scheme();
  made.offered(['Digest nonce="n", qop=auth']);
  const counts = Array.from({ length: 17 }, () => /nc=(\w+)/.exec(made.authorization(request) ?? '')?.[1]);
  expect([counts[0], counts[9], counts[16]]).toEqual(['00000001', '0000000a', '00000011']);
});

describe('a refusal', () => {
  const refused = (sent: string | undefined, ...challenges: string[]) => ({ sent, challenges, signal: undefined });

  test.each([
    ['stale=true', true],
    ['stale="TRUE"', true],
    ['stale=false', false],
    ['opaque="x"', false],
  ])('with %s: another try is %p', (more, again) => {
    const made = scheme();
    made.offered(['Digest nonce="n", qop=auth']);
    const next = made.authorization(
      request,
      refused(made.authorization(request), `Digest nonce="m", qop=auth, ${more}`),
    );
    expect(next !== undefined).toBe(again);
    if (again) expect(next).toMatch(/nonce="m".*nc=00000001/);
  });

  test('before anything was sent is a challenge', () => {
    expect(scheme().authorization(request, refused(undefined, 'Digest nonce="m"'))).toContain('nonce="m"');
    expect(scheme().authorization(request, refused('Digest x', 'Digest nonce="m"'))).toContain('nonce="m"');
    expect(scheme().authorization(request, refused(undefined, 'Basic'))).toBeUndefined();
    expect(scheme().authorization(request)).toBeUndefined();
  });
});

test.each(['Digest nonce="n", algorithm=SHA-512-256', 'Digest realm="r"', 'Digest nonce="n", qop="auth-int"'])(
  '%s is a form that is not known',
  (challenge) => {
    let error: unknown;
    try {
      answer(challenge);
    } catch (thrown) {
      error = thrown;
    }
    expect(said(error)).toBe('The server offers Digest in a form that is not known here.');
    expect(error).toMatchObject({
      code: 'ERR_NO_COMMON_SCHEME',
      offered: ['Digest'],
      remedy: 'MD5 and SHA-256 with qop=auth are known; use another scheme.',
    });
  },
);
