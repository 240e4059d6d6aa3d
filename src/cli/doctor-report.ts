/** An examination as a table for people: what is not well stands out, and has its remedy below it. Pure text out. */

import type { Finding, FindingStatus } from '../doctor/finding.js';
import type { Diagnosis } from '../doctor/options.js';

const LABELS: Readonly<Record<FindingStatus, string>> = {
  ok: 'ok',
  warning: 'WARNING',
  problem: 'PROBLEM',
  skipped: 'skipped',
};
/** Of SGR: green, yellow, red, dim. */
const COLOURS: Readonly<Record<FindingStatus, number>> = { ok: 32, warning: 33, problem: 31, skipped: 2 };
const STATUS_WIDTH = 9;
const CHECK_WIDTH = 21;
const NARROWEST = 40;
/** Before a remedy. */
const ARROW = '-> ';

/** `columns` is the width of the terminal. */
export function report(diagnosis: Diagnosis, { columns, coloured }: { columns: number; coloured: boolean }): string {
  const rows = diagnosis.findings.map((finding) => row(finding, columns, coloured));
  return `${rows.join('')}\n${summary(diagnosis)}\n`;
}

function row({ status, check, what, remedy }: Finding, columns: number, coloured: boolean): string {
  const margin = STATUS_WIDTH + CHECK_WIDTH;
  const width = Math.max(NARROWEST, columns - margin - 1);
  const label = LABELS[status].padEnd(STATUS_WIDTH);
  const head = `${coloured ? `\x1b[${COLOURS[status]}m${label}\x1b[0m` : label}${check.padEnd(CHECK_WIDTH)}`;
  const advice = remedy === undefined ? [] : wrapped(remedy, width - ARROW.length);
  const lines = [
    ...wrapped(what, width),
    ...advice.map((line, index) => `${index === 0 ? ARROW : ' '.repeat(ARROW.length)}${line}`),
  ];
  return lines.map((line, index) => `${index === 0 ? head : ' '.repeat(margin)}${line}\n`).join('');
}

/** Broken at spaces; a word that is longer than a line stands whole, so that a URL can be copied. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** `20 findings in 1.2 s: 15 ok, 1 warning, 1 problem, 3 skipped` */
export function summary({ findings, durationMs }: Diagnosis): string {
  const count = (wanted: FindingStatus) => findings.filter(({ status }) => status === wanted).length;
  const many = (number: number, name: string) => `${number} ${name}${number === 1 ? '' : 's'}`;
  const parts = [
    `${count('ok')} ok`,
    many(count('warning'), 'warning'),
    many(count('problem'), 'problem'),
    `${count('skipped')} skipped`,
  ];
  return `${many(findings.length, 'finding')} in ${(durationMs / 1000).toFixed(1)} s: ${parts.join(', ')}`;
}
