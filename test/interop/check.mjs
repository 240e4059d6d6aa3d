/** Checks of our halves of the exchanges with exchangelib: a line for each, and how many there were. */
let passed = 0;
let failed = 0;

export function check(name, got, expected) {
  const same = JSON.stringify(got) === JSON.stringify(expected);
  if (same) passed++;
  else failed++;
  console.log(same ? `ok ${name}` : `FAIL ${name}: got ${JSON.stringify(got)}, expected ${JSON.stringify(expected)}`);
}

/** Says how they went, and ends the process with 1 where one failed. */
export function conclude(what) {
  console.log(`${what}: ${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}
