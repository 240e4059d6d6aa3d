/**
 * Small aligned tables for a terminal: numbers to the right, text to the left, long cells cut. Pure text in, text out.
 */
import { withoutControls } from '../errors.js';

/** What a cell can hold; undefined prints as a dash. */
export type Cell = string | number | boolean | Date | undefined;

/** Widest column; longer text ends in an ellipsis. */
const MAX_WIDTH = 44;

/** The table as lines, the last with a line end; headers underlined with spaces between the columns. */
export function table(headers: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const text = rows.map((row) => headers.map((_, column) => cellText(row[column])));
  const widths = headers.map((header, column) => Math.max(width(header), ...text.map((row) => width(row[column]!))));
  const right = headers.map((_, column) => rows.length > 0 && rows.every((row) => typeof row[column] === 'number'));
  const line = (cells: readonly string[]) =>
    `  ${cells.map((cell, column) => pad(cell, widths[column]!, right[column]!)).join('  ')}`.trimEnd();
  return `${[line(headers), line(widths.map((size) => '-'.repeat(size))), ...text.map(line)].join('\n')}\n`;
}

function cellText(cell: Cell): string {
  if (cell === undefined) return '-';
  const text =
    cell instanceof Date
      ? cell.toISOString().slice(0, 16).replace('T', ' ')
      : withoutControls(String(cell).replace(/\s+/g, ' '));
  const points = [...text];
  return points.length > MAX_WIDTH ? `${points.slice(0, MAX_WIDTH - 1).join('')}…` : text;
}

/** Code points, so that an emoji or an accent outside the basic plane counts once. */
function width(text: string): number {
  return [...text].length;
}

function pad(text: string, size: number, right: boolean): string {
  const space = ' '.repeat(size - width(text));
  return right ? space + text : text + space;
}
