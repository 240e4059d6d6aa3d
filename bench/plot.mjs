/** The plot of docs/performance.md: bars of what was measured beside each other, and curves of what grows. SVG by hand. */

const WIDTH = 760;
const LEFT = 190;
const RIGHT = 90;
const BAR = 14;
const COLOURS = ['#1f77b4', '#6baed6', '#ff7f0e'];
const INK = '#444';

const escapeText = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const text = (x, y, content, more = '') =>
  `<text x="${x.toFixed(0)}" y="${y.toFixed(0)}" ${more}>${escapeText(content)}</text>`;

/** Lines with `beside` become bars, those with `curve` curves; what was not measured is left out. */
export function plot(lines) {
  const panels = [bars(lines.flatMap(({ beside }) => beside ?? [])), curves(lines.flatMap(({ curve }) => curve ?? []))];
  let y = 10;
  const parts = panels.map(({ height, svg }) => {
    const part = `<g transform="translate(0 ${y})">${svg}</g>`;
    y += height;
    return part;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y}" width="${WIDTH}" height="${y}" font-family="sans-serif" font-size="12" fill="${INK}">
<rect width="${WIDTH}" height="${y}" fill="#fff"/>
${parts.join('\n')}
</svg>
`;
}

/** A group for each piece of work, a bar for each who did it, as long as its seconds. */
function bars(groups) {
  if (groups.length === 0) return { height: 0, svg: '' };
  const most = Math.max(...groups.flatMap(({ seconds }) => Object.values(seconds)));
  const scale = (WIDTH - LEFT - RIGHT) / most;
  const names = [...new Set(groups.flatMap(({ seconds }) => Object.keys(seconds)))];
  const parts = [text(LEFT, 14, 'seconds, over 20 ms', 'font-weight="bold"')];
  for (const [index, name] of names.entries()) {
    const x = LEFT + 160 + index * 130;
    parts.push(`<rect x="${x}" y="5" width="10" height="10" fill="${COLOURS[index]}"/>`, text(x + 14, 14, name));
  }
  let y = 30;
  for (const { what, seconds } of groups) {
    parts.push(text(LEFT - 8, y + BAR * 1.8, what, 'text-anchor="end"'));
    for (const [index, name] of names.entries()) {
      const value = seconds[name] ?? 0;
      const width = Math.max(1, value * scale);
      parts.push(
        `<rect x="${LEFT}" y="${y}" width="${width.toFixed(1)}" height="${BAR - 2}" fill="${COLOURS[index]}"/>`,
      );
      parts.push(text(LEFT + width + 6, y + BAR - 4, value.toFixed(2)));
      y += BAR;
    }
    y += 10;
  }
  return { height: y + 20, svg: parts.join('') };
}

/** Microseconds of the processor over the number of items; both axes begin at nothing. */
function curves(all) {
  if (all.length === 0) return { height: 0, svg: '' };
  const [height, top] = [200, 30];
  const points = all.flatMap((each) => each.points);
  const mostX = Math.max(...points.map(([x]) => x));
  const mostY = Math.max(...points.map(([, y]) => y)) * 1.1;
  const atX = (x) => LEFT + (x / mostX) * (WIDTH - LEFT - RIGHT);
  const atY = (y) => top + height - (y / mostY) * height;
  const parts = [
    text(LEFT, 14, 'microseconds of CPU for an item of a loop, by items in the folder', 'font-weight="bold"'),
    `<path d="M${LEFT} ${top}V${top + height}H${WIDTH - RIGHT}" fill="none" stroke="${INK}"/>`,
    text(LEFT - 8, top + 10, mostY.toFixed(0), 'text-anchor="end"'),
    text(LEFT - 8, top + height, '0', 'text-anchor="end"'),
  ];
  for (const x of new Set(points.map(([each]) => each)))
    if (x >= mostX / 10) parts.push(text(atX(x), top + height + 16, x.toLocaleString('en'), 'text-anchor="middle"'));
  for (const [index, { what, points: of }] of all.entries()) {
    const path = of.map(([x, y]) => `${atX(x).toFixed(1)} ${atY(y).toFixed(1)}`).join('L');
    parts.push(`<path d="M${path}" fill="none" stroke="${COLOURS[index * 2]}" stroke-width="2"/>`);
    parts.push(text(WIDTH - RIGHT + 6, atY(of.at(-1)[1]) + 4, what));
  }
  return { height: height + top + 30, svg: parts.join('') };
}
