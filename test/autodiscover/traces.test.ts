/** Each search of the scripts, step by step: `make accept` rewrites traces.txt, and shows what changed. */
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import type { AutodiscoverOptions } from '../../src/autodiscover/options.js';
import type { SrvTarget } from '../../src/autodiscover/srv.js';
import type { AutodiscoverStep } from '../../src/autodiscover/trace.js';
import { REFUSED, WAYS } from './rows.js';
import { AUTO, EWS, PLAIN, pox, ROOT, redirect, type Script, search, settings, soap, user } from './script.js';

type Row = [string, Script, Partial<AutodiscoverOptions>, ((readonly Partial<SrvTarget>[] | Error) | undefined)?];
const SVC = 'autodiscover/autodiscover.svc';

const MORE: Row[] = [
  ['nothing anywhere', {}, {}],
  ['DNS that fails without a code', {}, {}, new Error('down')],
  [
    'DNS that names several',
    {},
    {},
    [
      { name: 'a.b.test', port: 1 },
      { name: 'b.b.test', port: 2, priority: 1 },
    ],
  ],
  ['a wrong password', { [`${ROOT}.svc`]: 'wrong password', [`${AUTO}.svc`]: 'wrong password' }, {}],
  [
    'a wrong password at one host, an answer at the other',
    { [`${ROOT}.svc`]: 'wrong password', [`${AUTO}.svc`]: settings() },
    {},
  ],
  ['a guess that wants the password', { [`${ROOT}.svc`]: { asks: 'Basic' } }, {}],
  [
    'a guess that wants the password, with leave',
    { [`${ROOT}.svc`]: { asks: 'Basic', ...settings() } },
    { allowRedirect: () => true },
  ],
  ['a named host that wants the password', { [`${AUTO}.svc`]: { asks: 'Basic', ...settings() } }, {}],
  ['a named host that wants a token', { [`${AUTO}.svc`]: { asks: 'Bearer', ...settings() } }, {}],
  ['without credentials', { [`${AUTO}.svc`]: { asks: 'NTLM' } }, { credentials: undefined }],
  [
    'statuses that say nothing',
    { [`${ROOT}.svc`]: { status: 500 }, [`${ROOT}.xml`]: { status: 500 }, [`${ROOT}.json`]: { status: 201 } },
    {},
  ],
  ['a SOAP fault under 500', { [`${ROOT}.svc`]: { ...soap(''), status: 500 } }, {}],
  ['settings under 500', { [`${ROOT}.svc`]: { ...settings(), status: 500 } }, {}],
  ['no redirection by plain http', { [PLAIN]: { status: 200, body: 'hi' } }, {}],
  [
    'a redirection by plain http to a URL with a password',
    { [PLAIN]: { location: `https://u:p@mail.b.test/${SVC}` } },
    {},
  ],
  ['a redirection by plain http to no URL', { [PLAIN]: { location: 'https://' } }, {}],
  [
    'a redirection by https to a URL with a password',
    { [`${ROOT}.svc`]: { location: `https://u:p@mail.b.test/${SVC}` } },
    {},
  ],
  ['a redirection by https to no URL', { [`${ROOT}.svc`]: { location: 'https://' } }, {}],
  ['an EWS URL with a password', { [`${ROOT}.svc`]: settings({ ExternalEwsUrl: 'https://u:p@mail.b.test/EWS' }) }, {}],
  [
    'an EWS URL by plain http, with leave',
    { [`${ROOT}.svc`]: settings({ ExternalEwsUrl: 'http://mail.b.test/EWS' }) },
    { allowInsecure: true },
  ],
  ['an EWS URL in another domain', { [`${ROOT}.svc`]: settings({ ExternalEwsUrl: 'https://c.test/EWS' }) }, {}],
  [
    'an EWS URL in another domain, refused',
    { [`${ROOT}.svc`]: settings({ ExternalEwsUrl: 'https://c.test/EWS' }) },
    { allowRedirect: () => false },
  ],
  ['an EWS URL on this machine', { [`${ROOT}.svc`]: settings({ ExternalEwsUrl: 'https://localhost/EWS' }) }, {}],
  [
    'an EWS URL at Microsoft',
    { [`${ROOT}.svc`]: settings({ ExternalEwsUrl: 'https://outlook.office365.com/EWS' }) },
    {},
  ],
  [
    'the internal URL that is preferred',
    { [`${ROOT}.svc`]: settings({ ExternalEwsUrl: EWS, InternalEwsUrl: 'https://in.b.test/EWS' }) },
    { preferInternal: true },
  ],
  ['an internal URL that is preferred and not there', { [`${ROOT}.svc`]: settings() }, { preferInternal: true }],
  ['an unknown user', { [`${ROOT}.svc`]: user('<ErrorCode>InvalidUser</ErrorCode>') }, {}],
  [
    'an error that says nothing',
    { [`${ROOT}.svc`]: user('<ErrorCode>Odd</ErrorCode><ErrorMessage>so</ErrorMessage>') },
    {},
  ],
  ['a busy server', { [`${ROOT}.svc`]: soap('<ErrorCode>ServerBusy</ErrorCode>') }, {}],
  ['a server with an error', { [`${ROOT}.svc`]: soap('<ErrorCode>InternalServerError</ErrorCode>') }, {}],
  ['an organization that is not federated', { [`${ROOT}.svc`]: soap('<ErrorCode>NotFederated</ErrorCode>') }, {}],
  [
    'an address in a domain that is not asked',
    { [`${ROOT}.svc`]: redirect('RedirectAddress', 'ann@c.test') },
    { allowRedirect: () => false },
  ],
  ['an address that is none', { [`${ROOT}.svc`]: redirect('RedirectAddress', 'ann') }, {}],
  ['a circle of addresses', { [`${ROOT}.svc`]: redirect('RedirectAddress', 'ANN@B.test') }, {}],
  [
    'POX that is an error',
    {
      [`${ROOT}.xml`]: {
        body: '<Autodiscover><Response><Error><ErrorCode>500</ErrorCode><Message>no</Message></Error></Response></Autodiscover>',
      },
    },
    {},
  ],
  ['JSON that is an error', { [`${ROOT}.json`]: { body: '{"ErrorCode":"UserNotFound","ErrorMessage":"no"}' } }, {}],
  [
    'POX that names another address',
    {
      [`${ROOT}.xml`]: pox().body
        ? {
            body: pox().body?.replace(
              '<Account>',
              '<User><AutoDiscoverSMTPAddress>a@b.test</AutoDiscoverSMTPAddress></User><Account>',
            ) as string,
          }
        : {},
    },
    {},
  ],
];

