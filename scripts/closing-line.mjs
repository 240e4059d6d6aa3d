/**
 * A Jest reporter that ends the run with what was judged over all files, and with `N passed, N failed`, the line that .ci/run and
 * people look for.
 */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

export default class ClosingLine {
  onRunComplete(_contexts, results) {
    const { request = 0, reply = 0, refused = 0, entries = 0, secrets = 0, notRun = 0 } = takeTally();
    if (request > 0)
      console.log(
        `judged by libxml2 against Microsoft's schema: ${request} requests and ${reply} replies valid; ` +
          `${refused} requests invalid on purpose, each refused by the sandbox`,
      );
    if (secrets > 0) console.log(`${entries} log entries and errors searched for ${secrets} secrets: none found`);
    if (notRun > 0) console.log(`${notRun} of the passed tests did not run: their data is not at hand`);
    const broken = results.numRuntimeErrorTestSuites;
    console.log(`${results.numPassedTests} passed, ${results.numFailedTests + broken} failed`);
  }
}

/** Sums of test/support/run-tally.ts; the folder of the run is gone afterwards. */
function takeTally() {
  const folder = process.env.EWSKIT_TEST_RUN;
  const sums = {};
  if (!folder || !existsSync(folder)) return sums;
  const tally = join(folder, 'tally');
  for (const file of readdirSync(tally)) {
    for (const line of readFileSync(join(tally, file), 'utf8').trim().split('\n')) {
      for (const [name, figure] of Object.entries(JSON.parse(line))) sums[name] = (sums[name] ?? 0) + figure;
    }
  }
  rmSync(folder, { recursive: true, force: true });
  return sums;
}
