/** XML laid out for reading is still the same document. */
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { FindItem, GetItem } from '../../generated/index.js';
import { encodeEnvelope } from '../../src/soap/documents.js';
import { canonicalXml } from '../../src/xml/canonical.js';
import { prettyXml } from '../../src/xml/pretty.js';

test('one element a line, indented by depth', () => {
  expect(prettyXml('<?xml version="1.0"?><a><b>t</b><c/><d x="1"> <e>f</e>\n</d></a>')).toBe(
    '<?xml version="1.0"?>\n<a>\n  <b>t</b>\n  <c/>\n  <d x="1">\n    <e>f</e>\n  </d>\n</a>',
  );
});

test.each([
  ['white space that is a value', '<a><b>  </b><c> x </c></a>', '<a>\n  <b>  </b>\n  <c> x </c>\n</a>'],
  ['text among elements', '<a>one <b>two</b> <c/> three</a>', '<a>one <b>two</b> <c/> three</a>'],
  ['a > that ends no tag', '<a b="x>y" c=\'"\'><d>1 > 2</d></a>', '<a b="x>y" c=\'"\'>\n  <d>1 > 2</d>\n</a>'],
  ['CDATA and comments', '<a><![CDATA[<b>]]></a><!-- <c> -->', '<a><![CDATA[<b>]]></a>\n<!-- <c> -->'],
])('%s stay what they are', (_, xml, wanted) => {
  expect(prettyXml(xml)).toBe(wanted);
});

test.each([
  ['half a document', '<a><b>t</b><c at="', '<a>\n  <b>t</b>\n  <c at="'],
  ['ends without a beginning', '</a></b><c>', '</a>\n</b>\n<c>'],
  ['no XML at all', 'Bad gateway', 'Bad gateway'],
  ['nothing', '', ''],
])('%s is shown as far as it goes', (_, xml, wanted) => {
  expect(prettyXml(xml)).toBe(wanted);
});

test('whatever it is given, all of its characters but white space come out again, in order', () => {
  const part = fc.constantFrom(
    '<',
    '>',
    '</',
    '/>',
    '"',
    "'",
    'a',
    ' ',
    '\n',
    '<a>',
    '</a>',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
      const xml = parts.join('');
      expect(prettyXml(xml).replace(/\s/g, '')).toBe(xml.replace(/\s/g, ''));
    }),
  );
});

test('a long document that never ends takes one pass', () => {
  for (const piece of ['<a b="', '<!--', '<a>', 'x>', '<![CDATA['])
    expect(prettyXml(piece.repeat(100_000)).length).toBeGreaterThan(100_000);
});

describe('a request', () => {
  test.each([
    [
      FindItem.name,
      { traversal: 'Shallow', itemShape: { baseShape: 'IdOnly' }, parentFolderIds: [{ kind: 'folderId', id: 'a"b' }] },
    ],
    [GetItem.name, { itemShape: { baseShape: 'Default' }, itemIds: [{ kind: 'itemId', id: ' <x> & y ' }] }],
  ])('%s can be sent as it is shown', (operation, body) => {
    const bytes = encodeEnvelope({ operation, body }, { requestServerVersion: { version: 'Exchange2016' } });
    const pretty = prettyXml(bytes);
    expect(pretty.split('\n').length).toBeGreaterThan(10);
    expect(canonicalXml(Buffer.from(pretty))).toBe(canonicalXml(bytes));
  });
});
