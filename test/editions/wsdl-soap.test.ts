/**
 * node-soap as judge of our WSDL reader and writer: of every edition, Microsoft's document and the one that we emit, it must find
 * the operations that we find, with the same elements and actions. It needs a service element to see any operation, which only
 * some of the documents have; the test adds one (docs/decisions/011-wsdl-reader.md).
 */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { WSDL } from 'soap';
import type { Schema } from '../../codegen/index.js';
import { readWsdl } from '../../codegen/wsdl/read.js';
import { parseQualified } from '../../codegen/xsd/qualified.js';
import { committedSchema } from '../../src/schema-text/committed.js';
import { say, testWith } from '../support/shared.js';
import { EDITIONS, originalFolder, scratch, writeFiles } from './support.js';

/** Operations that the WSDL of each edition lists; that of 2013 is the one of 2010. */
const LISTED = {
  ExchangeSE: 122,
  Exchange2016: 122,
  Exchange2013_SP1: 60,
  Exchange2010_SP2: 60,
  Exchange2007_SP1: 34,
} as const;
/** Emitted, 2013 has the operations of its messages too. */
const EMITTED = { ...LISTED, Exchange2013_SP1: 98 } as const;

const SERVICE =
  '<wsdl:service name="ExchangeServices"><wsdl:port name="P" binding="tns:ExchangeServiceBinding"><soap:address location="http://localhost/"/></wsdl:port></wsdl:service>';

interface Facts {
  request: string;
  response: string;
  action: string;
}

/** As node-soap has it after reading. */
interface SoapMethod {
  input: { $name: string };
  output: { $name: string };
  soapAction: string;
}

async function bySoap(folder: string): Promise<Record<string, Facts>> {
  const path = join(folder, 'services.wsdl');
  const wsdl = new WSDL(readFileSync(path, 'utf8'), path, {});
  await new Promise<void>((resolve, reject) => wsdl.onReady((error) => (error ? reject(error) : resolve())));
  const binding = wsdl.definitions.bindings['ExchangeServiceBinding'] as unknown as {
    methods?: Record<string, SoapMethod>;
  };
  const methods = Object.entries(binding.methods ?? {});
  return Object.fromEntries(
    methods.map(([name, { input, output, soapAction }]) => [
      name,
      { request: input.$name, response: output.$name, action: soapAction },
    ]),
  );
}

function byUs(folder: string): Record<string, Facts> {
  const schema: Schema = { edition: '', types: new Map(), elements: new Map(), operations: new Map() };
  readWsdl([parseQualified(readFileSync(join(folder, 'services.wsdl')))], schema, []);
  return Object.fromEntries(
    [...schema.operations.values()].map(({ name, request, response, action }) => [name, { request, response, action }]),
  );
}

/** With a service element, whatever it had. */
function withService(folder: string): string {
  const path = join(folder, 'services.wsdl');
  const text = readFileSync(path, 'utf8').replace(/<wsdl:service[\s>][\s\S]*<\/wsdl:service>/, '');
  writeFileSync(path, text.replace('</wsdl:definitions>', `${SERVICE}</wsdl:definitions>`));
  return folder;
}

describe("Microsoft's documents", () => {
  for (const edition of EDITIONS) {
    testWith(originalFolder(edition), "Microsoft's schema files", edition, async (original) => {
      using copy = scratch();
      cpSync(original, copy.path, { recursive: true });
      const ours = byUs(copy.path);
      expect(Object.keys(ours)).toHaveLength(LISTED[edition]);
      const theirs = await bySoap(withService(copy.path));
      expect(ours).toEqual(theirs);
      say(`${edition}: ${Object.keys(theirs).length} operations, the same by node-soap`);
    });
  }
});

describe('emitted documents', () => {
  for (const edition of EDITIONS) {
    test(edition, async () => {
      using folder = scratch();
      writeFiles(folder.path, await committedSchema(edition));
      const ours = byUs(folder.path);
      expect(Object.keys(ours)).toHaveLength(EMITTED[edition]);
      expect(await bySoap(withService(folder.path))).toEqual(ours);
    });
  }

  test('node-soap finds no operation where there is no service element', async () => {
    using folder = scratch();
    writeFiles(folder.path, await committedSchema('ExchangeSE'));
    expect(await bySoap(folder.path)).toEqual({});
  });
});
