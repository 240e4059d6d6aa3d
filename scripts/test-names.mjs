/**
 * The names of all tests, as they are written: a name of describe(), " > ", the next, and so on. The nesting is read off the indentation,
 * which the formatter sees to. What a table fills in stands as it is written (%s, $name, ${…}).
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

const CALL = /^( *)(?:await )?(describe|test|it)(\.each)?(?:<|\(|`)/;
const NAME = /^\s*(?:'((?:\\.|[^'\\])*)'|"((?:\\.|[^"\\])*)"|`((?:\\.|[^`\\])*)`|([A-Za-z_][^,\n]*),)/;

/** Of each test file below `root`/test, by its path: its text with that of the tables that it takes rows from, and the names of the tests in it. */
export function testNames(root) {
  const files = new Map();
  for (const path of testFiles(join(root, 'test'))) {
    const text = readFileSync(path, 'utf8');
    files.set(relative(root, path).split(sep).join('/'), {
      text: text + rowsOf(root, path, text),
      names: namesIn(text),
    });
  }
  return files;
}

/** The names in the text of one test file. */
export function namesIn(text) {
  const names = [];
  const above = [];
  const lines = text.split('\n');
  for (const [index, line] of lines.entries()) {
    const call = CALL.exec(line);
    if (!call) continue;
    const [, { length: indent }, kind, each] = call;
    const name = nameAt(lines, index, indent, Boolean(each));
    if (name === undefined) continue;
    while (above.length > 0 && above.at(-1).indent >= indent) above.pop();
    const full = [...above.map((one) => one.name), name].join(' > ');
    if (kind === 'describe') above.push({ indent, name });
    else names.push(full);
  }
  return names;
}

/** What a table has filled in to make a name of a name as it is written; undefined where that is none of it. */
export function fillings(written, name) {
  if (written === name) return [];
  const pattern = written
    .replace(HOLES, '\0')
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('\0', '(.+)');
  return new RegExp(`^${pattern}$`, 's').exec(name)?.slice(1);
}

/** Of a name as it is written, what no table fills in. */
export const withoutHoles = (written) => written.replace(HOLES, ' ');

const HOLES = /%[sdifjop#]|\$\{[^}]*\}|\$[A-Za-z_][\w.]*/g;

/** After `describe(` or `test(`; of a table, after the bracket that closes it, which stands as far in as the call. */
function nameAt(lines, index, indent, each) {
  let at = index;
  let rest = lines[at].slice(lines[at].indexOf('(') + 1);
  if (each) {
    const oneLine = /\)\((?=['"`]|$)/.exec(rest);
    if (oneLine) rest = rest.slice(oneLine.index + 2);
    else {
      const closing = new RegExp(`^ {${indent}}[\\])}]`);
      do at++;
      while (at < lines.length && !(closing.test(lines[at]) && lines[at].includes(')(')));
      if (at >= lines.length) return undefined;
      rest = lines[at].slice(lines[at].indexOf(')(') + 2);
    }
  }
  if (rest.trim() === '') rest = lines[at + 1] ?? '';
  const [, single, double, template, expression] = NAME.exec(rest) ?? [];
  const quoted = single ?? double ?? template;
  return quoted?.replace(/\\(.)/g, '$1') ?? (expression && `\${${expression}}`);
}

/** Rows of a table stand in a file beside it, or are made of the schema. */
function rowsOf(root, path, text) {
  const beside = [...text.matchAll(/^(?:import|\}) .*from '(\.\/[\w/-]+)\.js';$/gm)].map(([, file]) =>
    join(dirname(path), `${file}.ts`),
  );
  const made = text.includes('soap/committed.js') ? generatedTypes(join(root, 'generated', 'types')) : '';
  return beside.map((file) => readFileSync(file, 'utf8')).join('') + made;
}

let types;
function generatedTypes(folder) {
  types ??= readdirSync(folder)
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('');
  return types;
}

function* testFiles(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* testFiles(path);
    else if (entry.name.endsWith('.test.ts')) yield path;
  }
}
