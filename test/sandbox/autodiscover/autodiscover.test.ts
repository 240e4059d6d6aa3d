/** Autodiscovery in its three forms. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Sandbox } from '../../../src/sandbox.js';
import { all, envelope, post } from '../raw.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await Sandbox.start();
});
afterAll(() => sandbox.close());

describe('POX and SOAP', () => {
  const pox = (address: string) =>
    '<Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006"><Request>' +
    `<EMailAddress>${address}</EMailAddress><AcceptableResponseSchema>http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a</AcceptableResponseSchema></Request></Autodiscover>`;

  test('POX gives the EWS URL of a mailbox, and an error for an unknown one', async () => {
    const found = await (await post(sandbox, pox('bob@example.test'), undefined, sandbox.autodiscoverUrl)).text();
    expect(all(found, 'EwsUrl')).toContain(sandbox.endpoint);
    const unknown = await (await post(sandbox, pox('nobody@example.test'), undefined, sandbox.autodiscoverUrl)).text();
    expect(all(unknown, 'ErrorCode')).toEqual(['500']);
  });

  test('SOAP GetUserSettings gives what it has and says what it has not', async () => {
    const body =
      '<a:GetUserSettingsRequestMessage xmlns:a="http://schemas.microsoft.com/exchange/2010/Autodiscover"><a:Request><a:Users><a:User><a:Mailbox>alice@example.test</a:Mailbox></a:User></a:Users>' +
      '<a:RequestedSettings><a:Setting>ExternalEwsUrl</a:Setting><a:Setting>SPMySiteHostURL</a:Setting></a:RequestedSettings></a:Request></a:GetUserSettingsRequestMessage>';
    const url = sandbox.autodiscoverUrl.replace('autodiscover.xml', 'Autodiscover.svc');
    const answer = await (await post(sandbox, envelope(body), undefined, url)).text();
    expect(all(answer, 'Value')).toEqual([sandbox.endpoint]);
    expect(all(answer, 'SettingName')).toEqual(['SPMySiteHostURL']);
  });
});

describe('JSON', () => {
  const find = async (address: string, protocol = 'EWS') => {
    const url = new URL(`/autodiscover/autodiscover.json/v1.0/${address}?Protocol=${protocol}`, sandbox.endpoint);
    const response = await fetch(url);
    return [response.status, await response.json()];
  };

  test('answers without a login', async () => {
    expect(await find('Alice@example.test')).toEqual([200, { Protocol: 'EWS', Url: sandbox.endpoint }]);
    expect(await find('nobody@example.test')).toMatchObject([404, { ErrorCode: 'UserNotFound' }]);
    expect(await find('alice@example.test', 'Rest')).toMatchObject([400, { ErrorCode: 'InvalidProtocol' }]);
  });
});
