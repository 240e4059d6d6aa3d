/** A process in which sandbox.mjs measures what only a new one can tell: `start`, `open FILE` and `hold COUNT [FILE]`. Prints numbers. */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { held } from './measure.mjs';
import { asker, batch, FOLDER, PAGE } from './sandbox-asks.mjs';

const [mode, ...args] = process.argv.slice(2);
const { Sandbox } = await import(pathToFileURL(resolve('dist/sandbox.js')).href);

if (mode === 'hold') {
  const [count, data] = args;
  const sandbox = await Sandbox.start({ listen: false, ...(data && { data }) });
  const ask = asker(sandbox);
  // A first hundred, so that what is loaded once is there.
  await ask(batch(0));
  await ask(PAGE);
  const before = held();
  for (let made = 0; made < Number(count); made += 100) await ask(batch(made));
  await ask(PAGE);
  const bytes = held() - before;
  await sandbox.close();
  console.log(bytes);
} else {
  const [cpu, begun] = [process.cpuUsage(), performance.now()];
  const sandbox = await Sandbox.start({ ...(mode === 'open' && { data: args[0] }) });
  const started = performance.now();
  await asker(sandbox)(mode === 'open' ? PAGE : FOLDER);
  const answered = performance.now();
  const { user, system } = process.cpuUsage(cpu);
  await sandbox.close();
  console.log(started - begun, answered - started, (user + system) / 1000);
}
