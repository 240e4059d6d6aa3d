/** Reading the SOAP and JSON answers of autodiscover, and which HTTP answers send a search elsewhere. */
import { describe, expect, test } from '@jest/globals';
import { memoryCache } from '../../src/autodiscover/cache.js';
import { parseJsonAnswer } from '../../src/autodiscover/json.js';
import type { AutodiscoverResult } from '../../src/autodiscover/options.js';
import { redirectOf } from '../../src/autodiscover/request.js';
import { parseSoapAnswer } from '../../src/autodiscover/soap.js';
import { AUTO, lost, search, settings, soap, user } from './script.js';

const bytes = (text: string | undefined) => Buffer.from(text ?? '');
const envelope = (body: string, ns = 'http://schemas.xmlsoap.org/soap/envelope/') =>
  bytes(`<s:Envelope xmlns:s="${ns}"><s:Body>${body}</s:Body></s:Envelope>`);

describe('SOAP', () => {
  test.each([
    ['of SOAP 1.1', envelope('<s:Fault><faultcode>s:Client</faultcode><faultstring>busy here</faultstring></s:Fault>')],
    [
      'of SOAP 1.2',
      envelope(
        '<s:Fault><s:Reason><s:Text>busy here</s:Text></s:Reason></s:Fault>',
        'http://www.w3.org/2003/05/soap-envelope',
      ),
    ],
  ])('the reason of a fault %s is told', (_, answer) => {
    expect(parseSoapAnswer(answer)).toEqual({ kind: 'failure', message: 'fault: busy here' });
  });

  test('a setting without a name or without a value is none', () => {
    const answer = user(
      '<UserSettings><UserSetting><Name>ExternalEwsUrl</Name><Value>https://x/</Value></UserSetting>' +
        '<UserSetting><Value>nameless</Value></UserSetting><UserSetting><Name>UserDN</Name></UserSetting></UserSettings>',
    );
    expect(parseSoapAnswer(bytes(answer.body))).toMatchObject({ settings: { ExternalEwsUrl: 'https://x/' } });
    const read = parseSoapAnswer(bytes(answer.body));
    expect(Object.keys(read.kind === 'settings' ? read.settings : {})).toEqual(['ExternalEwsUrl']);
  });

  test('settings that are lists are told with all their entries', () => {
    const connection = (port: number) =>
      `<ProtocolConnection><Hostname>m.test</Hostname><Port>${port}</Port></ProtocolConnection>`;
    const answer = user(
      '<UserSettings><UserSetting><Name>ExternalEwsUrl</Name><Value>https://x/</Value></UserSetting>' +
        `<UserSetting><Name>ExternalSmtpConnections</Name><ProtocolConnections>${connection(25)}${connection(587)}</ProtocolConnections></UserSetting></UserSettings>`,
    );
    expect(parseSoapAnswer(bytes(answer.body))).toMatchObject({
      settings: { ExternalSmtpConnections: 'm.test,25;m.test,587' },
    });
  });

  test.each([
    ['of an answer', soap('<ErrorCode>ServerBusy</ErrorCode><ErrorMessage>later</ErrorMessage>'), 'ServerBusy: later'],
    ['of a user', user('<ErrorCode>InvalidUser</ErrorCode>'), 'InvalidUser: no message'],
    ['without a user', soap('<ErrorCode>NoError</ErrorCode>'), 'the answer has no user'],
    ['without a URL', settings({ UserDN: '/o=x' }), 'the answer names no EWS URL'],
  ])('a failure %s is told', (_, { body }, message) => {
    expect(parseSoapAnswer(bytes(body))).toMatchObject({ kind: 'failure', message });
  });
});

describe('JSON', () => {
  test.each(['{"Url": "mail"}', '{"Url": 5}', '{"Url": null}', '{}', 'null', '5'])('%s names no URL', (text) => {
    expect(parseJsonAnswer(bytes(text))).toMatchObject({ kind: 'failure', message: 'the answer names no URL' });
  });

  test('what is no JSON is a failure, and so is an error, with its code', () => {
    expect(parseJsonAnswer(bytes('<html>'))).toMatchObject({ kind: 'failure', message: 'the answer is not JSON' });
    expect(parseJsonAnswer(bytes('{"ErrorCode": "UserNotFound", "ErrorMessage": "nobody"}'))).toEqual({
      kind: 'failure',
      message: 'UserNotFound: nobody',
      code: 'UserNotFound',
    });
  });
});

test('a Location counts with the five statuses that redirect, and with no other', () => {
  const statuses = Array.from({ length: 400 }, (_, index) => index + 200);
  const answer = { headers: { location: '/there' }, challenges: [], url: new URL('https://b.test/'), body: bytes('') };
  expect(statuses.filter((status) => redirectOf({ ...answer, status }) !== undefined)).toEqual([
    301, 302, 303, 307, 308,
  ]);
});

describe('what is remembered', () => {
  test('without an option, in this process: the next search of the domain asks there at once', async () => {
    const email = 'ann@remembered.test';
    const there = 'https://autodiscover.remembered.test/autodiscover/autodiscover.svc';
    const script = { [there]: settings({ ExternalEwsUrl: 'https://mail.remembered.test/EWS/Exchange.asmx' }) };
    const options = { email, cache: undefined };
    await search(script, options);
    const again = await search(script, options);
    expect(again.result).toHaveProperty('ewsUrl');
    expect(again.asked).toEqual([`POST ${there}`]);
    expect((await search(script, { ...options, cache: false })).asked.length).toBeGreaterThan(1);
  });

  test('what the cache named is a step that leads on, and one that fails is told as forgotten', async () => {
    const cache = memoryCache();
    await search({ [`${AUTO}.svc`]: settings() }, { cache });
    const again = await search({ [`${AUTO}.svc`]: settings() }, { cache });
    expect((again.result as AutodiscoverResult).trace[0]).toMatchObject({
      kind: 'cache',
      result: 'redirected',
      outcome: `names ${AUTO}.svc`,
    });
    const gone = await search({}, { cache });
    expect(gone.result).toMatchObject(lost);
    expect(gone.steps).toContain('cache for b.test: forgotten');
  });

  test('a thousand domains in memory; the next one takes the place of the oldest', async () => {
    const cache = memoryCache();
    for (let n = 0; n < 1000; n++) await cache.set(`d${n}.test`, `https://d${n}.test/`);
    expect(await cache.get('d0.test')).toBe('https://d0.test/');
    await cache.set('one-more.test', 'https://one-more.test/');
    expect(await cache.get('d0.test')).toBeUndefined();
    expect(await cache.get('d1.test')).toBe('https://d1.test/');
    expect(await cache.get('one-more.test')).toBe('https://one-more.test/');
  });
});
