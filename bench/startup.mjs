/** What a process pays before it can work: importing the package cold, its first request, and generating the code of an edition. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { line } from './budgets.mjs';
import { withServer } from './mailbox.mjs';
import { median, timeProcess } from './measure.mjs';

const SCHEMAS = ['schemas', '../shared/schemas/ExchangeSE_15.2.2562'];

const PROCESSES = 15;

export async function startupLines({ say }) {
  say('starting processes');
  const url = pathToFileURL(resolve('dist/index.js')).href;
  const lines = await withServer({ options: { tls: true } }, (server) => firstRequestLines(url, server));
  return [...lines, generateLine()];
}

/** Figures that new processes print, as the median of each. Rivals take turns. */
function printed(programs, options = {}) {
  const seen = programs.map(() => []);
  for (let round = 0; round <= PROCESSES; round++)
    for (const [index, code] of programs.entries()) {
      const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
        encoding: 'utf8',
        ...options,
      });
      const numbers = stdout.trim().split(' ').map(Number);
      if (stdout === '' || numbers.some(Number.isNaN)) throw new Error(stderr);
      // The first is for the caches of the file system.
      if (round > 0) seen[index].push(numbers);
    }
  return seen.map((runs) => runs[0].map((_, at) => median(runs.map((run) => run[at]))));
}

/** From before the import to after it, and from there to the first answer, over TLS; the same request by `node:https` alone. */
function firstRequestLines(url, server) {
  const [user, password] = ['alice@example.test', 'secret'];
  const ours = `const t = performance.now(); const { Account, basic } = await import('${url}'); const imported = performance.now();
const account = await Account.connect({ email: '${user}', endpoint: '${server.url}', credentials: basic({ username: '${user}', password: '${password}' }), timeZone: 'UTC' });
await account.inbox.count(); const done = performance.now(); await account.close(); console.log(imported - t, done - imported)`;
  const bare = `import https from 'node:https'; const t = performance.now();
const body = ${JSON.stringify(BARE_REQUEST)};
const headers = { 'content-type': 'text/xml; charset=utf-8', authorization: 'Basic ' + btoa('${user}:${password}') };
await new Promise((resolve, reject) => https.request('${server.url}', { method: 'POST', headers }, (answer) => {
  let text = ''; answer.setEncoding('utf8').on('data', (part) => { text += part; }).on('end', () => text.includes('NoError') ? resolve() : reject(new Error(text)));
}).on('error', reject).end(body)); console.log(performance.now() - t)`;
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: server.ca };
  const [[imported, first], [https]] = printed([ours, bare], { env });
  return [
    line("import 'ewskit', cold", imported, { unit: 'ms', most: 50, detail: `median of ${PROCESSES} processes` }),
    line('first request beyond the import', first, {
      unit: 'ms',
      most: 150,
      detail: `over TLS with Basic; node:https alone ${https.toFixed(0)} ms, so ${(first / https).toFixed(1)} x`,
    }),
  ];
}

const BARE_REQUEST = `<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types" xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"><s:Header><t:RequestServerVersion Version="Exchange2016"/></s:Header><s:Body><m:GetFolder><m:FolderShape><t:BaseShape>Default</t:BaseShape></m:FolderShape><m:FolderIds><t:DistinguishedFolderId Id="inbox"/></m:FolderIds></m:GetFolder></s:Body></s:Envelope>`;

function generateLine() {
  const what = 'generate';
  const schemas = SCHEMAS.find((folder) => existsSync(join(folder, 'types.xsd')));
  const missing = !existsSync('dist/cli.js') ? 'dist/ is not built (make build)' : 'no schema files (make schemas)';
  if (!schemas || !existsSync('dist/cli.js')) return line(what, undefined, { unit: 'ms', missing });
  const out = mkdtempSync(join(tmpdir(), 'ewskit-generate-'));
  const took = timeProcess(process.execPath, ['dist/cli.js', 'generate', '--schemas', schemas, '--out', out], {
    rounds: 1,
  });
  rmSync(out, { recursive: true });
  return line(what, took, {
    unit: 'ms',
    most: 10_000,
    ...(took ? {} : { missing: 'the generator failed' }),
    detail: `from ${schemas}`,
  });
}
