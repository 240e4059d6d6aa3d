/** The reader of XML: what it takes, what it refuses, and where it says the trouble is. saxes is the judge of what XML means. */
import { describe, expect, test } from '@jest/globals';
import type { XmlError } from '../../src/errors.js';
import { childElement, parseXml, textOf, writeElement } from '../../src/xml/element.js';
import { eventsOfSaxes, eventsOfScanner } from '../support/xml-events.js';

const parse = (text: string, limits = {}) => parseXml(Buffer.from(text), limits);

function errorOf(text: string | Uint8Array, limits = {}): XmlError {
  try {
    parseXml(Buffer.from(text as string), limits);
  } catch (error) {
    return error as XmlError;
  }
  throw new Error('nothing was thrown');
}

describe('what is read', () => {
  test.each([
    ['an empty element', '<a/>'],
    ['text', '<a>b &amp; c</a>'],
    ['attributes in both quotes', `<a b="1" c='"2"'/>`],
    ['attributes with white space around "="', '<a b = "1"\n c\t=\t"2" />'],
    ['line ends become \\n', '<a>1\r\n2\r3\n4</a>'],
    ['white space in attributes is normalized', '<a b="1\t2\r\n3\n4"/>'],
    ['references of characters', '<a b="&#65;&#x42;&#xD;&#10;">&#65;&#x1F600;&#xd;&lt;&gt;&quot;&apos;</a>'],
    ['CDATA', '<a>1<![CDATA[<b>&amp;]]]]>2<![CDATA[]]></a>'],
    [
      'comments and instructions are skipped',
      '<?xml version="1.0"?><!-- x --><a><!-- <b> -->1<?p <c>?>2</a><!-- y --><?q?>',
    ],
    ['a byte order mark', '\ufeff<a/>'],
    ['namespaces', '<a xmlns="urn:1" xmlns:p="urn:2"><p:b p:c="1" c="2"/><b xmlns=""/><b xmlns="urn:3"><p:c/></b></a>'],
    ['a prefix that is declared again', '<p:a xmlns:p="urn:1"><p:b xmlns:p="urn:2"/><p:b/></p:a>'],
    ['names that are not ASCII', '<größe 名="1"><名/></größe>'],
    ['white space inside an end tag', '<a>1</a  >'],
    ['deep but not too deep', `${'<a>'.repeat(200)}${'</a>'.repeat(200)}`],
  ])('%s, as saxes reads it', (_, text) => {
    expect(eventsOfScanner(Buffer.from(text))).toEqual(eventsOfSaxes(text));
  });

  test('a long text is read as a short one', () => {
    const text = 'x'.repeat(100);
    for (const content of [text, `${text}&amp;`, `${text}é`, `é${text}\r\n`, `${text}${'&lt;'.repeat(50)}`]) {
      expect(eventsOfScanner(Buffer.from(`<a>${content}</a>`))).toEqual(eventsOfSaxes(`<a>${content}</a>`));
    }
  });
});

describe('what real servers send and XML forbids is survived', () => {
  test('references to forbidden characters are the characters', () => {
    expect(textOf(parse('<a>x&#x0;&#x1A;&#2;y</a>'))).toBe('x\u0000\u001a\u0002y');
  });

  test('a forbidden character in the text is kept', () => {
    expect(textOf(parse('<a>x\u0007y</a>'))).toBe('x\u0007y');
  });

  test('a reference beyond Unicode is U+FFFD; what is no reference stays', () => {
    expect(textOf(parse('<a>&#x110000;&#99999999999;&nbsp;&;& &x</a>'))).toBe('\ufffd&#99999999999;&nbsp;&;& &x');
  });

  test('a prefix that nobody declared has no namespace', () => {
    expect(parse('<x:a><x:b/></x:a>')).toMatchObject({
      name: 'a',
      namespace: '',
      children: [{ name: 'b', namespace: '' }],
    });
  });

  test('bytes that are no UTF-8 are U+FFFD', () => {
    expect(textOf(parseXml(Buffer.from([0x3c, 0x61, 0x3e, 0x78, 0xff, 0x3c, 0x2f, 0x61, 0x3e])))).toBe('x\ufffd');
  });
});

