/** What is said of a login that was refused: the whole text, for people act by it. */
import { describe, expect, test } from '@jest/globals';
import { basic, type Credentials, credentials, oauth } from '../../src/auth/credentials.js';
import { forbiddenWithCertificate, noCommonScheme, offeredSchemes, unauthorized } from '../../src/auth/refusals.js';
import { otherForms, userNameForm } from '../../src/auth/user-name.js';
import { said } from '../support/said.js';

const head = (challenges: string[], headers: Record<string, string> = {}) => ({
  status: 401,
  headers,
  challenges,
  url: new URL('https://mail.b.test/EWS/Exchange.asmx'),
});
const password = 'x';
const EXTENDED =
  ' If the server demands Extended Protection, `channelBinding` must not be off, and no proxy may end TLS on the way.';

test('each scheme of the offer once, as the server writes it', () => {
  expect(offeredSchemes(head(['NTLM', 'Basic realm="a", Basic realm="b"', 'Negotiate']))).toEqual([
    'NTLM',
    'Basic',
    'Negotiate',
  ]);
});

describe('a 401', () => {
  const NOBODY = 'mail.b.test:443 wants to know who asks (401).';

  test('without credentials: what to pass, and what the server offers', () => {
    const error = unauthorized(head(['NTLM', 'Basic'], { 'request-id': 'r-1' }), undefined, undefined);
    expect(said(error)).toBe(`${NOBODY} It offers NTLM, Basic.`);
    expect(error).toMatchObject({
      code: 'ERR_UNAUTHORIZED',
      remedy: 'Pass `credentials`.',
      offered: ['NTLM', 'Basic'],
      server: 'mail.b.test',
      requestId: 'r-1',
    });
    expect(said(unauthorized(head([]), undefined, undefined))).toBe(NOBODY);
  });

  test('with credentials of which none was used says the same', () => {
    const error = unauthorized(head([]), undefined, basic({ username: 'ann', password }));
    expect(said(error)).toBe(NOBODY);
  });

  test.each([
    ['ann', 'bare user name', 'user@domain or DOMAIN\\user'],
    ['ann@b.test', 'user@domain', 'DOMAIN\\user'],
    ['B\\ann', 'DOMAIN\\user', 'user@domain'],
    ['B\\ann@b.test', 'DOMAIN\\user', 'user@domain'],
  ])('the user name %p is a %s; to be tried: %s', (username, form, others) => {
    expect(userNameForm(username)).toBe(form);
    expect(otherForms(userNameForm(username))).toBe(others);
    const user = `Check user name and password; try the user name as ${others}; check that the account is neither locked nor expired.`;
    const refused = (scheme: string, who: Credentials) => {
      const used = who.schemes.find((each) => each.scheme === scheme);
      return unauthorized(head([scheme]), used, who);
    };
    const who = credentials({ username, password });
    for (const scheme of ['NTLM', 'Digest', 'Basic']) {
      const error = refused(scheme, who);
      expect(error.remedy).toBe(scheme === 'NTLM' ? user + EXTENDED : user);
      expect(said(error)).toBe(
        `mail.b.test:443 refused the ${scheme} login (401), with the user name in the form ${form}. It offers ${scheme}.`,
      );
    }
  });

  describe('to a token', () => {
    const who = oauth({ getToken: () => 'x' });
    const refused = (challenge: string[], headers = {}) => unauthorized(head(challenge, headers), who.schemes[0], who);

    test.each([
      [['Bearer error="invalid_token", error_description="It is old"'], {}, ' The server says: It is old.'],
      [['Bearer error="invalid_token"'], { 'x-ms-diagnostics': 'no' }, ' The server says: invalid_token.'],
      [['Bearer'], { 'x-ms-diagnostics': '2000003;reason="no"' }, ' The server says: 2000003;reason="no".'],
      [[], { 'x-ms-diagnostics': 'y'.repeat(301) }, ` The server says: ${'y'.repeat(300)}.`],
      [['Bearer'], {}, ''],
      [['Basic'], {}, ''],
    ])('%j %j', (challenge, headers, why) => {
      const offer = challenge.length > 0 ? ` It offers ${challenge[0]?.split(' ')[0]}.` : '';
      const error = refused(challenge, headers);
      expect(said(error)).toBe(`mail.b.test:443 refused the Bearer login (401).${why}${offer}`);
      expect(error).toMatchObject({
        remedy:
          'Check that the token is meant for this server (audience), has the permission for EWS, and belongs to a user with a mailbox.',
      });
    });

    test('what the server says of tokens is not said of a password', () => {
      const ours = basic({ username: 'ann', password });
      const error = unauthorized(head(['Bearer error="invalid_token"', 'Basic']), ours.schemes[0], ours);
      expect(error.message).not.toContain('invalid_token');
    });
  });
});

describe('nothing in common', () => {
  const NAMED = "; or enable one of ours on the server's EWS virtual directory.";
  const PASSWORD = 'credentials({ username, password })';

  test.each([
    [['Bearer'], `Use msal({ ... }) or oauth({ getToken })${NAMED}`],
    [['NEGOTIATE'], `Use kerberos()${NAMED}`],
    [['NTLM'], `Use ${PASSWORD}${NAMED}`],
    [['Digest'], `Use ${PASSWORD}${NAMED}`],
    [['Basic'], `Use ${PASSWORD}${NAMED}`],
    [['Basic', 'NTLM', 'Negotiate'], `Use kerberos(), or ${PASSWORD}${NAMED}`],
    [['Hawk'], "Enable NTLM, Negotiate, Basic or OAuth on the server's EWS virtual directory."],
  ])('%j: %s', (offer, remedy) => {
    const error = noCommonScheme(head(offer), credentials({ username: 'ann', password }));
    expect(error).toMatchObject({ code: 'ERR_NO_COMMON_SCHEME', remedy, offered: offer });
    expect(said(error)).toMatch(
      new RegExp(`^mail\\.b\\.test:443 offers ${offer.join(', ')}; these credentials can do \\w+(, \\w+)+\\.$`),
    );
  });

  test('an empty offer', () => {
    const error = noCommonScheme(head([]), basic({ username: 'ann', password }));
    expect(said(error)).toBe('mail.b.test:443 offers no scheme; these credentials can do Basic.');
  });
});

test('a 403 in spite of a client certificate', () => {
  const error = forbiddenWithCertificate(head(['Basic']));
  expect(said(error)).toBe(
    'mail.b.test:443 refused access (403), although a client certificate is set. It offers Basic.',
  );
  expect(error).toMatchObject({
    code: 'ERR_UNAUTHORIZED',
    remedy:
      "If the server asks for the certificate for this path only, set `tls: { maxVersion: 'TLSv1.2' }`; otherwise check that it maps the certificate to a user with access.",
  });
});
