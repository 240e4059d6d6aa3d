/**
 * The layers of ARCHITECTURE.md, enforced from the imports that the files really have; the table is read from that page, so
 * the two cannot differ. Also: no circles, no dead exports, no file over 400 lines, a header in every handwritten file.
 */
import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { doorOf, type Layer, layerOf, readLayers } from './support/layer-table.js';
import { type Export, filesBelow, type Import, moduleAt } from './support/module-graph.js';

const HANDWRITTEN = ['src', 'codegen', 'test', 'scripts', 'examples', 'bench'];
/** What users import and start. */
const ENTRIES = ['src/index.ts', 'src/raw.ts', 'src/sandbox.ts', 'src/cli.ts', 'codegen/index.ts'];
const MAX_LINES = 400;

const modules = ['src', 'codegen', 'generated']
  .flatMap(filesBelow)
  .filter((file) => file.endsWith('.ts'))
  .map(moduleAt);
const paths = new Set(modules.map(({ path }) => path));
const page = readFileSync('ARCHITECTURE.md', 'utf8');
const layers = readLayers(page);
const layer = (file: string) => layerOf(layers, file);

const isEntry = (file: string) => ENTRIES.includes(file);
const isGenerated = (file: string) => file.startsWith('generated/');

/** Every import that breaks a rule, as a sentence, each once. */
function violations(breaks: (file: string, one: Import) => boolean): string[] {
  const found = modules.flatMap(({ path, imports }) =>
    imports.filter((one) => breaks(path, one)).map(({ to }) => `${path} imports ${to}`),
  );
  return [...new Set(found)];
}

/** Whether a word of a row is what lets its layer import this file. */
function permits(word: string, to: string): boolean {
  return word === to || layer(to)?.name === word;
}

describe('layers', () => {
  test('the table of ARCHITECTURE.md is found, and names what there is', () => {
    const names = layers.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['src/errors', 'src/xml', 'generated', 'src/cli']));
    const words = layers.flatMap(({ name, may }) => [name, ...may]);
    const isKnown = (word: string) => existsSync(word) && (word.endsWith('.ts') || names.includes(word));
    expect(words.filter((word) => !isKnown(word))).toEqual([]);
  });

  test('every file belongs to a layer of the table, or is an entry', () => {
    expect([...paths].filter((file) => !isEntry(file) && !layer(file))).toEqual([]);
  });

  test('a layer imports only what its row names', () => {
    const allowed = (from: Layer | undefined, to: string) =>
      from === undefined || layer(to) === from || [...from.may].some((word) => permits(word, to));
    expect(violations((file, { to }) => !allowed(layer(file), to))).toEqual([]);
  });

  test('a layer imports all that its row names', () => {
    const used = ({ name }: Layer, word: string) =>
      modules.some(({ path, imports }) => layer(path)?.name === name && imports.some(({ to }) => permits(word, to)));
    const idle = layers.flatMap((row) =>
      [...row.may].filter((word) => !used(row, word)).map((word) => [row.name, word]),
    );
    expect(idle.map(([name, word]) => `${name} may import ${word}, and does not`)).toEqual([]);
  });

  test('a row names only layers above it', () => {
    const place = (word: string) => layers.findIndex(({ name }) => name === (layer(word)?.name ?? word));
    const upwards = layers.flatMap(({ name, may }, index) =>
      [...may].filter((word) => place(word) >= index).map((word) => `${name} names ${word}`),
    );
    expect(upwards).toEqual([]);
  });

  test('a layer that has a door is entered by it', () => {
    const past = (file: string, to: string) => {
      const of = layer(to);
      const door = of && of !== layer(file) ? doorOf(of) : undefined;
      // A file that the row names is a door for that layer: descriptor.ts for generated code.
      const own = layer(file)?.may.has(to) || OTHER_DOORS.includes(to);
      return door !== undefined && to !== door && !own;
    };
    expect(violations((file, { to }) => past(file, to)).sort()).toEqual([]);
  });
});

/** What is generated beside its names. */
const OTHER_DOORS = ['generated/schema.ts', 'generated/editions/index.ts'];

