/**
 * Large attachments both ways, from file to file, against a bare HTTP copy with base64: bytes per second and memory, each copy in a
 * process of its own. `node bench/attachments.mjs 256` for megabytes; default 1024.
 */
import { fork } from 'node:child_process';
import {
  createReadStream,
  createWriteStream,
  mkdtempSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { line, printTable } from './budgets.mjs';
import { median } from './measure.mjs';

const MEGABYTE = 1024 * 1024;
const HERE = fileURLToPath(import.meta.url);

/** Reports the seconds of a piece of work and the megabytes that it took beside those that were there. */
async function measured(warmUp, work) {
  await warmUp();
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 10);
  const started = performance.now();
  await work();
  clearInterval(watch);
  return { seconds: (performance.now() - started) / 1000, megabytes: (most - before) / MEGABYTE };
}

async function* decoded(chunks) {
  let rest = '';
  for await (const chunk of chunks) {
    const text = rest + chunk.toString('latin1');
    const whole = text.length - (text.length % 4);
    rest = text.slice(whole);
    yield Buffer.from(text.slice(0, whole), 'base64');
  }
}

async function* encoded(chunks) {
  let rest = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    const whole = bytes.length - (bytes.length % 3);
    rest = bytes.subarray(whole);
    yield Buffer.from(bytes.subarray(0, whole).toString('base64'), 'latin1');
  }
  if (rest.length > 0) yield Buffer.from(rest.toString('base64'), 'latin1');
}

const bare = {
  async down(port, file, few) {
    const path = few ? '/bare?few' : '/bare';
    const response = await new Promise((resolve) => http.get({ port, path }, resolve));
    await pipeline(response, decoded, createWriteStream(file));
  },
  async up(port, file) {
    const length = 4 * Math.ceil(statSync(file).size / 3);
    const request = http.request({ port, path: '/bare', method: 'POST', headers: { 'content-length': length } });
    const answered = new Promise((resolve) =>
      request.once('response', (response) => response.resume().once('end', resolve)),
    );
    await pipeline(createReadStream(file, { highWaterMark: 0x40000 }), encoded, request);
    await answered;
  },
};

async function ours(port) {
  const { Account, basic } = await import('../dist/index.js');
  const credentials = basic({ username: 'a', password: 'b' });
  const account = await Account.connect({
    email: 'a@example.test',
    credentials,
    endpoint: `http://127.0.0.1:${port}/EWS/Exchange.asmx`,
  });
  const item = await account.item('i');
  return {
    down: (_, file, few) => item.attachments[few ? 1 : 0].saveTo(file, { overwrite: true }),
    up: (_, file) => item.attach({ path: file }),
  };
}

if (process.env.EWSKIT_COPY) {
  const { who, way, port, file, small } = JSON.parse(process.env.EWSKIT_COPY);
  const copy = (who === 'bare' ? bare : await ours(port))[way];
  // What is loaded and compiled for the first time is no part of the copy.
  const warmUp = () => (way === 'up' ? copy(port, small) : copy(port, file, true));
  process.send(await measured(warmUp, () => copy(port, file)), () => process.exit());
} else {
  const megabytes = Number(process.argv[2] ?? 1024);
  const folder = mkdtempSync(join(tmpdir(), 'ewskit-attachments-'));
  const server = fork(join(HERE, '../attachments-server.mjs'), [String(megabytes * MEGABYTE)], { execArgv: [] });
  try {
    const port = await new Promise((resolve) => server.once('message', resolve));
    const [file, small, got] = ['file', 'small', 'got'].map((name) => join(folder, name));
    for (const [name, size] of [
      [file, megabytes],
      [small, 1],
    ]) {
      writeFileSync(name, '');
      truncateSync(name, size * MEGABYTE);
    }
    const run = (who, way) =>
      new Promise((resolve, reject) => {
        const job = { who, way, port, small, file: way === 'up' ? file : got };
        const child = fork(HERE, [], {
          env: { ...process.env, EWSKIT_COPY: JSON.stringify(job) },
          execArgv: ['--expose-gc'],
        });
        child.once('message', resolve);
        child.once('exit', () => reject(new Error(`${who} ${way} failed`)));
      });
    const lines = [];
    for (const way of ['down', 'up']) {
      const results = { bare: [], ours: [] };
      for (let round = 0; round < 3; round++)
        for (const who of ['bare', 'ours']) results[who].push(await run(who, way));
      const seconds = (who) => median(results[who].map((result) => result.seconds));
      const extra = median(results.ours.map((result) => result.megabytes));
      const rate = (who) => `${(megabytes / seconds(who)).toFixed(0)} MB/s`;
      lines.push(
        line(`an attachment of ${megabytes} MB ${way}, to a bare copy`, seconds('bare') / seconds('ours'), {
          least: 0.7,
          detail: `${rate('ours')}, bare ${rate('bare')}`,
        }),
        line(`an attachment of ${megabytes} MB ${way}, more memory`, extra, {
          unit: 'MB',
          most: 40,
          detail: `bare ${median(results.bare.map((result) => result.megabytes)).toFixed(0)} MB`,
        }),
      );
    }
    printTable(lines, (text) => process.stdout.write(text));
    process.exitCode = lines.some(({ holds }) => holds === false) ? 1 : 0;
  } finally {
    server.disconnect();
    rmSync(folder, { recursive: true, force: true });
  }
}
