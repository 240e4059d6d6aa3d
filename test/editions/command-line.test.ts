/** `ewskit schema emit` and `ewskit generate --server`, as a user calls them: a server that has our schema, and what comes of it. */

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { type GenerateResult, writeSchema } from '../../codegen/index.js';
import { runGenerate } from '../../src/cli/generate.js';
import { emitFiles } from '../../src/cli/schema.js';
import { committedSchema, emitSchema } from '../../src/schema-text/committed.js';
import { differences, generatedTexts, scratch } from './support.js';

/** Surroundings that keep what is written. */
function capture() {
  let text = '';
  const output = { write: (more: string) => (text += more) };
  const context = {
    stdout: output,
    stderr: output,
    env: {},
    untilStopped: () => Promise.resolve({ signal: 'SIGTERM' }),
  };
  return { context, text: () => text };
}

/** Serves the three files as Exchange does, under /EWS/. */
async function serve(files: Readonly<Record<string, string>>) {
  const server = createServer((request, response) => {
    const text = files[(request.url ?? '').replace('/EWS/', '').toLowerCase()];
    response.writeHead(text === undefined ? 404 : 200).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => void server.close(),
  };
}

test('generate --server gives what its schema gives', async () => {
  await using server = await serve({ ...writeSchema(await committedSchema('ExchangeSE')) });
  using out = scratch();
  const { context, text } = capture();
  expect(await runGenerate({ server: server.url, out: out.path }, context)).toBe(0);
  expect(differences(generatedTexts('.'), generatedTexts(out.path))).toEqual([]);
  expect(text()).toContain('ExchangeSE against the committed ExchangeSE: no change\n');
}, 60_000);

test('generate --server of an older server says what it lacks', async () => {
  await using server = await serve({ ...writeSchema(await committedSchema('Exchange2016')) });
  using out = scratch();
  const { context, text } = capture();
  await runGenerate({ server: server.url, out: out.path, json: true, check: true }, context);
  const report = JSON.parse(text()) as GenerateResult;
  expect(report).toMatchObject({ edition: 'Exchange2016', against: 'ExchangeSE' });
  expect(report.changes).toContainEqual({ change: 'removed', what: 'type', name: 'SharingMessageType' });
}, 60_000);

test('schema emit writes the three files', async () => {
  using out = scratch();
  const { context, text } = capture();

  expect(await emitFiles({ edition: 'Exchange2010_SP2', out: out.path }, context)).toBe(0);
  for (const [name, content] of Object.entries(await emitSchema({ edition: 'Exchange2010_SP2' })))
    expect(readFileSync(join(out.path, name), 'utf8')).toBe(content);
  expect(text()).toContain('types.xsd, messages.xsd, services.wsdl of Exchange2010_SP2');
  await expect(emitFiles({ edition: 'Exchange2003', out: out.path }, context)).rejects.toThrow(
    'There is no edition "Exchange2003". One of: ExchangeSE, Exchange2016,',
  );
});
