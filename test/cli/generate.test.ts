/** src/cli/generate.ts: what it reports. What is generated is tested in test/codegen. */

import { readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { fetchSchemas } from '../../src/cli/fetch-schemas.js';
import { summary } from '../../src/cli/generate.js';

test('generate --check names the files that differ and the command that mends them', () => {
  const text = summary({ out: 'generated', check: true }, 300, ['types/item.ts', 'index.ts']);
  expect(text).toBe(
    'generated: 2 of 300 files are not what the schema gives. Run make generate.\n  types/item.ts\n  index.ts\n',
  );
});

test('generate --check: nothing differs', () => {
  expect(summary({ out: 'generated', check: true }, 300, [])).toBe('generated: 300 files, all current\n');
});

test('generate --server: fetches the three files, with the password of the environment', async () => {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(request.url!);
    const known = request.headers.authorization === 'Basic YTpi';
    response.writeHead(known ? 200 : 401, { 'www-authenticate': 'Basic realm="EWS"' }).end('<x/>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const folder = await fetchSchemas(url, { EWS_USER: 'a', EWS_PASSWORD: 'b' });
    expect((await readdir(folder)).sort()).toEqual(['messages.xsd', 'services.wsdl', 'types.xsd']);
    // The first is asked for twice: once to learn what the server offers.
    expect([...new Set(seen)]).toEqual(['/EWS/Services.wsdl', '/EWS/messages.xsd', '/EWS/types.xsd']);
    await rm(folder, { recursive: true });
    await expect(fetchSchemas(url, {})).rejects.toThrow('answered 401. Set EWS_USER and EWS_PASSWORD.');
  } finally {
    server.close();
  }
});
