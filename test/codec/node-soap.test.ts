/**
 * node-soap as an independent reader: it knows Microsoft's WSDL, or the one that we emit, and must read from what our encoder
 * writes the values that were given, for real requests of at least forty operations.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { leavesOf, sameValue } from '../../bench/compare/leaves.js';
import { plainOf } from '../../bench/compare/plain.js';
import { operationCount, requests } from '../../bench/compare/requests.js';
import { type Copy, filesOf, soapReader, withService } from '../../bench/compare/wsdl.js';
import { writeSchema } from '../../codegen/index.js';
import { encodeEnvelope } from '../../src/raw.js';
import { committedSchema } from '../../src/schema-text/committed.js';
import { say, schemaFolder, testWith } from '../support/shared.js';
import { validateEnvelope } from '../support/xsd-validator.js';

let copy: Copy;
let read: (xml: string) => { Body?: Record<string, unknown> };
let values = 0;

beforeAll(async () => {
  const folder = schemaFolder();
  if (folder !== undefined) copy = withService(filesOf(folder));
  else {
    const emitted = writeSchema(await committedSchema('ExchangeSE'));
    copy = withService((file) => emitted[file as keyof typeof emitted]);
    say("not at hand, Microsoft's schema files: node-soap reads the WSDL that we emit");
  }
  read = await soapReader(copy.wsdl);
});

afterAll(() => {
  copy[Symbol.dispose]();
  say(
    `node-soap read ${requests.length} requests of ${operationCount} operations as they were meant: ${values} values`,
  );
});

describe('node-soap reads what we write', () => {
  test('forty operations and more', () => expect(operationCount).toBeGreaterThanOrEqual(40));

  for (const [index, { operation, body }] of requests.entries()) {
    test(`${index + 1}: ${operation}`, () => {
      const decoded = Object.values(read(encodeEnvelope(body).toString()).Body ?? {});
      expect(decoded).toHaveLength(1);
      const theirs = leavesOf(decoded[0]);
      const ours = leavesOf(plainOf(body));
      expect([...theirs.keys()].sort()).toEqual([...ours.keys()].sort());
      const different = [...ours].filter(([path, value]) => !sameValue(value, theirs.get(path)));
      expect(different.map(([path, value]) => ({ path, value, theirs: theirs.get(path) }))).toEqual([]);
      values += ours.size;
    });
  }
});

testWith(schemaFolder(), 'schemas', 'each of these requests is valid by libxml2', () => {
  const invalid = requests.flatMap(({ operation, body }) =>
    validateEnvelope(encodeEnvelope(body)).map((message) => `${operation}: ${message}`),
  );
  expect(invalid).toEqual([]);
});
