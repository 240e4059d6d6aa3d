/**
 * `make parity`: docs/parity.tsv, docs/interop-names.tsv and docs/promises.tsv, counted, and the first two held against the tests that they
 * name. A test has to be there, by file and full name; a row of parity.tsv and its test have to have a word in common. `--json` is for machines.
 */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { fillings, testNames, withoutHoles } from './test-names.mjs';

/** How many rows each section has. */
const SECTIONS = {
  API: 285,
  BEH: 350,
  OP: 52,
  OPC: 16,
  OPX: 23,
  DEF: 52,
  FLD: 334,
  EL: 141,
  FOL: 113,
  IMP: 67,
  ASK: 31,
  BET: 48,
};

/** What a row may be, and whether a test has to show it; what shows nothing has to say why. */
const STATUS = { works: true, better: true, 'not applicable': false, open: false };

const INTEROP_ROWS = 414;

/** Words that say nothing of what a row is about. */
const EMPTY_WORDS = new Set(
  `about after again also each every from into more other same that their them then they this were what when where which will with
   without have has been being come comes does done give given gives goes made make makes named only said says several taken takes told
   like than there these those it its is are and the for not nor but who whose one two all any here over under out own off`.split(
    /\s+/,
  ),
);

/** The rows of a table, by the names in its first line. */
export function readTable(path) {
  const [head, ...lines] = readFileSync(path, 'utf8').replace(/\n$/, '').split('\n');
  const columns = head.split('\t');
  return lines.map((line, index) => {
    const cells = line.split('\t');
    return {
      ...Object.fromEntries(columns.map((name, at) => [name, cells[at] ?? ''])),
      line: index + 2,
      width: cells.length - columns.length,
    };
  });
}

/** What is wrong with the rows of parity.tsv. */
export function checkParity(rows, tests) {
  const faults = rows.flatMap((row) =>
    checkRow(row, tests).map((fault) => `docs/parity.tsv:${row.line} ${row.ID}: ${fault}`),
  );
  const ids = rows.map((row) => row.ID);
  for (const [section, count] of Object.entries(SECTIONS)) {
    for (let number = 1; number <= count; number++) {
      const id = `${section}-${String(number).padStart(3, '0')}`;
      const there = ids.filter((one) => one === id).length;
      if (there !== 1) faults.push(`docs/parity.tsv: ${id} is there ${there} times`);
    }
  }
  return faults;
}

function checkRow(row, tests) {
  if (row.width !== 0) return ['has too few or too many columns'];
  if (!(row.ID.split('-')[0] in SECTIONS)) return ['no section has this ID'];
  if (!Object.hasOwn(STATUS, row.status))
    return [`the status '${row.status}' is none of ${Object.keys(STATUS).join(', ')}`];
  if (words(row.subject).size === 0) return ['the subject says nothing'];
  if (!STATUS[row.status]) return row.note === '' ? [`'${row.status}' without a note`] : [];
  const missing = missingTest(row, tests);
  if (missing !== undefined) return [missing];
  const [subject, test] = [words(row.subject), words(withoutHoles(row.test))];
  if ([...subject].some((word) => test.has(word))) return [];
  return [`the subject '${row.subject}' and the test '${row.test}' have no word in common`];
}

/** What is wrong with the rows of interop-names.tsv; a row without a test is not covered yet. */
export function checkInteropNames(rows, tests) {
  const faults = rows.flatMap((row) => {
    const missing = row.file === '' && row.test === '' ? undefined : missingTest(row, tests);
    return missing === undefined ? [] : [`docs/interop-names.tsv:${row.line} ${row.suite} ${row.case}: ${missing}`];
  });
  const different = new Set(rows.map((row) => `${row.suite} ${row.case}`)).size;
  if (different !== INTEROP_ROWS) faults.push(`docs/interop-names.tsv: ${different} names instead of ${INTEROP_ROWS}`);
  return faults;
}

/** What is wrong with the rows of promises.tsv: what other documents promise, and whether it is so here. */
export function checkPromises(rows) {
  return rows.flatMap((row) => {
    const fault = !Object.hasOwn(STATUS, row.status)
      ? `the status '${row.status}' is none of ${Object.keys(STATUS).join(', ')}`
      : !STATUS[row.status] && row.note === '' && `'${row.status}' without a note`;
    return row.width === 0 && !fault
      ? []
      : [`docs/promises.tsv:${row.line}: ${fault || 'has too few or too many columns'}`];
  });
}

/** A name that a table fills in may be given as it is written, or filled in: then what fills it stands among the rows. */
function missingTest({ file, test }, tests) {
  const found = tests.get(file);
  if (found === undefined) return `there is no test file '${file}'`;
  const isThere = found.names.some((name) => fillings(name, test)?.every((filling) => found.text.includes(filling)));
  return found.names.includes(test) || isThere ? undefined : `${file} has no test '${test}'`;
}

/** The words of a text that mean something, without their endings. */
function words(text) {
  const parts =
    text
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .match(/[a-z0-9]{2,}/g) ?? [];
  return new Set(
    parts
      .filter((word) => !EMPTY_WORDS.has(word))
      .map((word) => word.replace(/(?<=...)(ies|ied|ing|ed|es|s|e|y)$/, '')),
  );
}

/** How many rows have which status. */
const countsOf = (rows) =>
  Object.fromEntries(Object.keys(STATUS).map((status) => [status, rows.filter((row) => row.status === status).length]));

/** How many rows of each section have which status. */
export function counts(rows) {
  const inSection = (section) => rows.filter((row) => row.ID.split('-')[0] === section);
  return Object.fromEntries(Object.keys(SECTIONS).map((section) => [section, countsOf(inSection(section))]));
}

/** Everything at once, of the tree at `root`. */
export function parity(root) {
  const tests = testNames(root);
  const rows = readTable(`${root}/docs/parity.tsv`);
  const interop = readTable(`${root}/docs/interop-names.tsv`);
  const promises = readTable(`${root}/docs/promises.tsv`);
  return {
    sections: counts(rows),
    interop: { names: interop.length, covered: interop.filter((row) => row.test !== '').length },
    promises: countsOf(promises),
    faults: [...checkParity(rows, tests), ...checkInteropNames(interop, tests), ...checkPromises(promises)],
  };
}

function print({ sections, interop, promises, faults }) {
  const line = (name, numbers) =>
    console.log(`${name.padEnd(9)}${numbers.map((number) => String(number).padStart(16)).join('')}`);
  line('', [...Object.keys(STATUS), 'rows']);
  const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
  for (const [section, of] of Object.entries(sections)) line(section, [...Object.values(of), sum(Object.values(of))]);
  const all = Object.keys(STATUS).map((status) => sum(Object.values(sections).map((of) => of[status])));
  line('all', [...all, sum(all)]);
  line('promises', [...Object.values(promises), sum(Object.values(promises))]);
  console.log(`\ninterop names: ${interop.covered} of ${interop.names} covered`);
  for (const fault of faults) console.error(fault);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const result = parity('.');
  if (process.argv.includes('--json')) console.log(JSON.stringify(result));
  else print(result);
  process.exitCode = result.faults.length === 0 ? 0 : 1;
}