const ROWS: Row[] = [
  ...WAYS.map(([name, script, srv]): Row => [name, script, {}, srv]),
  ...REFUSED.map(([name, script, , srv]): Row => [name, script, {}, srv]),
  ...MORE,
];

const told = ({ kind, question, outcome, result, url, status, credentials }: AutodiscoverStep) => {
  const more = [
    status,
    credentials ? 'with the login' : undefined,
    url !== undefined && !question.includes(url) ? url : undefined,
  ];
  return `  ${result} ${[kind, ...more].filter(Boolean).join(', ')}: ${question}\n    ${outcome}`;
};

async function story([name, script, options, srv]: Row): Promise<string> {
  const steps: AutodiscoverStep[] = [];
  const { result } = await search(script, { ...options, onTrace: (step) => steps.push(step) }, srv);
  const { ewsUrl, email, source, serverVersion, message, cause } = result as unknown as Record<string, unknown>;
  const end =
    ewsUrl === undefined
      ? [message, cause && `because ${(cause as { code: string; message: string }).code} ${(cause as Error).message}`]
      : [`${ewsUrl} for ${email} by ${source}`, serverVersion];
  return [name, ...steps.map(told), ...end.filter(Boolean).map((line) => `  = ${line}`)].join('\n');
}

test('every search goes as it is written down', async () => {
  const stories: string[] = [];
  for (const row of ROWS) stories.push(await story(row));
  const text = `${stories.join('\n\n')}\n`;
  const file = new URL('traces.txt', import.meta.url);
  if (process.env['ACCEPT'] === '1') writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, 'utf8'));
});