describe('files', () => {
  test('no circle of imports at run time', () => {
    expect(circles((file) => importsOf(file, ({ typeOnly, lazy }) => !typeOnly && !lazy))).toEqual([]);
  });

  test('nor of types or of what is loaded later, but in generated code, whose types are as the schema has them', () => {
    const handwritten = (file: string) => (isGenerated(file) ? [] : importsOf(file, () => true));
    expect(circles(handwritten)).toEqual([]);
  });

  test('an import of the package does not wait for those modules of Node that take long to load', () => {
    const atOnce = (file: string) => importsOf(file, ({ typeOnly, lazy }) => !typeOnly && !lazy);
    const loaded = new Set(['src/index.ts']);
    for (const file of loaded) for (const next of atOnce(file)) loaded.add(next);
    expect(loaded.has('src/http/lane.ts')).toBe(true);
    const slow = /^import (?!type )[^;]* from 'node:(http|http2|https|tls|zlib)';/m;
    expect([...loaded].filter((file) => slow.test(readFileSync(file, 'utf8')))).toEqual([]);
  });

  test('every relative import is a file', () => {
    expect(violations((_, { to }) => !existsSync(to) && !existsSync(to.replace(/\.ts$/, '.d.ts')))).toEqual([]);
  });

  test('what is exported is used: by other code, or where it stands and by a test', () => {
    expect(deadExports()).toEqual([]);
  });

  test('every class of errors says its name', () => {
    const unnamed = [...paths].flatMap((file) => {
      const text = isGenerated(file) ? '' : readFileSync(file, 'utf8');
      const made = [...text.matchAll(/^(?:export )?class (\w+)(?:<.*>)? extends (\w*Error)\b/gm)];
      return made.filter(([, name, base]) => base !== 'Error' && !text.includes(`nameErrors(${name}, '${name}')`));
    });
    expect(unnamed.map(([text]) => text)).toEqual([]);
  });

  test(`no file is longer than ${MAX_LINES} lines`, () => {
    const length = (file: string) => readFileSync(file, 'utf8').split('\n').length - 1;
    // The list of the schema's types is written by test/types/signatures.test.ts.
    const written = (file: string) => file !== 'src/schema-types.ts';
    // The tour is one program, the whole facade by example, and is read as one.
    const counted = (file: string) => written(file) && file !== 'examples/tour.ts';
    const all = HANDWRITTEN.flatMap(filesBelow)
      .filter((file) => /\.(ts|mjs|js|py|sh)$/.test(file))
      .filter(counted);
    expect(all.filter((file) => length(file) > MAX_LINES).map((file) => `${file}: ${length(file)}`)).toEqual([]);
  });

  test('every handwritten file says first what it is for', () => {
    const source = HANDWRITTEN.flatMap(filesBelow).filter((file) => /\.(ts|mjs|js)$/.test(file));
    expect(source.filter((file) => !/^(#!.*\n)?\/\*\*/.test(readFileSync(file, 'utf8')))).toEqual([]);
  });

  test('a test that starts a sandbox has the schema judge what goes through it', () => {
    const starts = (file: string) => /\b(Sandbox\.start|runDemo|runSandbox)\(/.test(readFileSync(file, 'utf8'));
    const judged = (file: string) => reaches(file, 'test/support/judged-sandboxes.ts');
    const tests = filesBelow('test').filter((file) => file.endsWith('.test.ts') && starts(file));
    expect(tests.length).toBeGreaterThan(5);
    expect(tests.filter((file) => !judged(file))).toEqual([]);
  });

  test('names are kebab-case', () => {
    const named = HANDWRITTEN.flatMap(filesBelow).filter((file) => /\.(ts|mjs|js)$/.test(file));
    expect(named.filter((file) => !/^[a-z0-9.-]+$/.test(posix.basename(file)))).toEqual([]);
  });
});

function importsOf(file: string, counts: (one: Import) => boolean): string[] {
  return moduleAt(file)
    .imports.filter((one) => paths.has(one.to) && counts(one))
    .map(({ to }) => to);
}

/** Whether a file imports another, directly or through others. */
function reaches(from: string, goal: string, seen = new Set<string>()): boolean {
  if (from === goal) return true;
  if (seen.has(from) || !existsSync(from)) return false;
  seen.add(from);
  return moduleAt(from).imports.some(({ to }) => to.startsWith('test/') && reaches(to, goal, seen));
}

/** The files that reach each other, together in one line; Tarjan's strongly connected components. */
function circles(next: (file: string) => readonly string[]): string[] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const found: string[] = [];
  const visit = (file: string): number => {
    const index = order.size;
    order.set(file, index);
    lowest.set(file, index);
    open.push(file);
    for (const to of next(file)) {
      const reached = order.has(to) ? (open.includes(to) ? (order.get(to) as number) : index) : visit(to);
      lowest.set(file, Math.min(lowest.get(file) as number, reached));
    }
    if (lowest.get(file) === index) {
      const circle = open.splice(open.indexOf(file));
      if (circle.length > 1) found.push(circle.sort().join(' '));
    }
    return lowest.get(file) as number;
  };
  for (const file of paths) if (!order.has(file)) visit(file);
  return found.sort();
}

/** Exports that nobody needs. An entry gives names to users, and generated code is as the schema has it. */
function deadExports(): string[] {
  const used = new Set<string>();
  const use = (file: string, name: string): void => {
    const key = `${file} ${name}`;
    if (used.has(key)) return;
    used.add(key);
    // A name that is passed on is used where it is made.
    for (const { from, ...each } of paths.has(file) ? moduleAt(file).exports : []) {
      if (!from || (name !== '*' && each.name !== '*' && each.name !== name)) continue;
      use(from.to, each.name === '*' ? name : from.name);
    }
  };
  const isRoot = (file: string) => isEntry(file) || isGenerated(file);
  for (const { path, imports, exports } of modules) {
    const passed = new Set(isRoot(path) ? [] : exports.map(({ from }) => from && `${from.to} ${from.name}`));
    for (const { to, name } of imports) if (!passed.has(`${to} ${name}`)) use(to, name);
  }
  const outside = ['test', 'bench', 'examples', 'scripts']
    .flatMap(filesBelow)
    .filter((file) => /\.(ts|mjs)$/.test(file));
  const tested = new Set(outside.flatMap((file) => moduleAt(file).imports.map(({ to, name }) => `${to} ${name}`)));
  const isAlive = (path: string, { name, typeOnly, usedInside }: Export) => {
    if (name === '*' || used.has(`${path} ${name}`) || used.has(`${path} *`)) return true;
    // A type has a name so that a signature can say it.
    return usedInside && (typeOnly || tested.has(`${path} ${name}`) || tested.has(`${path} *`));
  };
  return modules
    .filter(({ path }) => !isRoot(path))
    .flatMap(({ path, exports }) => exports.filter((each) => !isAlive(path, each)).map(({ name }) => `${path} ${name}`))
    .sort();
}