describe('what is refused', () => {
  test.each([
    ['', 'ERR_XML_TRUNCATED', 0],
    ['  ', 'ERR_XML_TRUNCATED', 2],
    ['text', 'ERR_XML_SYNTAX', 0],
    ['<a>', 'ERR_XML_TRUNCATED', 3],
    ['<a', 'ERR_XML_TRUNCATED', 2],
    ['<a b="1', 'ERR_XML_TRUNCATED', 7],
    ['<a>text', 'ERR_XML_TRUNCATED', 7],
    ['<a><!-- x', 'ERR_XML_TRUNCATED', 9],
    ['<a><![CDATA[x', 'ERR_XML_TRUNCATED', 13],
    ['<a></b>', 'ERR_XML_SYNTAX', 5],
    ['<a></ab>', 'ERR_XML_SYNTAX', 5],
    ['<a><b></a></b>', 'ERR_XML_SYNTAX', 8],
    ['<a/><b/>', 'ERR_XML_SYNTAX', 4],
    ['<a/>x', 'ERR_XML_SYNTAX', 4],
    ['<a b>1</a>', 'ERR_XML_SYNTAX', 4],
    ['<a b=1/>', 'ERR_XML_SYNTAX', 5],
    ['<a b="1"c="2"/>', 'ERR_XML_SYNTAX', 8],
    ['<a b="<"/>', 'ERR_XML_SYNTAX', 6],
    ['<a b="1" b="2"/>', 'ERR_XML_SYNTAX', 9],
    ['< a/>', 'ERR_XML_SYNTAX', 1],
    ['<a><!x></a>', 'ERR_XML_SYNTAX', 3],
    ['<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 'ERR_XML_DTD', 0],
    ['<a><!DOCTYPE a></a>', 'ERR_XML_DTD', 3],
  ])('%j: %s at byte %d', (text, code, offset) => {
    expect(errorOf(text)).toMatchObject({ name: 'XmlError', code, offset });
  });
});

describe('limits', () => {
  test('depth', () => {
    expect(errorOf(`${'<a>'.repeat(300)}${'</a>'.repeat(300)}`).code).toBe('ERR_XML_LIMIT');
    expect(errorOf('<a><b><c/></b></a>', { depth: 2 })).toMatchObject({
      code: 'ERR_XML_LIMIT',
      message: expect.stringMatching(/2 elements/),
    });
  });

  test('attributes of one element', () => {
    const many = (count: number) => `<a ${Array.from({ length: count }, (_, index) => `b${index}="1"`).join(' ')}/>`;
    expect(Object.keys(parse(many(128)).attributes ?? {})).toHaveLength(128);
    expect(errorOf(many(129)).code).toBe('ERR_XML_LIMIT');
    expect(errorOf(many(3), { attributes: 2 }).code).toBe('ERR_XML_LIMIT');
  });

  test('namespace declarations count as attributes', () => {
    const many = Array.from({ length: 200 }, (_, index) => `xmlns:p${index}="u"`).join(' ');
    expect(errorOf(`<a ${many}/>`).code).toBe('ERR_XML_LIMIT');
  });

  test('declarations in scope', () => {
    const nested = Array.from(
      { length: 20 },
      () => `<a ${Array.from({ length: 60 }, (_, at) => `xmlns:p${at}="u"`).join(' ')}>`,
    );
    expect(errorOf(nested.join('')).code).toBe('ERR_XML_LIMIT');
    expect(errorOf('<a xmlns:p="1" xmlns:p="2"/>')).toMatchObject({ code: 'ERR_XML_SYNTAX', offset: 15 });
  });

  test('one text, and the whole document', () => {
    expect(errorOf(`<a>${'x'.repeat(100)}</a>`, { textBytes: 99 }).code).toBe('ERR_XML_LIMIT');
    expect(textOf(parse(`<a>${'x'.repeat(100)}</a>`, { textBytes: 100 }))).toHaveLength(100);
    expect(errorOf('<a/>', { totalBytes: 3 })).toMatchObject({ code: 'ERR_XML_LIMIT', offset: 0 });
  });
});

describe('elements as trees', () => {
  test('names that objects have from the start are names like others', () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      const xml = `<a ${name}="v"><${name}/></a>`;
      const tree = parseXml(Buffer.from(xml));
      expect(Object.entries(tree.attributes ?? {})).toEqual([[name, 'v']]);
      expect(writeElement(tree)).toBe(xml);
    }
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  test('what is read is written the same, with declarations of its own', () => {
    const text = '<a xmlns="urn:1" b="&quot;1&quot;"><c xmlns="urn:2">x &amp; y</c><d/></a>';
    expect(writeElement(parse(text))).toBe(text);
  });

  test('attributes with a namespace keep it', () => {
    const tree = parse('<a xmlns:p="urn:p" p:b="1" xml:lang="en"/>');
    expect(tree.attributes).toEqual({ '{urn:p}b': '1', '{http://www.w3.org/XML/1998/namespace}lang': 'en' });
    expect(parse(writeElement(tree))).toEqual(tree);
  });

  test('children are found by local name, in any namespace', () => {
    expect(textOf(childElement(parse('<a><x:b xmlns:x="urn:x">1</x:b></a>'), 'b'))).toBe('1');
  });
});
