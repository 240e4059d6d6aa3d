/** What any HTTP client meets: authentication, paths, headers, faults, TLS, the schema of an edition. */
import { readFileSync } from 'node:fs';
import { type ClientRequest, request as clientOf } from 'node:http';
import { Agent, get } from 'node:https';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Sandbox } from '../../../src/sandbox.js';
import { httpServer, sleep } from '../../http/servers.js';
import { all, ask, basic, codes, envelope, post } from '../raw.js';

const GET_INBOX =
  '<m:GetFolder><m:FolderShape><t:BaseShape>Default</t:BaseShape></m:FolderShape><m:FolderIds><t:DistinguishedFolderId Id="inbox"/></m:FolderIds></m:GetFolder>';
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await Sandbox.start();
});
afterAll(() => sandbox.close());

describe('http', () => {
  test.each([
    ['announced', (request: ClientRequest) => request.setHeader('content-length', 2 ** 27)],
    [
      'sent',
      async (request: ClientRequest) => {
        const piece = Buffer.alloc(2 ** 20);
        for (let n = 0; n < 80 && !request.destroyed; n++) {
          if (!request.write(piece))
            await new Promise((resolve) => request.once('drain', resolve).once('close', resolve));
        }
      },
    ],
  ])('more than 64 MB, %s by nobody that is known, is not kept', async (_, fill) => {
    const request = clientOf(sandbox.endpoint, { method: 'POST' });
    const status = new Promise((resolve) => {
      request.on('response', ({ statusCode }) => resolve(statusCode)).on('error', ({ message }) => resolve(message));
    });
    const filled = fill(request);
    request.flushHeaders();
    // Who goes on sending may find the connection closed before he reads why.
    expect([413, 'write EPIPE', 'write ECONNRESET', 'read ECONNRESET']).toContain(await status);
    request.destroy();
    await filled;
  });

  test('a push subscription is not led elsewhere by who answers', async () => {
    const seen: string[] = [];
    await using listener = await httpServer((request, response) => {
      seen.push(`${request.method} ${request.url}`);
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    const subscribe = `<m:Subscribe><m:PushSubscriptionRequest><t:FolderIds><t:DistinguishedFolderId Id="inbox"/></t:FolderIds><t:EventTypes><t:EventType>CreatedEvent</t:EventType></t:EventTypes><t:StatusFrequency>1</t:StatusFrequency><t:URL>${listener.url.href}</t:URL></m:PushSubscriptionRequest></m:Subscribe>`;
    expect(codes(await ask(sandbox, subscribe))).toEqual(['NoError']);
    const create =
      '<m:CreateItem MessageDisposition="SaveOnly"><m:SavedItemFolderId><t:DistinguishedFolderId Id="inbox"/></m:SavedItemFolderId><m:Items><t:Message><t:Subject>x</t:Subject></t:Message></m:Items></m:CreateItem>';
    expect(codes(await ask(sandbox, create))).toEqual(['NoError']);
    for (let n = 0; n < 100 && seen.length === 0; n++) await sleep(20);
    await sleep(100);
    expect(new Set(seen)).toEqual(new Set(['POST /EWS/Exchange.asmx']));
  });

  test('without credentials, and with wrong ones, the answer is 401 with a Basic challenge', async () => {
    for (const headers of [{}, { Authorization: basic('alice@example.test', 'wrong') }]) {
      const response = await fetch(sandbox.endpoint, { headers });
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toMatch(/^Basic realm="/);
    }
  });

  test('the path is known in any case', async () => {
    const response = await post(
      sandbox,
      envelope(GET_INBOX),
      undefined,
      sandbox.endpoint.replace('/EWS/Exchange.asmx', '/ews/EXCHANGE.ASMX'),
    );
    expect(response.status).toBe(200);
  });

  test('answers are text/xml; charset=utf-8, with a request-id and the server version', async () => {
    const response = await post(sandbox, envelope(GET_INBOX));
    expect(response.headers.get('content-type')).toBe('text/xml; charset=utf-8');
    expect(response.headers.get('request-id')).toBeTruthy();
    expect(await response.text()).toMatch(
      /ServerVersionInfo MajorVersion="15" MinorVersion="2" MajorBuildNumber="2562"/,
    );
  });

  test('what is no XML is refused with a fault that says where', async () => {
    const response = await post(sandbox, envelope('<m:GetFolder>'));
    expect(response.status).toBe(500);
    const text = await response.text();
    expect(text).toContain('>a:ErrorSchemaValidation</faultcode>');
    expect(all(text, 'LineNumber')).toEqual(['1']);
  });

  test('what the schema does not have is refused as a whole', async () => {
    const plain = await Sandbox.start();
    try {
      const answer = await ask(plain, GET_INBOX.replace('inbox', 'nosuchfolder'));
      expect(codes(answer)).toEqual(['ErrorSchemaValidation']);
      expect(all(answer, 'Violation')).toHaveLength(1);
    } finally {
      await plain.close();
    }
  });

  test('requests are recorded by operation and user', async () => {
    await ask(sandbox, GET_INBOX, 'bob@example.test');
    expect(sandbox.requests.at(-1)).toMatchObject({ operation: 'GetFolder', user: 'bob@example.test', status: 200 });
  });

  test('a planned failure comes once, as a fault with its back-off', async () => {
    sandbox.failNext('ErrorServerBusy', { operation: 'GetFolder', backOffMs: 1234 });
    const answer = await ask(sandbox, GET_INBOX);
    expect(codes(answer)).toEqual(['ErrorServerBusy']);
    expect(answer).toContain('<t:Value Name="BackOffMilliseconds">1234</t:Value>');
    expect(codes(await ask(sandbox, GET_INBOX))).toEqual(['NoError']);
  });

  test('impersonation of another is denied', async () => {
    const header =
      '<t:ExchangeImpersonation><t:ConnectingSID><t:PrimarySmtpAddress>bob@example.test</t:PrimarySmtpAddress></t:ConnectingSID></t:ExchangeImpersonation>';
    expect(codes(await ask(sandbox, GET_INBOX, 'alice@example.test', header))).toEqual(['ErrorImpersonateUserDenied']);
    expect(codes(await ask(sandbox, GET_INBOX, 'bob@example.test', header))).toEqual(['NoError']);
  });

  test('the schema is served beside Exchange.asmx', async () => {
    for (const name of ['Services.wsdl', 'messages.xsd', 'types.xsd']) {
      const response = await fetch(sandbox.endpoint.replace('Exchange.asmx', name), {
        headers: { Authorization: basic('alice@example.test') },
      });
      expect(response.status).toBe(200);
      expect(await response.text()).toMatch(/<(wsdl:definitions|xs:schema)/);
    }
  });
});

test('an older server does not know what came later', async () => {
  const old = await Sandbox.start({ serverVersion: 'Exchange2010_SP2' });
  try {
    const junk =
      '<m:MarkAsJunk IsJunk="true" MoveItem="true"><m:ItemIds><t:ItemId Id="AAMk"/></m:ItemIds></m:MarkAsJunk>';
    const asked = async (body: string) =>
      (await post(old, envelope(body).replace('Exchange2013_SP1', 'Exchange2010_SP2'))).text();
    expect(codes(await ask(old, GET_INBOX))).toEqual(['ErrorInvalidServerVersion']);
    expect(codes(await asked(junk))).toEqual(['ErrorInvalidRequest']);
    const answer = await asked(GET_INBOX.replace('Default', 'AllProperties'));
    expect(answer).toContain('MajorVersion="14"');
    expect(all(answer, 'DisplayName')).toEqual(['Inbox']);
    expect(all(answer, 'DistinguishedFolderId')).toEqual([]);
  } finally {
    await old.close();
  }
});

test.each([
  'GET //[ HTTP/1.1',
  'GET http://[::1 HTTP/1.1',
  'GET /autodiscover/autodiscover.json/v1.0/%E0%A4%A HTTP/1.1',
])('%s is a bad request, and nothing of ours is shown', async (line) => {
  const { hostname, port } = new URL(sandbox.endpoint);
  const answer = await new Promise<string>((resolve, reject) => {
    let text = '';
    const socket = connect(Number(port), hostname, () => {
      socket.write(`${line}\r\nHost: x\r\nAuthorization: ${basic('alice@example.test')}\r\nConnection: close\r\n\r\n`);
    });
    socket.on('data', (bytes) => (text += bytes.toString('latin1')));
    socket.on('error', reject).on('close', () => resolve(text));
  });
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(answer.split('\r\n\r\n')[1]).toBe('');
});

test.each(['utf16le', 'latin1'] as const)('a request in %s is read', async (encoding) => {
  const name = encoding === 'utf16le' ? 'utf-16' : 'iso-8859-1';
  const find = GET_INBOX.replace('Default', 'AllProperties');
  const xml = envelope(find).replace('encoding="utf-8"', `encoding="${name}"`);
  const body = Buffer.from(encoding === 'utf16le' ? `\ufeff${xml}` : xml, encoding);
  const headers = { 'Content-Type': `text/xml; charset=${name}`, Authorization: basic('alice@example.test') };
  const answer = await (await fetch(sandbox.endpoint, { method: 'POST', headers, body })).text();
  expect(codes(answer)).toEqual(['NoError']);
});

test('tls: the certificate is its own, and its PEM file makes it trusted', async () => {
  const secure = await Sandbox.start({ tls: true, mailboxes: { 'a@example.test': {} } });
  try {
    const agent = new Agent({ ca: readFileSync(secure.ca ?? '') });
    const status = await new Promise((resolve, reject) => {
      get(secure.endpoint, { agent }, (response) => resolve(response.resume().statusCode)).on('error', reject);
    });
    expect(status).toBe(401);
    agent.destroy();
  } finally {
    await secure.close();
  }
});
