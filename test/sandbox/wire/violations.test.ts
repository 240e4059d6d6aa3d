/**
 * What the sandbox refuses for the schema's sake is what Microsoft's schema refuses: libxml2 is the judge, over recorded requests and
 * their like with one mistake each. A client that was written against the sandbox is not in for a surprise at Exchange.
 */
import { describe, expect, test } from '@jest/globals';
import { Fault } from '../../../src/sandbox/base/failure.js';
import { readRequest } from '../../../src/sandbox/wire/read-request.js';
import { parseXml, writeElement, type XmlElement } from '../../../src/xml/element.js';
import { elementsOf, MUTATIONS, type Mutation, mutate, randomBelow } from '../../editions/mutate.js';
import { type CorpusRow, corpusDocument, corpusRows, say, schemaFolder, testWith } from '../../support/shared.js';
import { validateEnvelope } from '../../support/xsd-validator.js';
import { envelope } from '../raw.js';

/** Why the sandbox refuses a request; undefined when it reads it. */
function refusalOf(xml: string): string | undefined {
  try {
    readRequest(Buffer.from(xml));
    return undefined;
  } catch (error) {
    if (error instanceof Fault && error.code === 'ErrorSchemaValidation') return error.message;
    throw error;
  }
}

describe('one mistake, and what is said of it', () => {
  const shape = '<m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape>';
  const ids = '<m:ItemIds><t:ItemId Id="a"/></m:ItemIds>';
  const getItem = (content: string) => envelope(`<m:GetItem>${content}</m:GetItem>`);

  test('a request without one is read', () => {
    expect(refusalOf(getItem(shape + ids))).toBeUndefined();
  });

  test.each([
    ['another order', ids + shape, /^The element 'GetItem' .* has invalid child element 'ItemIds' .*'ItemShape'/],
    [
      'another namespace',
      shape + ids.replace('<t:', '<m:'),
      /'ItemIds' .* invalid child element 'ItemId' in .*messages'/,
    ],
    ['an element twice', shape + shape + ids, /invalid child element 'ItemShape'/],
    ['an unknown element', `${shape}<m:Colour/>${ids}`, /invalid child element 'Colour'/],
    ['an unknown element in a list', shape + ids.replace('</m', '<t:Colour/></m'), /invalid child element 'Colour'/],
    ['a required one missing', ids, /'GetItem' .* has incomplete content.*'ItemShape'/],
    ['a text where none may be', shape + ids.replace('/>', '>x</t:ItemId>'), /cannot contain text/],
    ['no value of the enumeration', shape.replace('IdOnly', 'Everything') + ids, /"Everything"/],
  ])('%s', (_, content, says) => {
    expect(refusalOf(getItem(content))).toMatch(says);
  });

  test('an attribute that means nothing is refused, and one that is not known', () => {
    const find = (attributes: string) =>
      envelope(
        `<m:FindItem Traversal="Shallow">${shape}<m:IndexedPageItemView ${attributes} BasePoint="Beginning"/><m:ParentFolderIds><t:DistinguishedFolderId Id="inbox"/></m:ParentFolderIds></m:FindItem>`,
      );
    expect(refusalOf(find('Offset="0"'))).toBeUndefined();
    expect(refusalOf(find('Offset="0" Colour="red"'))).toMatch(/'Colour' attribute is not declared/);
    expect(refusalOf(find('Offset="first"'))).toMatch(/'Offset' attribute is invalid/);
  });

  test('but for the Traversal of FindPeople that exchangelib writes, and Exchange Online takes', () => {
    const find = (attribute: string) =>
      envelope(
        `<m:FindPeople ${attribute}><m:IndexedPageItemView MaxEntriesReturned="9" Offset="0" BasePoint="Beginning"/></m:FindPeople>`,
      );
    expect(refusalOf(find('Traversal="Shallow"'))).toBeUndefined();
    expect(refusalOf(find('Depth="Shallow"'))).toMatch(/'Depth' attribute is not declared/);
  });
});

/** The same request with one mistake in its operation; undefined where there is nothing to make it with. */
function withMistake(request: XmlElement, mutation: Mutation, below: (bound: number) => number): string | undefined {
  const copy = structuredClone(request);
  const body = elementsOf(copy).find(({ name }) => name === 'Body');
  const [operation] = body ? elementsOf(body) : [];
  const changed = operation && mutate(operation, mutation, below);
  if (!body || !changed) return undefined;
  body.children = [changed];
  return writeElement(copy);
}

// Texts of base64 are read as far as they go, which servers' line breaks need, and libxml2 has rules of its own for them.
const BASE64 = /<(Data|Content|MimeContent)[ >]/;

function requests(): CorpusRow[] | undefined {
  return schemaFolder()
    ? corpusRows()?.filter(
        (row) => row['kind'] === 'soap-request' && row['schema-valid'] === 'yes' && row['header-valid'] === 'yes',
      )
    : undefined;
}

testWith(
  requests(),
  'the corpus',
  'requests of the corpus, as they are and with a mistake: the verdicts agree',
  (rows) => {
    const below = randomBelow(20261121);
    const counts = { valid: 0, invalid: 0 };
    const disagreed: string[] = [];
    const judge = (file: string, xml: string): void => {
      const [violation] = validateEnvelope(Buffer.from(xml));
      const refusal = refusalOf(xml);
      if ((violation === undefined) === (refusal === undefined))
        counts[violation === undefined ? 'valid' : 'invalid']++;
      else if (!BASE64.test(xml)) disagreed.push(`${file}: schema: ${violation}, sandbox: ${refusal}\n${xml}`);
    };
    for (const row of rows) {
      const request = parseXml(corpusDocument(row));
      judge(row['file']!, writeElement(request));
      for (const mutation of [...MUTATIONS, ...MUTATIONS]) {
        const xml = withMistake(request, mutation, below);
        if (xml !== undefined) judge(row['file']!, xml);
      }
    }
    say(`sandbox and schema agree on ${counts.valid} valid and ${counts.invalid} invalid requests`);
    expect(disagreed).toEqual([]);
    expect(counts.invalid).toBeGreaterThan(1000);
  },
);
