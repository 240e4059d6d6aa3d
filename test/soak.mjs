/**
 * The soak, run by `make soak`: 20,000 requests over 8 lanes to a server that fails one time in twenty, in nine ways. Every request
 * settles once, nothing is created or sent twice, nothing that was reported done is missing; sockets, timers and memory return to
 * where they were, and the one signal that all calls were given has no listener left. `node test/soak.mjs [requests] [seed]`.
 */
import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import v8 from 'node:v8';
import vm from 'node:vm';
import { build } from 'esbuild';

const REQUESTS = Number(process.argv[2] ?? 20_000);
const LANES = 8;
const FAULTS = 0.05;
const AT_ONCE = 64;

v8.setFlagsFromString('--expose-gc');
const gc = vm.runInNewContext('gc');
const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The sources as one module, built in a folder from which the packages are found. */
async function load() {
  const folder = mkdtempSync(join(root, 'node_modules', '.soak-'));
  const outfile = join(folder, 'client.mjs');
  const contents = `
    export { Client } from './src/client/client.js';
    export { createTransport } from './src/auth/create-transport.js';
    export { basic } from './src/auth/credentials.js';
    export { faultTolerance } from './src/client/retry-policy.js';
    export { committed } from './src/soap/committed.js';
    export { CreateItem, GetFolder, SendItem } from './generated/index.js';`;
  const stdin = { contents, resolveDir: root, loader: 'ts' };
  try {
    await build({
      stdin,
      outfile,
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      packages: 'external',
      logLevel: 'error',
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Mulberry32: the same faults for the same seed. */
function randomOf(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const ENVELOPE =
  '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types" xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"><s:Body>';
const soap = (body) => `${ENVELOPE}${body}</s:Body></s:Envelope>`;
const one = (operation, inner = '') =>
  soap(
    `<m:${operation}Response><m:ResponseMessages><m:${operation}ResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode>${inner}</m:${operation}ResponseMessage></m:ResponseMessages></m:${operation}Response>`,
  );
const fault = (code) =>
  soap(
    `<s:Fault><faultcode>a:${code}</faultcode><faultstring>No.</faultstring><detail><e:ResponseCode xmlns:e="http://schemas.microsoft.com/exchange/services/2006/errors">${code}</e:ResponseCode></detail></s:Fault>`,
  );
const http = (status, body) =>
  `HTTP/1.1 ${status} X\r\nContent-Type: text/xml\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

/** What the server has really done: marks and subjects of items, ids of sent drafts. */
const created = [];
const sent = [];
const injected = new Map();

function perform(operation, body) {
  if (operation === 'SendItem') sent.push(/<t:ItemId Id="([^"]*)"/.exec(body)[1]);
  if (operation === 'CreateItem') {
    created.push({ mark: /<t:Value>([^<]*)</.exec(body)[1], subject: /<t:Subject>([^<]*)</.exec(body)[1] });
    return one('CreateItem', `<m:Items><t:Message><t:ItemId Id="${created.at(-1).subject}"/></t:Message></m:Items>`);
  }
  if (operation === 'FindItem') {
    const prefix = /<t:Constant Value="([^"]*)"/.exec(body)[1];
    const items = created
      .filter(({ mark }) => mark.startsWith(prefix))
      .map(
        ({ mark, subject }) =>
          `<t:Message><t:ItemId Id="${subject}"/><t:ExtendedProperty><t:ExtendedFieldURI DistinguishedPropertySetId="PublicStrings" PropertyName="ewskit-created-by" PropertyType="String"/><t:Value>${mark}</t:Value></t:ExtendedProperty></t:Message>`,
      );
    return one(
      'FindItem',
      `<m:RootFolder TotalItemsInView="${items.length}" IncludesLastItemInRange="true"><t:Items>${items.join('')}</t:Items></m:RootFolder>`,
    );
  }
  if (operation === 'GetFolder') {
    const id = /<t:FolderId Id="([^"]*)"/.exec(body)[1];
    return one('GetFolder', `<m:Folders><t:Folder><t:FolderId Id="${id}"/></t:Folder></m:Folders>`);
  }
  return one(operation);
}

const FAULT_KINDS = {
  'reset before': (socket) => socket.resetAndDestroy(),
  'reset after': (socket, answer) => answer() && socket.resetAndDestroy(),
  'half a body': (socket, answer) => {
    const text = http(200, answer());
    socket.end(text.slice(0, text.length - 40));
  },
  busy: (socket) => socket.write(http(500, fault('ErrorServerBusy'))),
  503: (socket) => socket.write(http(503, '')),
  'empty 500': (socket) => socket.write(http(500, '')),
  'two answers after a fault': (socket) => socket.write(http(500, fault('ErrorServerBusy')) + http(200, '<html/>')),
  slow: (socket, answer) => void setTimeout(() => socket.write(http(200, answer())), 30),
  closes: (socket, answer) => socket.end(http(200, answer()).replace('\r\n', '\r\nConnection: close\r\n')),
};

function serve(random) {
  const kinds = Object.keys(FAULT_KINDS);
  return net.createServer((socket) => {
    let buffer = '';
    socket.on('error', () => undefined);
    socket.setEncoding('latin1');
    socket.on('data', (chunk) => {
      buffer += chunk;
      for (;;) {
        const end = buffer.indexOf('\r\n\r\n');
        if (end < 0) return;
        const size = end + 4 + Number(/content-length: (\d+)/i.exec(buffer.slice(0, end))?.[1] ?? 0);
        if (buffer.length < size) return;
        const body = buffer.slice(end + 4, size);
        buffer = buffer.slice(size);
        const operation = /<s:Body><m:(\w+)/.exec(body)?.[1] ?? '';
        const answer = () => perform(operation, body);
        if (random() >= FAULTS) {
          socket.write(http(200, answer()));
          continue;
        }
        const kind = kinds[Math.floor(random() * kinds.length)];
        injected.set(kind, (injected.get(kind) ?? 0) + 1);
        FAULT_KINDS[kind](socket, answer);
      }
    });
  });
}

const resources = () => process.getActiveResourcesInfo().filter((name) => /TCP|TLS|Timeout/.test(name));

async function heap() {
  await new Promise((resolve) => setTimeout(resolve, 50));
  gc();
  gc();
  return process.memoryUsage().heapUsed;
}

const { Client, committed, createTransport, basic, faultTolerance, CreateItem, GetFolder, SendItem } = await load();
const atStart = resources();
const server = serve(randomOf(Number(process.argv[3] ?? 1)));
let sockets = 0;
let mostSockets = 0;
server.on('connection', (socket) => {
  mostSockets = Math.max(mostSockets, ++sockets);
  socket.on('close', () => sockets--);
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const endpoint = new URL(`http://127.0.0.1:${server.address().port}/EWS/Exchange.asmx`);
const client = new Client({
  registry: committed,
  endpoint,
  transport: createTransport({
    server: endpoint,
    connections: LANES,
    credentials: basic({ username: 'ann', password: 'secret' }),
  }),
  // This server never works on what it has not answered: what is not found after a moment can be created.
  retry: faultTolerance({ firstWaitMs: 5, maxWaitMs: 20_000, atWorkMs: 100 }),
});

/** Held for as long as the program lives, as a service holds the one of its shutdown. */
const { signal } = new AbortController();
const listeners = () => getEventListeners(signal, 'abort').length;
let mostListeners = 0;
const warnings = [];
process.on('warning', ({ message }) => warnings.push(message));

const outcomes = { ok: 0, failed: 0, unknown: 0 };
let settled = 0;

async function request(n) {
  const kind = n % 10;
  if (kind < 7) {
    const folderIds = [{ kind: 'folderId', id: `folder-${n}` }];
    const asked = { folderShape: { baseShape: 'IdOnly' }, folderIds };
    const { responseMessages } = await client.call(GetFolder, asked, { signal });
    // The answer to this request, not to another one.
    assert.equal(responseMessages[0].folders[0].folderId.id, `folder-${n}`);
  } else if (kind < 9) {
    const items = [{ kind: 'message', subject: `item-${n}` }];
    const { responseMessages } = await client.call(CreateItem, { messageDisposition: 'SaveOnly', items }, { signal });
    assert.equal(responseMessages[0].items[0].itemId.id, `item-${n}`);
  } else {
    const itemIds = [{ kind: 'itemId', id: `draft-${n}` }];
    try {
      await client.call(SendItem, { saveItemToFolder: true, itemIds }, { signal, deadlineMs: 600_000 });
      assert.ok(sent.includes(`draft-${n}`), 'reported as sent, and was not');
    } catch (error) {
      if (error.fate === undefined) throw error;
      assert.equal(error.fate, 'unknown');
      outcomes.unknown++;
    }
  }
}

async function run(from, to) {
  let next = from;
  const worker = async () => {
    for (let n = next++; n < to; n = next++) {
      await request(n).then(
        () => outcomes.ok++,
        (error) => {
          outcomes.failed++;
          console.error(`request ${n}: ${error.code ?? ''} ${error.message}`);
        },
      );
      settled++;
      mostListeners = Math.max(mostListeners, listeners());
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

const started = performance.now();
const warmUp = Math.min(2000, Math.floor(REQUESTS / 4));
await run(0, warmUp);
const before = await heap();
const [createdBefore, sentBefore] = [created.length, sent.length];
await run(warmUp, REQUESTS);
const seconds = (performance.now() - started) / 1000;
const after = await heap();
await client[Symbol.asyncDispose]();
await new Promise((resolve) => server.close(resolve));
await new Promise((resolve) => setTimeout(resolve, 100));

const faults = [...injected.values()].reduce((sum, count) => sum + count, 0);
console.log(`${settled} requests settled in ${seconds.toFixed(1)} s over ${mostSockets} sockets at most`);
console.log(`${faults} faults: ${[...injected].map(([kind, count]) => `${kind} ${count}`).join(', ')}`);
console.log(
  `${outcomes.ok - outcomes.unknown} done, ${outcomes.unknown} sends of unknown fate, ${outcomes.failed} failed`,
);
console.log(
  `heap ${(before / 2 ** 20).toFixed(1)} -> ${(after / 2 ** 20).toFixed(1)} MB; left: ${resources().join(', ') || 'nothing'}`,
);

console.log(`${mostListeners} listeners at most on the signal of all calls, ${listeners()} in the end`);

assert.equal(settled, REQUESTS);
// A call waits at few places at once.
assert.ok(mostListeners <= 4 * AT_ONCE, `${mostListeners} listeners`);
assert.deepEqual(warnings, [], 'Node takes nothing for a leak');
assert.equal(listeners(), 0, 'no listener is left on a signal that lives on');
assert.equal(outcomes.failed, 0, 'every read and every creation comes through');
const subjects = created.map(({ subject }) => subject);
assert.equal(new Set(subjects).size, subjects.length, 'nothing was created twice');
const wanted = Array.from({ length: REQUESTS }, (_, n) => n).filter((n) => n % 10 >= 7 && n % 10 < 9).length;
assert.equal(subjects.length, wanted, 'everything was created');
assert.equal(new Set(sent).size, sent.length, 'nothing was sent twice');
// A socket that is being replaced and its successor can overlap for a moment.
assert.ok(mostSockets <= LANES * 2, `${mostSockets} sockets`);
assert.deepEqual(resources(), atStart, 'no socket and no timer is left');
// The server's own records, about 200 bytes each, are not the client's.
const records = (created.length - createdBefore + sent.length - sentBefore) * 300;
assert.ok(after - before - records < 8 * 2 ** 20, 'memory returned to where it was');
console.log('soak: ok');
