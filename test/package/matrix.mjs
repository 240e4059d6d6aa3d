/** Runs rows, as many at a time as there are processors, and prints them as a table; what failed says why below it. */
import { availableParallelism } from 'node:os';

export async function runMatrix(rows) {
  const results = new Array(rows.length);
  let next = 0;
  const worker = async () => {
    while (next < rows.length) {
      const at = next++;
      results[at] = await runRow(rows[at]);
      if (process.stderr.isTTY) process.stderr.write(`\r${results.filter(Boolean).length} of ${rows.length}`);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  if (process.stderr.isTTY) process.stderr.write('\r');
  printTable(results);
  const failed = results.filter(({ state }) => state === 'FAILED');
  for (const { group, name, note } of failed) console.log(`\n== ${group}: ${name}\n${note}`);
  return failed.length;
}

async function runRow({ group, name, skip, run }) {
  if (skip !== undefined) return { group, name, state: 'skipped', note: skip };
  const started = performance.now();
  const row = { group, name, state: 'ok', note: '' };
  try {
    row.note = (await run()) ?? '';
  } catch (error) {
    row.state = 'FAILED';
    row.note = error instanceof Error ? error.message.split('\n').slice(0, 40).join('\n') : String(error);
  }
  return { ...row, seconds: (performance.now() - started) / 1000 };
}

function printTable(results) {
  const width = (key) => Math.max(...results.map((row) => row[key].length));
  const [groups, names] = [width('group'), width('name')];
  for (const { group, name, state, note, seconds } of results) {
    const time = seconds === undefined ? '' : `${seconds.toFixed(1)} s`;
    const remark = state === 'FAILED' ? 'see below' : note;
    console.log(
      `${state.padEnd(8)}${group.padEnd(groups + 2)}${name.padEnd(names + 2)}${time.padStart(7)}  ${remark}`.trimEnd(),
    );
  }
}
