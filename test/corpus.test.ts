/**
 * XML that real servers and Microsoft's documentation wrote, none of it ours: all of it decodes, and what is valid by the schema
 * comes back as it was.
 */
import { describe, expect, test } from '@jest/globals';
import { decodeEnvelope, encodeEnvelope } from '../src/soap/documents.js';
import type { Envelope } from '../src/soap/envelope.js';
import { canonicalXml, firstDifference } from '../src/xml/canonical.js';
import { childElements, parseXml } from '../src/xml/element.js';
import { type CorpusRow, corpusDocument, corpusRows, say, testWith } from './support/shared.js';

/** Documents that do not come back with all that was in them, each with its reason. */
const EXCEPTIONS: Readonly<Record<string, string>> = {};

/** `<Fault/>`, written to see whether a reader survives it. */
const EMPTY_FAULT = 'exchangelib/exchangelib-Fault-soap-fault-3.xml';

const rows = corpusRows();
const wellFormed = (kind: RegExp) => (found: CorpusRow[]) =>
  found.filter((row) => row['well-formed'] === 'yes' && kind.test(row['kind']!));
const soap = wellFormed(/^(autodiscover-)?soap-/);

/** The mistakes of a check over many documents, by file. */
function mistakes(
  documents: readonly CorpusRow[],
  check: (bytes: Uint8Array, row: CorpusRow) => string | undefined,
): string[] {
  return documents.flatMap((row) => {
    try {
      const mistake = check(corpusDocument(row), row);
      return mistake === undefined ? [] : [`${row['file']}: ${mistake}`];
    } catch (error) {
      return [`${row['file']}: ${error}`];
    }
  });
}

/** A decoded envelope written again; a reply need not obey what requests must. */
function rewrite({ operation, headers, body }: Envelope): Uint8Array {
  return encodeEnvelope({ operation, body }, headers, { lenient: true });
}

const SOAP = /soap\/envelope\/$|soap-envelope$/;

/** Another prefix, SOAP version or declaration is no difference, and neither is text between the parts of an envelope. */
function canonical(bytes: Uint8Array): string {
  const envelope = parseXml(bytes);
  const namespace = (uri: string) => (SOAP.test(uri) ? 'soap' : uri);
  return canonicalXml({ ...envelope, children: childElements(envelope) }, { namespace });
}

const roundTrip = (bytes: Uint8Array) => firstDifference(canonical(bytes), canonical(rewrite(decodeEnvelope(bytes))));

describe('corpus', () => {
  testWith(
    rows,
    '../shared/corpus',
    'every well-formed SOAP document decodes, to the operation of its index',
    (all) => {
      const documents = soap(all);
      const wrong = mistakes(documents, (bytes, row) => {
        const { operation, body, fault } = decodeEnvelope(bytes);
        const expected = row['operation'] === '(empty-body)' ? '' : row['operation'];
        if (operation !== expected) return `is a ${operation}, not a ${expected}`;
        return operation !== '' && body === undefined && fault === undefined ? 'has neither body nor fault' : undefined;
      });
      say(`corpus: ${documents.length - wrong.length} of ${documents.length} SOAP documents decode`);
      expect(wrong).toEqual([]);
    },
  );

  testWith(rows, '../shared/corpus', 'every schema-valid document comes back equal', (all) => {
    const documents = soap(all).filter((row) => row['schema-valid'] === 'yes');
    const wrong = mistakes(documents, roundTrip);
    say(
      `corpus: ${documents.length - wrong.length} of ${documents.length} schema-valid SOAP documents come back equal`,
    );
    for (const [file, reason] of Object.entries(EXCEPTIONS)) say(`  not ${file}: ${reason}`);
    expect(wrong.filter((line) => !EXCEPTIONS[line.split(':')[0]!])).toEqual([]);
  });

  testWith(rows, '../shared/corpus', 'what the schema refuses decodes too, and can be written', (all) => {
    const documents = soap(all).filter((row) => row['schema-valid'] === 'no');
    const equal = documents.length - mistakes(documents, roundTrip).length;
    say(`corpus: ${equal} of ${documents.length} documents that are not schema-valid come back equal all the same`);
    expect(
      mistakes(documents, (bytes) => (rewrite(decodeEnvelope(bytes)).length > 0 ? undefined : 'is empty')),
    ).toEqual([]);
  });

  testWith(rows, '../shared/corpus', 'fragments and autodiscover documents are read as XML', (all) => {
    const documents = wellFormed(/^(fragment|autodiscover-pox)/)(all);
    expect(mistakes(documents, (bytes) => (parseXml(bytes).name === '' ? 'has no root' : undefined))).toEqual([]);
    say(`corpus: ${documents.length} fragments and autodiscover documents are read`);
  });

  testWith(rows, '../shared/corpus', 'answers that are not well-formed are read, or refused with a place', (all) => {
    for (const row of all.filter((row) => row['well-formed'] === 'no')) {
      try {
        expect(decodeEnvelope(corpusDocument(row)).operation).toBe(row['operation']);
      } catch (error) {
        expect(error).toMatchObject({ name: 'XmlError', offset: expect.any(Number) });
      }
    }
  });

  testWith(rows, '../shared/corpus', 'faults of all server versions are understood', (all) => {
    const documents = all.filter((row) => row['kind'] === 'soap-fault' && row['file'] !== EMPTY_FAULT);
    const wrong = mistakes(documents, (bytes) => {
      const { fault } = decodeEnvelope(bytes);
      return fault?.code && fault.message ? undefined : 'has no code or no message';
    });
    expect(wrong).toEqual([]);
  });

  test('a document that its writer indented means the same as one that it did not', () => {
    const text = '<Envelope xmlns="urn:s"><Body><a xmlns="urn:a"><b>1</b><c/></a></Body></Envelope>';
    const [plain, spread] = [text, text.replaceAll('><', '>\r\n  <')].map((xml) =>
      canonicalXml(parseXml(Buffer.from(xml))),
    );
    expect(spread).toBe(plain);
  });
});
