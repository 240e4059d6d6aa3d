/**
 * The layers of ARCHITECTURE.md, enforced from the imports that the files really have; the table is read from that page, so
 * the two cannot differ. Also: no import cycles, no file over 400 lines, a header in every handwritten file.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const ROOTS = ['src', 'codegen', 'generated'];
const HANDWRITTEN = ['src', 'codegen', 'test', 'scripts', 'examples', 'bench'];
const ENTRIES = /^src\/(index|raw|sandbox)\.ts$/;
const MAX_LINES = 400;

interface Import {
  to: string;
  typeOnly: boolean;
  lazy: boolean;
}

const files = ROOTS.flatMap((root) => listFiles(root)).filter((file) => file.endsWith('.ts'));
const imports = new Map(files.map((file) => [file, importsOf(file)]));
const layers = readLayers(readFileSync('ARCHITECTURE.md', 'utf8'));

function listFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Relative imports only. Statements start in the first column, which text that an emitter writes does with `${` at most. */
function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8').replace(/^\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  const found: Import[] = [];
  const add = (specifier: string, typeOnly: boolean, lazy: boolean) => {
    if (!specifier.startsWith('.') || specifier.includes('${')) return;
    const path = posix.join(posix.dirname(file), specifier);
    found.push({ to: path.replace(/\.js$/, '.ts'), typeOnly, lazy });
  };
  for (const [, type, specifier] of text.matchAll(
    /^(?:import|export)\s+(type\s)?[\w\s{},*$]*?(?:from\s*)?'([^'\n]+)';/gm,
  )) {
    add(specifier!, type !== undefined, false);
  }
  for (const [, specifier] of text.matchAll(/(?<!^|[\w*] )import\('(\.[^'\n]+)'\)/gm)) add(specifier!, false, true);
  return found;
}

interface Layer {
  name: string;
  may: string;
  allowed: ReadonlySet<string>;
  typesOnly: ReadonlySet<string>;
}

/** Rows of the table headed `Layer`, lowest layer first. */
function readLayers(page: string): Layer[] {
  const rows = page.split('\n').filter((line) => /^\| `/.test(line));
  const names: string[] = [];
  return rows.map((row) => {
    const [nameCell = '', may = ''] = row
      .split('|')
      .slice(1)
      .map((cell) => cell.trim());
    const name = /`([^`]+)`/.exec(nameCell)![1]!;
    const { allowed, typesOnly } = readAllowed(may, names);
    names.push(name);
    return { name, may, allowed: new Set([...allowed, name, 'src/errors.ts']), typesOnly: new Set(typesOnly) };
  });
}

function readAllowed(may: string, above: readonly string[]): { allowed: string[]; typesOnly: string[] } {
  if (may === 'nothing') return { allowed: [], typesOnly: [] };
  if (may === 'everything') return { allowed: ['*'], typesOnly: [] };
  if (may === 'everything above') return { allowed: [...above], typesOnly: [] };
  const words = may.replaceAll('`', '').split(/,\s*/);
  const typed = words.filter((word) => word.endsWith('(types)')).map((word) => fullName(word.replace(' (types)', '')));
  return { allowed: words.filter((word) => !word.endsWith('(types)')).map(fullName), typesOnly: typed };
}

/** `xml` → `src/xml`; `errors` → `src/errors.ts`; `src/codec/descriptor.ts only` → the file. */
function fullName(word: string): string {
  const name = word.replace(/ only$/, '');
  if (name === 'errors') return 'src/errors.ts';
  return name.startsWith('src/') || name === 'generated' || name === 'itself' ? name : `src/${name}`;
}

/** The row that speaks of this file: the longest name that it starts with. */
function layerOf(file: string): Layer | undefined {
  const owns = ({ name }: Layer) => file === name || file.startsWith(`${name}/`) || file === `${name}.ts`;
  return layers.filter(owns).sort((a, b) => b.name.length - a.name.length)[0];
}

function mayImport(from: Layer, { to, typeOnly }: Import): boolean {
  const target = layerOf(to);
  if (target === undefined) return false;
  if (from.allowed.has('*') || from.allowed.has(target.name) || from.allowed.has(to)) return true;
  return typeOnly && from.typesOnly.has(target.name);
}

function violations(check: (file: string, one: Import) => boolean): string[] {
  return [...imports].flatMap(([file, list]) =>
    list.filter((one) => !check(file, one)).map((one) => `${file} imports ${one.to}`),
  );
}

describe('layers', () => {
  test('the table of ARCHITECTURE.md is found', () => {
    expect(layers.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['src/xml', 'generated', 'src/account', 'src/cli']),
    );
  });

  test('every file of src/ belongs to a layer of the table, or only re-exports', () => {
    expect(files.filter((file) => file.startsWith('src/') && !ENTRIES.test(file) && !layerOf(file))).toEqual([]);
  });

  test('a layer imports only what the table allows', () => {
    const broken = violations((file, one) => {
      const from = layerOf(file);
      if (from === undefined || ENTRIES.test(file) || file.startsWith('codegen/')) return true;
      return (
        (from.name === 'src/cli' && (ENTRIES.test(one.to) || one.to.startsWith('codegen/'))) || mayImport(from, one)
      );
    });
    expect(broken).toEqual([]);
  });

  test('generated/ imports src/codec/descriptor.ts and itself', () => {
    const own = (to: string) => to.startsWith('generated/') || to === 'src/codec/descriptor.ts';
    expect(violations((file, { to }) => !file.startsWith('generated/') || own(to))).toEqual([]);
  });

  test('codegen/ imports nothing of src/ but src/xml, src/schema-text and src/errors.ts, and nothing of generated/', () => {
    const own = (to: string) => /^(codegen|src\/xml|src\/schema-text)\//.test(to) || to === 'src/errors.ts';
    // The module that loads generated code is for run time: the generator must work where that code is broken.
    const loads = 'src/schema-text/committed.ts';
    expect(violations((file, { to }) => !file.startsWith('codegen/') || (own(to) && to !== loads))).toEqual([]);
  });

  test('only the command line knows codegen/', () => {
    const free = (file: string) => file.startsWith('codegen/') || file.startsWith('src/cli/');
    expect(violations((file, { to }) => free(file) || !to.startsWith('codegen/'))).toEqual([]);
  });

  test('nobody imports the facade but src/index.ts and the command line', () => {
    const free = (file: string) => /^src\/(account|cli)\//.test(file) || ENTRIES.test(file);
    expect(violations((file, { to }) => free(file) || !/^src\/(account\/|index\.ts)/.test(to))).toEqual([]);
  });
});

