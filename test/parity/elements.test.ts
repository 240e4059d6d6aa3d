/** Each element that a client has to know: a value with each of its members is valid, and comes back as it was. */
import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { committed } from '../../src/soap/committed.js';
import { ValuesOf } from '../support/random-value.js';
import { isComplex, read, write } from '../support/written-value.js';
import { ELEMENTS } from './element-rows.js';

/** So many values are made, of which each member has to be in one. */
const VALUES = 400;

test.each(ELEMENTS)('%s: each member is written by the schema, and read back', (name, members) => {
  const info = committed.types.get(name);
  if (info === undefined || !isComplex(info)) throw new Error(`There is no type ${name}.`);
  const missing = new Set(members);
  for (let seed = 1; seed <= VALUES && missing.size > 0; seed++) {
    const [made] = fc.sample(new ValuesOf((random) => random.ofType(info)), { seed, numRuns: 1 });
    const value = made?.value as Record<string, unknown>;
    const fresh = members.filter((member) => missing.has(member) && value[member] !== undefined);
    if (fresh.length === 0) continue;
    const { document, violations } = write(committed, info, 'X', value);
    expect(violations).toEqual([]);
    expect(read(committed, info, document)).toEqual(value);
    for (const member of fresh) missing.delete(member);
  }
  expect([...missing]).toEqual([]);
});
