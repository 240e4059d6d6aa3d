/** The budgets of the codec, and how a line of the table says whether one holds. */

/** `figure` is what is compared; `unit` what it counts; a budget is a most or a least. */
export function line(what, figure, { most, least, unit = 'x', detail = '', missing } = {}) {
  const holds =
    figure === undefined
      ? undefined
      : most !== undefined
        ? figure <= most
        : least !== undefined
          ? figure >= least
          : undefined;
  return { what, figure, unit, most, least, holds, detail, missing };
}

/** The table for people. */
export function printTable(lines, write) {
  const width = Math.max(...lines.map(({ what }) => what.length));
  for (const { what, figure, unit, most, least, holds, detail, missing } of lines) {
    const value = figure === undefined ? 'not measured' : `${figure.toFixed(unit === 'x' ? 2 : 0)} ${unit}`;
    const budget = most !== undefined ? `<= ${most} ${unit}` : least !== undefined ? `>= ${least} ${unit}` : '';
    const verdict = holds === undefined ? '' : holds ? 'holds' : 'BROKEN';
    write(
      `${what.padEnd(width)}  ${value.padStart(12)}  ${budget.padEnd(10)} ${verdict.padEnd(6)}  ${missing ?? detail}\n`,
    );
  }
}
