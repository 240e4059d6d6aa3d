/** How the cost of an item grows with the folder: loops over 1,000 to 50,000, in the processor time of the client's process alone. */
import { line } from './budgets.mjs';
import { fillTo, withAccount, withServer } from './mailbox.mjs';
import { median } from './measure.mjs';

const SIZES = [1_000, 10_000, 50_000];
const BODY = 200;
const LOOPS = {
  'two fields': (inbox) => inbox.only('subject', 'dateTimeReceived').all(),
  'all fields': (inbox) => inbox.all(),
};

/** Microseconds for each item, of the processor and of the clock: median of five loops; of 50,000 items one tells as much. */
async function timed(loop, count) {
  const runs = { cpu: [], wall: [] };
  for (let run = 0; run < (count > 10_000 ? 1 : 5); run++) {
    const [cpu, begun] = [process.cpuUsage(), performance.now()];
    let seen = 0;
    for await (const _ of loop()) seen++;
    const { user, system } = process.cpuUsage(cpu);
    if (seen !== count) throw new Error(`${seen} items instead of ${count}`);
    runs.cpu.push((user + system) / count);
    runs.wall.push(((performance.now() - begun) * 1000) / count);
  }
  return { cpu: median(runs.cpu), wall: median(runs.wall) };
}

export const growthLines = ({ ewskit, say }) =>
  withServer({}, ({ url }) =>
    withAccount(ewskit, url, {}, async ({ inbox }) => {
      const points = Object.fromEntries(Object.keys(LOOPS).map((name) => [name, []]));
      let made = 0;
      for (const size of SIZES) {
        say(`growth: ${size.toLocaleString('en')} items`);
        await fillTo(inbox, size, BODY, made);
        made = size;
        for (const [name, loop] of Object.entries(LOOPS)) {
          // The first of all is for warmth.
          if (size === SIZES[0]) await timed(() => loop(inbox), size);
          points[name].push({ at: size, ...(await timed(() => loop(inbox), size)) });
        }
      }
      return Object.entries(points).map(([name, of]) =>
        line(`an item of a loop over 50,000, ${name}, of one over 1,000`, of.at(-1).cpu / of[0].cpu, {
          most: 1.5,
          detail: `CPU of the client: ${of.map(({ at, cpu }) => `${cpu.toFixed(0)} µs at ${at.toLocaleString('en')}`).join(', ')}; by the clock ${of.at(-1).wall.toFixed(0)} µs`,
          curve: { what: name, points: of.map(({ at, cpu }) => [at, cpu]) },
        }),
      );
    }),
  );
