/** Which headers a request gets, by its operation and the version that it is written in. */
import { describe, expect, test } from '@jest/globals';
import * as raw from '../../generated/index.js';
import { httpHeaders, soapHeaders } from '../../src/client/request-headers.js';

const OWN = {
  mailboxCulture: { value: 'de-DE' },
  timeZoneContext: { timeZoneDefinition: { id: 'UTC' } },
  dateTimePrecision: 'Milliseconds',
  managementRole: { userRoles: ['x'] },
  exchangeImpersonation: { connectingSID: { primarySmtpAddress: 'a@b.test' } },
} as never;
const NEW_IN_2010 = ['mailboxCulture', 'timeZoneContext', 'dateTimePrecision', 'managementRole'];
/** As if it took all of them. */
const operation = {
  ...raw.GetItem,
  headers: ['MailboxCulture', 'TimeZoneContext', 'DateTimePrecision', 'ManagementRole', 'ExchangeImpersonation'],
} as unknown as typeof raw.GetItem;

describe("of the account's own", () => {
  test.each(['Exchange2010', 'Exchange2016'] as const)('all that the operation takes, in %s', (version) => {
    expect(soapHeaders(operation, version, OWN)).toEqual({ requestServerVersion: { version }, ...(OWN as object) });
  });

  test.each(['Exchange2007', 'Exchange2007_SP1'] as const)('in %s none that came with 2010', (version) => {
    const keys = Object.keys(soapHeaders(operation, version, OWN));
    expect(keys.filter((key) => NEW_IN_2010.includes(key))).toEqual([]);
    expect(keys).toContain('exchangeImpersonation');
  });

  test('none that the operation does not take', () => {
    const none = { ...operation, headers: [] } as unknown as typeof raw.GetItem;
    expect(Object.keys(soapHeaders(none, 'Exchange2016', OWN))).toEqual(['requestServerVersion']);
  });

  test('but what is given for one call is sent as it is', () => {
    const none = { ...operation, headers: [] } as unknown as typeof raw.GetItem;
    const ofCall = { mailboxCulture: { value: 'fr-FR' } } as never;
    expect(soapHeaders(none, 'Exchange2007', OWN, ofCall)).toMatchObject({ mailboxCulture: { value: 'fr-FR' } });
    expect(soapHeaders(operation, 'Exchange2016', OWN, ofCall)).toMatchObject({ mailboxCulture: { value: 'fr-FR' } });
  });
});

test('only what belongs to a subscription asks for its very server', () => {
  const bound = Object.values(raw)
    .filter((each): each is typeof raw.GetItem => typeof each === 'object' && 'requestType' in each)
    .filter((each) => httpHeaders(each, undefined)['x-preferserveraffinity'] === 'True')
    .map(({ name }) => name);
  expect(bound.sort()).toEqual(['GetEvents', 'GetStreamingEvents', 'Subscribe', 'Unsubscribe']);
});

test('the mailbox is named where it is known', () => {
  const always = { 'content-type': 'text/xml; charset=utf-8', accept: 'text/xml' };
  expect(httpHeaders(raw.GetItem, undefined)).toEqual(always);
  expect(httpHeaders(raw.GetItem, 'a@b.test')).toEqual({ ...always, 'x-anchormailbox': 'a@b.test' });
});
