/** Reading autodiscover answers, and where to ask, without a server. */
import { describe, expect, test } from '@jest/globals';
import { candidatesFor } from '../../src/autodiscover/candidates.js';
import { buildPoxRequest, parsePoxAnswer, unpackVersion } from '../../src/autodiscover/pox.js';
import { inOrder, resolveSrv, type SrvTarget } from '../../src/autodiscover/srv.js';
import { judgeHost } from '../../src/autodiscover/trust.js';

const answer = (inner: string, ns = 'outlook/responseschema/2006a') =>
  parsePoxAnswer(
    Buffer.from(
      `<Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006">` +
        `<Response xmlns="http://schemas.microsoft.com/exchange/autodiscover/${ns}">${inner}</Response></Autodiscover>`,
    ),
  );
const protocol = (type: string, url: string, name = 'EwsUrl') =>
  `<Protocol><Type>${type}</Type><${name}>${url}</${name}></Protocol>`;

describe('an answer', () => {
  test('EXPR is preferred to EXCH, whatever the order', () => {
    const found = answer(
      `<Account><Action>settings</Action>${protocol('EXCH', 'https://in/')}${protocol('EXPR', 'https://out/')}</Account>`,
    );
    expect(found).toMatchObject({ kind: 'settings', ewsUrl: 'https://out/' });
  });

  test('EXCH and ASUrl will do, and WEB with its nested protocol', () => {
    expect(answer(`<Account>${protocol('EXCH', 'https://in/', 'ASUrl')}</Account>`)).toMatchObject({
      ewsUrl: 'https://in/',
    });
    const nested = `<Account><Protocol><Type>WEB</Type><Internal>${protocol('EXCH', 'https://web/', 'ASUrl')}</Internal></Protocol></Account>`;
    expect(answer(nested)).toMatchObject({ ewsUrl: 'https://web/' });
  });

  test('name, address and version come along', () => {
    const user =
      '<User><DisplayName>Ann</DisplayName><AutoDiscoverSMTPAddress>a@b.test</AutoDiscoverSMTPAddress></User>';
    const exch =
      '<Protocol><Type>EXCH</Type><ServerVersion>73D480B2</ServerVersion><EwsUrl>https://x/</EwsUrl></Protocol>';
    expect(answer(`${user}<Account>${exch}</Account>`)).toEqual({
      kind: 'settings',
      ewsUrl: 'https://x/',
      displayName: 'Ann',
      autoDiscoverSmtpAddress: 'a@b.test',
      serverVersion: '15.20.178',
      settings: {
        UserDisplayName: 'Ann',
        AutoDiscoverSMTPAddress: 'a@b.test',
        ExternalEwsUrl: 'https://x/',
        InternalEwsUrl: 'https://x/',
      },
    });
  });

  test.each([
    ['<Error/>', 'error ?: no message', undefined],
    ['<Error><ErrorCode>600</ErrorCode></Error>', 'error 600: no message', '600'],
    ['<Error><Message>so</Message></Error>', 'error ?: so', undefined],
    ['<Error><ErrorCode> 601 </ErrorCode><Message> so </Message></Error>', 'error 601: so', '601'],
    ['', 'the answer has no account', undefined],
    ['<Account/>', 'the answer names no EWS URL', undefined],
    ['<Account><Protocol><EwsUrl>https://x/</EwsUrl></Protocol></Account>', 'the answer names no EWS URL', undefined],
  ])('%s is a failure: %s', (inner, message, code) => {
    expect(answer(inner)).toEqual({ kind: 'failure', message, code });
  });

  test.each([['EXPR', 'expr', 'ExPr'], ['EXHTTP'], ['EXCH'], ['WEB']])(
    'the type %s is an element or an attribute, in any case',
    (...types) => {
      for (const type of types) {
        const url = '<EwsUrl>https://x/</EwsUrl>';
        expect(answer(`<Account><Protocol Type="${type}">${url}</Protocol></Account>`)).toMatchObject({
          ewsUrl: 'https://x/',
        });
        expect(answer(`<Account><Protocol><Type>${type}</Type>${url}</Protocol></Account>`)).toMatchObject({
          ewsUrl: 'https://x/',
        });
      }
    },
  );

  test('the types in their order, whatever that of the answer', () => {
    const order = ['EXPR', 'EXHTTP', 'EXCH', 'WEB'];
    const of = (types: readonly string[]) =>
      answer(
        `<Account>${types.map((type) => `<Protocol><Type>${type}</Type><EwsUrl>https://${type}/</EwsUrl></Protocol>`).join('')}</Account>`,
      );
    for (let from = 0; from < order.length; from++) {
      expect(of(order.slice(from))).toMatchObject({ ewsUrl: `https://${order[from]}/` });
      expect(of(order.slice(from).reverse())).toMatchObject({ ewsUrl: `https://${order[from]}/` });
    }
  });

  test('a redirection is one, to an address or to a URL', () => {
    expect(answer('<Account><Action>redirectAddr</Action><RedirectAddr>a@c.test</RedirectAddr></Account>')).toEqual({
      kind: 'redirectAddr',
      address: 'a@c.test',
    });
    expect(answer('<Account><Action>redirectUrl</Action><RedirectURL>https://y/</RedirectURL></Account>')).toEqual({
      kind: 'redirectUrl',
      url: 'https://y/',
    });
  });

  test('an error, an account without URL and foreign XML are failures with a reason', () => {
    const error =
      '<Error Time="1" Id="2"><ErrorCode>500</ErrorCode><Message>The email address cannot be found.</Message></Error>';
    expect(answer(error, 'responseschema/2006')).toEqual({
      kind: 'failure',
      message: 'error 500: The email address cannot be found.',
      code: '500',
    });
    expect(answer(`<Account>${protocol('XXX', 'https://x/')}</Account>`)).toMatchObject({ kind: 'failure' });
    expect(parsePoxAnswer(Buffer.from('<html/>'))).toMatchObject({ kind: 'failure' });
  });

  test('a version that is not eight hex digits is none', () => {
    expect(unpackVersion('Exchange2016')).toBeUndefined();
  });

  // ServerVersion of [MS-OXDSCLI]: 6 bits, 6 bits, a flag, 15 bits.
  test.each([
    ['738180DA', '14.1.218'],
    ['73C18880', '15.1.2176'],
    ['FFFFFFFF', '63.63.32767'],
    ['00000000', '0.0.0'],
  ])('the version %s is %s', (packed, version) => {
    expect(unpackVersion(packed)).toBe(version);
  });

  test('the URL of WEB will do where no other protocol names one', () => {
    const web = '<Protocol><Type>WEB</Type><EwsUrl>https://web/</EwsUrl></Protocol>';
    expect(answer(`<Account>${web}</Account>`)).toMatchObject({ kind: 'settings', ewsUrl: 'https://web/' });
  });

  test.each(['RedirectUrl', 'RedirectURL'])('a redirection is written %s, too', (name) => {
    expect(answer(`<Account><${name}>https://y/</${name}></Account>`)).toEqual({
      kind: 'redirectUrl',
      url: 'https://y/',
    });
  });

  test('every setting has the name that GetUserSettings has for it, of the side that its protocol is for', () => {
    const members = (side: string) =>
      ['EwsUrl', 'OABUrl', 'UMUrl', 'EcpUrl', 'Server', 'MdbDN', 'PublicFolderServer', 'AD']
        .map((name) => `<${name}>https://${side}/${name}</${name}>`)
        .join('');
    const user =
      '<User><DisplayName>Ann</DisplayName><LegacyDN>/o=x</LegacyDN><DeploymentId>d</DeploymentId>' +
      '<AutoDiscoverSMTPAddress>a@b.test</AutoDiscoverSMTPAddress></User>';
    const protocols = ['EXCH', 'EXPR'].map((type) => `<Protocol><Type>${type}</Type>${members(type)}</Protocol>`);
    const found = answer(`${user}<Account>${protocols.join('')}</Account>`);
    expect(found.kind === 'settings' && found.settings).toEqual({
      UserDisplayName: 'Ann',
      UserDN: '/o=x',
      UserDeploymentId: 'd',
      AutoDiscoverSMTPAddress: 'a@b.test',
      InternalEwsUrl: 'https://EXCH/EwsUrl',
      InternalOABUrl: 'https://EXCH/OABUrl',
      InternalUMUrl: 'https://EXCH/UMUrl',
      InternalEcpUrl: 'https://EXCH/EcpUrl',
      InternalMailboxServer: 'https://EXCH/Server',
      ExternalEwsUrl: 'https://EXPR/EwsUrl',
      ExternalOABUrl: 'https://EXPR/OABUrl',
      ExternalUMUrl: 'https://EXPR/UMUrl',
      ExternalEcpUrl: 'https://EXPR/EcpUrl',
      ExternalMailboxServer: 'https://EXPR/Server',
      MailboxDN: 'https://EXCH/MdbDN',
      PublicFolderServer: 'https://EXCH/PublicFolderServer',
      ActiveDirectoryServer: 'https://EXCH/AD',
    });
  });
});

