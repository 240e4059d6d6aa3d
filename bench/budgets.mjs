/** The budgets of the codec, and how a line of the table says whether one holds. */

/**
 * `figure` is what is compared; `unit` what it counts; a budget is a most or a least. For the plot: `beside`, seconds by name, or `curve`,
 * points of [how many, microseconds].
 */
export function line(what, figure, { most, least, unit = 'x', detail = '', missing, beside, curve } = {}) {
  const holds =
    figure === undefined
      ? undefined
      : most !== undefined
        ? figure <= most
        : least !== undefined
          ? figure >= least
          : undefined;
  return { what, figure, unit, most, least, holds, detail, missing, beside, curve };
}

/** The table for people. */
export function printTable(lines, write) {
  const width = Math.max(...lines.map(({ what }) => what.length));
  for (const { what, figure, unit, most, least, holds, detail, missing } of lines) {
    const verdict = holds === undefined ? '' : holds ? 'holds' : 'BROKEN';
    const [value, budget] = [figureOf({ figure, unit }), budgetOf({ most, least, unit })];
    write(
      `${what.padEnd(width)}  ${value.padStart(12)}  ${budget.padEnd(10)} ${verdict.padEnd(6)}  ${missing ?? detail}\n`,
    );
  }
}

export const figureOf = ({ figure, unit }) =>
  figure === undefined ? 'not measured' : `${figure.toFixed(unit === 'x' ? 2 : 0)} ${unit}`;

export const budgetOf = ({ most, least, unit }) =>
  most !== undefined ? `<= ${most} ${unit}` : least !== undefined ? `>= ${least} ${unit}` : '';
