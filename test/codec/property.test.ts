/**
 * Any value of any generated type, written, is valid by Microsoft's schema, and read again is the same value. All types, complex
 * and simple; libxml2 is the judge of validity.
 */
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { SimpleTypeInfo, TypeInfo } from '../../src/codec/registry.js';
import { scalarOf } from '../../src/codec/scalar.js';
import { committed } from '../../src/soap/committed.js';
import { firstDifferenceOf } from '../support/difference.js';
import { type Random, randomOf } from '../support/mutate.js';
import { concreteTypes, ValuesOf } from '../support/random-value.js';
import { say, testWith } from '../support/shared.js';
import { isComplex, read, write } from '../support/written-value.js';
import { compileSchema, namedTypes, violationsOf, withDocument, wrapperSchema } from '../support/xsd-validator.js';

const { elements, simpleTypes, types } = committed;

/** Values of each type; EWSKIT_RUNS makes it a longer run. */
const RUNS = Number(process.env['EWSKIT_RUNS'] ?? 12);

/** The same run every time, unless another is asked for. */
const SEED = Number(process.env['EWSKIT_SEED'] ?? 20260101);

const all: (TypeInfo | SimpleTypeInfo)[] = [...types.values(), ...simpleTypes.values()];
/** An abstract type that nothing extends has no values. */
const valueless = all.filter((info) => isComplex(info) && info.abstract && concreteTypes(info).length === 0);
const typesWithValues = all.filter((info) => !valueless.includes(info));

/** Elements of anonymous types that are global have names of their own. */
const globalElements = new Map(
  [...elements.values()].map((element) => [element.type, `${element.prefix}:${element.name}`]),
);
const named = namedTypes();
const isNamed = (info: TypeInfo | SimpleTypeInfo) => named?.has(`${info.prefix}:${info.xmlName}`) ?? true;
const canBeJudged = (info: TypeInfo | SimpleTypeInfo) => isNamed(info) || globalElements.has(info.name);
const tagOf = (info: TypeInfo | SimpleTypeInfo) =>
  isNamed(info) ? `T_${info.name}` : (globalElements.get(info.name) ?? `T_${info.name}`);

/** The schema with an element `T_<name>` for each of its types, inside R; the anonymous ones are judged where they stand. */
function compileJudge(): ReturnType<typeof compileSchema> {
  const ours = typesWithValues.filter(isNamed);
  const declared = ours.map((info) => `<xs:element name="T_${info.name}" type="${info.prefix}:${info.xmlName}"/>`);
  const any =
    '<xs:complexType><xs:sequence><xs:any namespace="##any" processContents="strict"/></xs:sequence></xs:complexType>';
  return compileSchema(wrapperSchema(`${declared.join('')}<xs:element name="R">${any}</xs:element>`));
}

const judge = named && compileJudge();
/** Types that a value was made of, alone or inside another, that was found valid and equal. */
const proven = new Set<string>();
let values = 0;

function prove(info: TypeInfo | SimpleTypeInfo): void {
  const judged = judge !== undefined && canBeJudged(info);
  fc.assert(
    fc.property(
      new ValuesOf((random) =>
        isComplex(info) ? random.ofType(info) : random.ofScalar(scalarOf(committed, info.name)!),
      ),
      ({ value, covered }) => {
        const { document, violations } = write(committed, info, tagOf(info), value);
        if (violations.length > 0) throw new Error(`refused by the encoder: ${JSON.stringify(violations)}`);
        const invalid = judged ? withDocument(document, (parsed) => violationsOf(judge, parsed)) : [];
        if (invalid.length > 0) throw new Error(`not valid: ${invalid.join('; ')}\n${document.subarray(0, 1500)}`);
        const difference = firstDifferenceOf(value, read(committed, info, document));
        if (difference !== undefined)
          throw new Error(`comes back different at ${difference}\n${document.subarray(0, 1500)}`);
        values++;
        // An anonymous type is proven where it stands in another, which libxml2 could judge.
        if (judged || judge === undefined) for (const name of covered) proven.add(name);
      },
    ),
    { numRuns: RUNS, seed: SEED, verbose: 0 },
  );
}

describe('every generated type', () => {
  test.each([
    ['complex', typesWithValues.filter(isComplex)],
    ['simple', typesWithValues.filter((info) => !isComplex(info))],
  ])(
    '%s: random values are valid by the schema and come back equal',
    (_, subjects) => {
      const wrong = subjects.flatMap((info) => {
        try {
          prove(info);
          return [];
        } catch (error) {
          return [`${info.name}: ${((error as Error).cause as Error | undefined)?.message ?? error}`];
        }
      });
      expect(wrong.slice(0, 10).join('\n\n')).toBe('');
    },
    300_000,
  );

  test('none is left out but those that have no values', () => {
    const exceptions = all.filter(({ name }) => !proven.has(name));
    say(
      `property: ${proven.size} of ${all.length} types, ${values} values, ${judge ? 'valid by libxml2 and ' : 'not judged by libxml2 (schemas not at hand), '}equal`,
    );
    for (const { name } of valueless) say(`  not ${name}: abstract, and nothing extends it`);
    expect(exceptions.map(({ name }) => name)).toEqual(valueless.map(({ name }) => name));
  });

  testWith(
    judge,
    'schemas',
    'what the encoder accepts is valid, also when the value was damaged',
    (schema) => {
      let [refused, accepted] = [0, 0];
      const wrong = typesWithValues.filter(isComplex).flatMap((info) => {
        if (!canBeJudged(info)) return [];
        const damaged = fc.sample(new ValuesOf((random) => random.ofType(info)), { numRuns: RUNS, seed: SEED + 1 });
        for (const [index, { value }] of damaged.entries()) {
          damage(value, randomOf(SEED + index));
          const { document, violations } = write(committed, info, tagOf(info), value);
          if (violations.length > 0) refused++;
          else accepted++;
          const invalid = violations.length > 0 ? [] : withDocument(document, (parsed) => violationsOf(schema, parsed));
          if (invalid.length > 0) return [`${info.name}: ${invalid.join('; ')}\n${document.subarray(0, 1500)}`];
        }
        return [];
      });
      say(`property: ${refused} damaged values refused, ${accepted} accepted and valid`);
      expect(wrong.slice(0, 10).join('\n\n')).toBe('');
    },
    300_000,
  );
});

/** Takes something away from a value, or puts a wrong thing in, somewhere. */
function damage(value: unknown, random: Random): void {
  if (typeof value !== 'object' || value === null || value instanceof Date || value instanceof Uint8Array) return;
  const holder = value as Record<string, unknown>;
  const keys = Object.keys(holder).filter((key) => !['kind', 'unknown', 'children', 'namespace', 'name'].includes(key));
  const key = keys[random(keys.length || 1)];
  if (key === undefined) return;
  const held = holder[key];
  if (random(2) === 0 && typeof held === 'object') damage(held, random);
  else if (Array.isArray(value)) value.splice(Number(key), 1);
  else if (random(3) > 0) delete holder[key];
  else holder[key] = WRONG[random(WRONG.length)];
}

const WRONG = [
  '',
  'x',
  0,
  -1,
  2 ** 40,
  1.5,
  true,
  null,
  new Date(0),
  new Uint8Array(2),
  [],
  {},
  [{}],
  ['x'],
  Number.NaN,
  2n ** 80n,
];