describe('files', () => {
  test('no runtime import cycle', () => {
    expect(findCycle()).toEqual([]);
  });

  test('every relative import is a file', () => {
    expect(violations((_, { to }) => existsSync(to) || existsSync(to.replace(/\.ts$/, '.d.ts')))).toEqual([]);
  });

  test(`no file is longer than ${MAX_LINES} lines`, () => {
    const length = (file: string) => readFileSync(file, 'utf8').split('\n').length - 1;
    const all = [...HANDWRITTEN, 'generated'].flatMap(listFiles).filter((file) => /\.(ts|mjs|js|py|sh)$/.test(file));
    expect(all.filter((file) => length(file) > MAX_LINES).map((file) => `${file}: ${length(file)}`)).toEqual([]);
  });

  test('every handwritten file says first what it is for', () => {
    const source = HANDWRITTEN.flatMap(listFiles).filter((file) => /\.(ts|mjs|js)$/.test(file));
    expect(source.filter((file) => !/^(#!.*\n)?\/\*\*/.test(readFileSync(file, 'utf8')))).toEqual([]);
  });

  test('a test that starts a sandbox has the schema judge what goes through it', () => {
    const starts = (file: string) => /\b(Sandbox\.start|runDemo|runSandbox)\(/.test(readFileSync(file, 'utf8'));
    const judged = (file: string) => reaches(file, 'test/support/judged-sandboxes.ts');
    const tests = listFiles('test').filter((file) => file.endsWith('.test.ts') && starts(file));
    expect(tests.length).toBeGreaterThan(5);
    expect(tests.filter((file) => !judged(file))).toEqual([]);
  });

  test('names are kebab-case', () => {
    const named = HANDWRITTEN.flatMap(listFiles).filter((file) => /\.(ts|mjs|js)$/.test(file));
    expect(named.filter((file) => !/^[a-z0-9.-]+$/.test(posix.basename(file)))).toEqual([]);
  });
});

/** Whether a file imports another, directly or through others. */
function reaches(from: string, goal: string, seen = new Set<string>()): boolean {
  if (from === goal) return true;
  if (seen.has(from) || !existsSync(from)) return false;
  seen.add(from);
  return (imports.get(from) ?? importsOf(from)).some(({ to }) => to.startsWith('test/') && reaches(to, goal, seen));
}

/** The files of one cycle, in order; empty when there is none. Types are gone at run time, lazy imports come later. */
function findCycle(): string[] {
  const state = new Map<string, 'open' | 'closed'>();
  const path: string[] = [];
  const visit = (file: string): string[] => {
    if (state.get(file) === 'closed') return [];
    if (state.get(file) === 'open') return [...path.slice(path.indexOf(file)), file];
    state.set(file, 'open');
    path.push(file);
    for (const { to, typeOnly, lazy } of imports.get(file) ?? []) {
      const cycle = typeOnly || lazy ? [] : visit(to);
      if (cycle.length > 0) return cycle;
    }
    path.pop();
    state.set(file, 'closed');
    return [];
  };
  for (const file of files) {
    const cycle = visit(file);
    if (cycle.length > 0) return cycle;
  }
  return [];
}
