/** The sandbox as its users wait for it: pages of large folders, creating, opening, starting, setting back, and what it holds in memory. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { line } from './budgets.mjs';
import { median } from './measure.mjs';
import { asker, batch, PAGE, processorTime } from './sandbox-asks.mjs';

const SIZES = [1_000, 10_000, 100_000];
const HELD = 10_000;
const PROCESSES = 9;

export async function sandboxLines({ say }) {
  const { Sandbox } = await import(pathToFileURL(resolve('dist/sandbox.js')).href);
  const folder = mkdtempSync(join(tmpdir(), 'ewskit-bench-'));
  try {
    const data = join(folder, 'mail.db');
    const grown = await growing(Sandbox, data, say);
    say('sandbox: opening, starting, setting back, memory');
    return [
      ...grown,
      opened(data),
      started(),
      await setBack(Sandbox),
      ...[false, true].map((file) => kept(file ? join(folder, 'kept.db') : '')),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function growing(Sandbox, data, say) {
  const sandbox = await Sandbox.start({ data, listen: false });
  const ask = asker(sandbox);
  const pages = [];
  const created = [];
  for (let made = 0; made < SIZES.at(-1); ) {
    const from = made;
    created.push(await processorTime(() => ask(batch(from))));
    made += 100;
    if (!SIZES.includes(made)) continue;
    say(`sandbox: ${made.toLocaleString('en')} items`);
    const turns = [];
    for (let turn = 0; turn < 15; turn++) turns.push(await processorTime(() => ask(PAGE)));
    pages.push({ made, took: median(turns) });
  }
  await sandbox.close();
  const [small, large] = [pages[0], pages.at(-1)];
  const rate = (from, to) => 100_000 / median(created.slice(from, to));
  return [
    line(
      'FindItem, page of 100 out of 100,000 with a restriction and an order, of one out of 1,000',
      large.took / small.took,
      {
        most: 20,
        detail: `CPU: ${pages.map(({ made, took }) => `${took.toFixed(1)} ms out of ${made.toLocaleString('en')}`).join(', ')}; n log n would be 167 x`,
      },
    ),
    line('items created in batches of 100', rate(0), {
      unit: 'a second',
      least: 1_500,
      detail: `of one processor, into a file; the last 10,000 of 100,000: ${rate(-100).toFixed(0)}`,
    }),
  ];
}

/** Figures that a new process prints: the median of each. */
function printed(args, rounds = PROCESSES) {
  const seen = [];
  for (let round = 0; round < rounds; round++) {
    const { stdout, stderr } = spawnSync(process.execPath, ['--expose-gc', 'bench/sandbox-process.mjs', ...args], {
      encoding: 'utf8',
    });
    const numbers = stdout.trim().split(' ').map(Number);
    if (stdout === '' || numbers.some(Number.isNaN)) throw new Error(stderr);
    seen.push(numbers);
  }
  return seen[0].map((_, at) => median(seen.map((run) => run[at])));
}

function opened(data) {
  const [start, page, cpu] = printed(['open', data]);
  return line('a file of 100,000 items opened cold, to its first page', start + page, {
    unit: 'ms',
    most: 1_000,
    detail: `a new process beyond its import; CPU ${cpu.toFixed(0)} ms`,
  });
}

function started() {
  const [start, page, cpu] = printed(['start']);
  return line('start to first answer', start + page, {
    unit: 'ms',
    most: 300,
    detail: `a new process beyond its import, three mailboxes: start ${start.toFixed(0)} ms, first answer ${page.toFixed(0)} ms; CPU ${cpu.toFixed(0)} ms`,
  });
}

async function setBack(Sandbox) {
  const sandbox = await Sandbox.start({ listen: false });
  const ask = asker(sandbox);
  for (let made = 0; made < HELD; made += 100) await ask(batch(made));
  sandbox.snapshot();
  const turns = [];
  for (let turn = 0; turn < 25; turn++) {
    await ask(batch(0));
    turns.push(await processorTime(() => sandbox.reset()));
  }
  await sandbox.close();
  return line('reset, 10,000 items kept, 100 undone', median(turns), { unit: 'ms', most: 20, detail: 'CPU' });
}

function kept(data) {
  const [bytes] = printed(['hold', String(HELD), data], 1);
  return line(`memory for 10,000 items ${data === '' ? 'without a file' : 'in a file'}`, bytes / 1024, {
    unit: 'KiB',
    most: data === '' ? 80_000 : 40_000,
    detail: `${(bytes / HELD).toFixed(0)} bytes an item of about 1 KB of text, after a page was read`,
  });
}