test('the request, as [MS-OXDSCLI] has it: the address, and the form of the answer that is understood', () => {
  expect(Buffer.from(buildPoxRequest('a@b.test')).toString()).toBe(
    '<?xml version="1.0" encoding="utf-8"?>' +
      '<Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006"><Request>' +
      '<EMailAddress>a@b.test</EMailAddress><AcceptableResponseSchema>' +
      'http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a' +
      '</AcceptableResponseSchema></Request></Autodiscover>',
  );
});

test('the address is escaped in the request', () => {
  expect(Buffer.from(buildPoxRequest('a&b@c.test')).toString()).toContain(
    '<EMailAddress>a&amp;b@c.test</EMailAddress>',
  );
});

test('the ladder: https on the domain, https on autodiscover, plain http for a redirection, DNS', () => {
  expect(candidatesFor('b.test').map((each) => `${each.kind} ${'url' in each ? each.url.href : each.name}`)).toEqual([
    'host https://b.test/autodiscover/',
    'host https://autodiscover.b.test/autodiscover/',
    'redirection http://autodiscover.b.test/autodiscover/autodiscover.xml',
    'srv _autodiscover._tcp.b.test',
  ]);
});

describe('SRV records', () => {
  const record = (name: string, priority: number, weight: number) => ({ name, port: 443, priority, weight });
  const names = (records: SrvTarget[], random?: () => number) => inOrder(records, random).map(({ name }) => name);

  test('the lowest priority goes first, whatever the weight; a dot means none (BEH-059)', () => {
    expect(names([record('late.test', 9, 99), record('early.test', 1, 1), record('.', 0, 0)])).toEqual([
      'early.test',
      'late.test',
    ]);
  });

  test('among equals each goes first as often as its weight says (BEH-059)', () => {
    const equals = [record('heavy.test', 1, 3), record('light.test', 1, 1)];
    const draws = [0.05, 0.15, 0.24, 0.26, 0.4, 0.6, 0.8, 0.99].map((draw) => names(equals, () => draw)[0]);
    expect(draws.filter((name) => name === 'heavy.test')).toHaveLength(5);
    expect(draws.filter((name) => name === 'light.test')).toHaveLength(3);
  });

  test('a signal ends the waiting for DNS', async () => {
    await expect(resolveSrv('_autodiscover._tcp.b.invalid', AbortSignal.abort())).rejects.toMatchObject({
      code: 'ECANCELLED',
    });
  });

  test('one without weight is drawn last, but is drawn', () => {
    expect(names([record('none.test', 1, 0), record('some.test', 1, 5)], () => 0.5)).toEqual([
      'some.test',
      'none.test',
    ]);
  });
});

test.each([
  ['https://mail.b.test/', true],
  ['https://autodiscover-s.outlook.com/', true],
  ['https://contoso.mail.onmicrosoft.com/', true],
  ['https://localhost/', false],
  ['https://127.0.0.1/', false],
  ['https://[::1]/', false],
  ['https://[::ffff:127.0.0.1]/', false],
  ['https://0.0.0.0/', false],
  ['https://[::]/', false],
  ['https://mail.localhost/', false],
  ['https://notb.test/', false],
  ['https://outlook.com.evil.test/', false],
])('credentials follow an unprotected hint from b.test to %s: %p', (url, expected) => {
  const named = { url: new URL(url), domain: 'b.test', vouched: false, allowRedirect: undefined };
  expect(judgeHost(named).trusted).toBe(expected);
});
