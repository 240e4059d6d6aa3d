/** src/cli/inspect.ts and what it asks of a document. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { findUnknown } from '../../src/cli/find-unknown.js';
import { runInspect } from '../../src/cli/inspect.js';
import { operationOf } from '../../src/cli/inspect-document.js';
import { parseXml } from '../../src/xml/element.js';
import { capture } from './capture.js';

const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
const M = 'http://schemas.microsoft.com/exchange/services/2006/messages';
const T = 'http://schemas.microsoft.com/exchange/services/2006/types';
const envelope = (body: string) => `<s:Envelope xmlns:s="${SOAP}"><s:Body>${body}</s:Body></s:Envelope>`;
const GET_FOLDER = envelope(
  `<m:GetFolder xmlns:m="${M}" xmlns:t="${T}"><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape></m:FolderShape>` +
    '<m:FolderIds><t:DistinguishedFolderId Id="inbox"/></m:FolderIds></m:GetFolder>',
);
const STRANGE = GET_FOLDER.replace('</m:FolderIds>', '</m:FolderIds><m:Mood>good</m:Mood>');

let folder: string;
const file = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ewskit-inspect-'));
  await writeFile(file('request.xml'), GET_FOLDER);
  await writeFile(file('strange.xml'), STRANGE);
  await writeFile(file('broken.xml'), GET_FOLDER.slice(0, 200));
  await writeFile(file('pox.xml'), '<Autodiscover xmlns="urn:x"><Request/></Autodiscover>');
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function inspect(
  names: string[],
  flags: { json?: boolean; roundtrip?: boolean; validate?: boolean } = { json: true },
) {
  const context = capture();
  const code = await runInspect(names.map(file), flags, context);
  const lines = flags.json
    ? context
        .out()
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
    : [];
  return { code, lines, out: context.out() };
}

const operation = (xml: string) => operationOf(parseXml(new TextEncoder().encode(xml)));

describe('operation', () => {
  test.each([
    ['the Body child', GET_FOLDER, 'GetFolder'],
    ['nothing for an empty Body', envelope(''), ''],
    ['Fault', envelope('<s:Fault/>'), 'Fault'],
    ['the root where there is no envelope', '<Autodiscover/>', 'Autodiscover'],
  ])('%s', (_, xml, expected) => {
    expect(operation(xml)).toBe(expected);
  });
});

describe('ewskit inspect', () => {
  test('one JSON line per file, in order; exit code 0 when all are ok', async () => {
    const { code, lines } = await inspect(['request.xml', 'pox.xml']);
    expect(code).toBe(0);
    expect(lines).toEqual([
      { file: file('request.xml'), operation: 'GetFolder', ok: true, error: null },
      { file: file('pox.xml'), operation: 'Autodiscover', ok: true, error: null },
    ]);
  });

  test('what cannot be read is a line with a reason, and exit code 1', async () => {
    const { code, lines } = await inspect(['broken.xml', 'absent.xml', 'request.xml']);
    expect(code).toBe(1);
    expect(lines.map(({ ok }) => ok)).toEqual([false, false, true]);
    expect(lines[0].error).toMatch(/at byte \d+/);
    expect(lines[1].error).toContain('ENOENT');
  });

  test('--roundtrip: the same document comes back, unknown elements included', async () => {
    expect((await inspect(['request.xml', 'strange.xml'], { json: true, roundtrip: true })).code).toBe(0);
  });

  test('--validate: names what the schema does not have', async () => {
    const { code, lines } = await inspect(['request.xml', 'strange.xml'], { json: true, validate: true });
    expect(code).toBe(1);
    expect(lines.map(({ ok }) => ok)).toEqual([true, false]);
    expect(lines[1].error).toContain('Mood');
  });

  test('for people: ok or not ok, file, operation', async () => {
    expect((await inspect(['request.xml'], {})).out).toBe(`ok      ${file('request.xml')}  GetFolder\n`);
  });
});

describe('findUnknown', () => {
  test('gives the path of the first', () => {
    const value = {
      items: [{ kind: 'message' }, { kind: 'message', unknown: [{ name: 'Mood', namespace: '', children: [] }] }],
    };
    expect(findUnknown({ body: value })).toBe(
      'body.items[1] has the element Mood, which the schema does not have there.',
    );
  });

  test('finds nothing in plain data, dates and bytes', () => {
    expect(findUnknown({ a: new Date(), b: new Uint8Array(2), c: null, d: [1, 'x'] })).toBeUndefined();
  });
});
