/** docs/performance.md and its plot, of what `make bench` measured last in each group of lines. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { budgetOf, figureOf } from './budgets.mjs';
import { plot } from './plot.mjs';

const KEPT = resolve('node_modules/.cache/ewskit-bench/results.json');

function kept() {
  try {
    return JSON.parse(readFileSync(KEPT, 'utf8'));
  } catch {
    return {};
  }
}

/** What was measured of a group: the report may be written by a later run of another. */
export function keep(name, group) {
  mkdirSync(resolve(KEPT, '..'), { recursive: true });
  writeFileSync(KEPT, JSON.stringify({ ...kept(), [name]: group }));
}

/** Groups in this order, those left out that were never measured. */
export function writeReport(order, say) {
  const all = kept();
  const names = order.filter((name) => all[name]);
  const lines = names.flatMap((name) => all[name].lines);
  const missing = order.filter((name) => !all[name]);
  const plotted = lines.some(({ beside, curve }) => beside ?? curve);
  if (plotted) writeFileSync('docs/performance.svg', plot(lines));
  const groups = names.map((name) => [name, all[name]]);
  writeFileSync('docs/performance.md', page(groups, plotted, missing));
  say(`docs/performance.md is written${missing.length > 0 ? `; not measured yet: ${missing.join(', ')}` : ''}`);
}

function page(groups, plotted, missing) {
  const picture =
    '![Work on 5,000 items beside exchangelib, and the cost of an item by the size of a folder](performance.svg)\n\n';
  const left = missing.length > 0 ? `Not measured yet: ${missing.join(', ')}.\n\n` : '';
  const { node, cpu, kernel } = groups[0]?.[1] ?? {};
  return `# How fast it is

Written by \`make bench ARGS=--report\`; do not edit. Each line is a ratio to a peer or to a limit that was measured in the same run, warm, and the median
of five turns or more. \`make bench ARGS='codec bodies'\` measures some groups of lines alone.

Measured on ${cpu}, Linux ${kernel}, Node ${node}, with server and client on the same machine, each in a process of its own. Above each table stand the day,
and how many processes wanted a core when it began: above the number of cores, times are longer than they need be, of both sides.

${plotted ? picture : ''}${left}${groups.map(([name, group]) => table(name, group)).join('\n')}`;
}

function table(name, { lines, date, busyBefore }) {
  const cell = (text) => text.replaceAll('|', '\\|');
  const row = (each) => {
    const verdict = each.holds === undefined ? '' : each.holds ? 'holds' : '**broken**';
    const cells = [each.what, figureOf(each), budgetOf(each), verdict, each.missing ?? each.detail];
    return `| ${cells.map(cell).join(' | ')} |`;
  };
  return `## ${name}

${date.slice(0, 10)}, load ${busyBefore.toFixed(1)}

| | figure | budget | | |
|---|---|---|---|---|
${lines.map(row).join('\n')}
`;
}
