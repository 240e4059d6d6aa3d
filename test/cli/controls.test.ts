/** The command line prints what servers and files say, and none of it moves the cursor, colours a line or turns it round. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { describeError, writeJsonLine } from '../../src/cli/output.js';
import { runCli } from '../../src/cli/program.js';
import { table } from '../../src/cli/table.js';
import { httpServer } from '../http/servers.js';
import { temporaryFolder } from '../support/temp-folder.js';
import { capture } from './capture.js';

/** XML has no references to those of C0. */
const HOSTILE = '\u009b2J\u202e\u0085\u2028';
const OBEYED = /[\0-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]/;
const REFERENCES = '&#x9b;2J&#x202e;&#x85;&#x2028;';

async function run(...argv: string[]): Promise<string> {
  const context = capture({ env: { EWS_PASSWORD: 'wonderland-7' } });
  await runCli(argv, context);
  return context.out() + context.err();
}

const settings = (values: string) =>
  `<Autodiscover><Response><User><DisplayName>Ann ${values}</DisplayName></User><Account><Protocol><Type>EXPR</Type><EwsUrl>http://127.0.0.1/EWS/Exchange.asmx</EwsUrl><Server>${values}</Server></Protocol></Account></Response></Autodiscover>`;
const refusal = (text: string) =>
  `<Autodiscover><Response><Error><ErrorCode>600</ErrorCode><Message>${text}</Message></Error></Response></Autodiscover>`;

test.each([
  ['settings', settings(REFERENCES), ['--settings']],
  ['settings as JSON', settings(REFERENCES), ['--json']],
  ['settings, explained', settings(REFERENCES), ['--explain', '--settings']],
  ['a refusal', refusal(REFERENCES), []],
  ['a refusal as JSON', refusal(REFERENCES), ['--json']],
  ['what is no XML', `<a>${HOSTILE}`, ['--explain']],
])('autodiscover: %s', async (_, body, flags) => {
  await using server = await httpServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/xml; charset=utf-8' }).end(body);
  });
  const url = new URL('/autodiscover/autodiscover.xml', server.url).href;
  const printed = await run('autodiscover', 'ann@b.test', '--url', url, ...flags);
  expect(printed).not.toBe('');
  expect(printed.replaceAll('\n', '')).not.toMatch(OBEYED);
});

test('autodiscover: a redirection', async () => {
  await using server = await httpServer((_request, response) => {
    response.writeHead(302, { location: 'https://b.test/\u009b2J' }).end();
  });
  const url = new URL('/autodiscover/autodiscover.xml', server.url).href;
  expect((await run('autodiscover', 'ann@b.test', '--url', url, '--explain')).replaceAll('\n', '')).not.toMatch(OBEYED);
});

test.each([[], ['--json'], ['--validate']])('inspect: a document, with %p', async (...flags) => {
  await using folder = await temporaryFolder('ewskit-controls-');
  const file = join(folder.path, 'fault.xml');
  await writeFile(
    file,
    `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><x${'\u0085'}>${HOSTILE}</s:Body></s:Envelope>`,
  );
  const printed = await run('inspect', file, ...flags.flat());
  expect(printed.replaceAll('\n', '')).not.toMatch(OBEYED);
});

test('errors, tables and JSON, whatever is in them', () => {
  const all = Array.from({ length: 0xa0 }, (_, code) => String.fromCharCode(code)).join('') + HOSTILE;
  const error = new Error(all, { cause: new Error(all) });
  for (const env of [{}, { EWSKIT_DEBUG: '1' }]) expect(describeError(error, env)).not.toMatch(OBEYED);
  expect(table(['A'], [[all]]).replaceAll('\n', '')).not.toMatch(OBEYED);
  const context = capture();
  writeJsonLine(context.stdout, { all });
  expect(context.out().replaceAll('\n', '')).not.toMatch(OBEYED);
  expect(JSON.parse(context.out())).toEqual({ all });
});
