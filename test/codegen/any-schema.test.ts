/**
 * No well-formed schema is refused: the five editions, with types renamed to what TypeScript has already, written again in the other
 * namespace, and with all that XML Schema has, generate, compile, and come back the same from what is written of them. `SCHEMAS=20` makes
 * as many of each edition.
 */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from '@jest/globals';
import { build } from 'esbuild';
import * as fc from 'fast-check';
import { readCommitted } from '../../codegen/editions/read-committed.js';
import { generate, writeSchema } from '../../codegen/index.js';
import { compile } from '../../src/codec/compile.js';
import { type GeneratedSchema, registryOf, type TypeInfo } from '../../src/codec/registry.js';
import { scalarOf } from '../../src/codec/scalar.js';
import { committedSchema } from '../../src/schema-text/committed.js';
import { EDITIONS, generatedTexts } from '../editions/support.js';
import { firstDifferenceOf } from '../support/difference.js';
import { concreteTypes, ValuesOf } from '../support/random-value.js';
import { say, sharedFolder, testWith } from '../support/shared.js';
import { isComplex, read, write as writeValue } from '../support/written-value.js';
import { anySchema } from './any-schema.js';

/** Within the project, so that @types are found. */
const SCRATCH = join('node_modules', '.cache', 'ewskit', `test-any-schema-${process.pid}`);
const SEEDS = Array.from({ length: Number(process.env['SCHEMAS'] ?? 1) }, (_, n) => n + 1);
const OPTIONS = { overlay: 'schemas/overlay', committed: [] };

afterAll(() => rmSync(SCRATCH, { recursive: true, force: true }));

function write(folder: string, files: Readonly<Record<string, string>>): string {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

async function tsc(folder: string): Promise<string> {
  for (const name of ['codec', 'xml', 'errors', 'errors.ts'])
    cpSync(join('src', name), join(folder, 'src', name), { recursive: true });
  const include = ['src', 'generated'];
  const config = { extends: '../../../../../tsconfig.json', compilerOptions: { rootDir: '.' }, include };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  try {
    await promisify(execFile)(join('node_modules', '.bin', 'tsc'), ['-p', folder, '--noEmit'], { maxBuffer: 2 ** 26 });
    return '';
  } catch (error) {
    return (error as { stdout?: string }).stdout || String(error);
  }
}

/** Whether an element in it could be of two members: the schema itself does not say which it is. */
function isAmbiguous(info: TypeInfo, seen = new Set<TypeInfo>()): boolean {
  if (seen.has(info)) return false;
  seen.add(info);
  const slots = compile(info).members.flatMap((member) => member.slots);
  const names = slots.map(({ name }) => name);
  if (new Set(names).size < names.length) return true;
  return slots.some(({ type }) => type !== undefined && isAmbiguous(type, seen));
}

/** Values of the types of what was generated, written and read back: what came back otherwise, of how many. */
async function roundTrips(folder: string, seed: number): Promise<{ values: number; wrong: string[] }> {
  const outfile = join(folder, 'schema.mjs');
  const options = { bundle: true, format: 'esm', platform: 'node', logLevel: 'error', outfile } as const;
  await build({ entryPoints: [join(folder, 'generated/schema.ts')], ...options });
  const { schema } = (await import(resolve(outfile))) as { schema: GeneratedSchema };
  const registry = registryOf(schema);
  const infos = [...registry.types.values(), ...registry.simpleTypes.values()].filter(
    (info) => !isComplex(info) || ((!info.abstract || concreteTypes(info).length > 0) && !isAmbiguous(info)),
  );
  const wrong = infos.flatMap((info) => {
    const make = new ValuesOf(
      (random) => (isComplex(info) ? random.ofType(info) : random.ofScalar(scalarOf(registry, info.name)!)),
      registry,
    );
    return fc.sample(make, { numRuns: 2, seed }).flatMap(({ value }) => {
      const { document, violations } = writeValue(registry, info, 'T', value);
      if (violations.length > 0) return [`${info.name}: ${JSON.stringify(violations)}`];
      const back = read(registry, info, document);
      const difference = firstDifferenceOf(value, back);
      // A list of one number and that number are one text, and in a union of both it is the first that counts.
      const same = difference === undefined || writeValue(registry, info, 'T', back).document.equals(document);
      return same ? [] : [`${info.name}: ${difference}`];
    });
  });
  return { values: infos.length * 2, wrong };
}

describe.each(EDITIONS)('%s with names and types that nobody knows', (edition) => {
  test.each(SEEDS)(
    'seed %i generates, compiles, and comes back the same',
    async (seed) => {
      const folder = join(SCRATCH, `${edition}-${seed}`);
      rmSync(folder, { recursive: true, force: true });
      const schemas = write(join(folder, 'in'), anySchema(await committedSchema(edition), seed));
      const report = generate({ schemas, out: folder, edition, ...OPTIONS });
      expect(report.notes.filter((note) => !/^New\w*:/.test(note))).toEqual([]);
      const [made] = readCommitted(folder);
      expect(made?.operations.has('NewOperation')).toBe(true);
      const again = write(join(folder, 'again'), { ...writeSchema(made!) });
      const twice = join(folder, 'twice');
      generate({ schemas: again, out: twice, edition, ...OPTIONS });
      expect(generatedTexts(twice)).toEqual(generatedTexts(folder));
      rmSync(twice, { recursive: true });
      expect((await tsc(folder)).split('\n').slice(0, 10).join('\n')).toBe('');
      const { values, wrong } = await roundTrips(folder, seed);
      expect(wrong.slice(0, 10)).toEqual([]);
      expect(values).toBeGreaterThan(500);
    },
    120_000,
  );
});

describe("other projects' copies of the schema", () => {
  const others = sharedFolder('schemas-others');
  for (const name of others === undefined ? ['a copy'] : readdirSync(others).filter((entry) => !entry.includes('.')))
    testWith(
      others,
      'schemas-others',
      `${name} generates and compiles`,
      async (from) => {
        const folder = join(SCRATCH, name);
        rmSync(folder, { recursive: true, force: true });
        mkdirSync(folder, { recursive: true });
        const { operations, types } = generate({ schemas: join(from, name), out: folder, ...OPTIONS });
        expect(operations).toBeGreaterThan(30);
        expect((await tsc(folder)).split('\n').slice(0, 10).join('\n')).toBe('');
        const { values, wrong } = await roundTrips(folder, 1);
        say(`${name}: ${operations} operations, ${types} types, ${values} values come back equal`);
        expect(wrong.slice(0, 10)).toEqual([]);
      },
      120_000,
    );
});
