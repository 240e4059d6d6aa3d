/** The form in which requests are compared hides nothing but prefixes, the order of attributes, and white space between elements. */
import { expect, test } from '@jest/globals';
import { bodyOf, inside, xml } from './compact-xml.js';

test.each([
  ['prefixes and declarations', '<m:a xmlns:m="urn:m"><t:b/></m:a>', '<a><b/></a>'],
  ['the order of attributes', '<a y="1" x="2"/>', '<a x="2" y="1"/>'],
  ['white space between elements', '<a>\n  <b/>\n  <c> x </c>\n</a>', '<a><b/><c> x </c></a>'],
  ['spellings of the same text', '<a b="&#60;&quot;">&#x41;<![CDATA[&]]></a>', `<a b='&lt;"'>A&amp;</a>`],
  ['how an empty element is closed', '<a></a>', '<a/>'],
])('the same: %s', (_, one, other) => {
  expect(xml(one)).toBe(xml(other));
});

test.each([
  ['an element', '<a><b/></a>', '<a><c/></a>'],
  ['one more', '<a><b/></a>', '<a><b/><b/></a>'],
  ['the order of elements', '<a><b/><c/></a>', '<a><c/><b/></a>'],
  ['an attribute', '<a b="1"/>', '<a b="2"/>'],
  ['an attribute more', '<a/>', '<a b=""/>'],
  ['a text', '<a>x</a>', '<a>y</a>'],
  ['white space in a text', '<a>x</a>', '<a>x </a>'],
  ['case', '<a/>', '<A/>'],
])('not the same: %s', (_, one, other) => {
  expect(xml(one)).not.toBe(xml(other));
});

test('parts of a document', () => {
  const envelope =
    '<s:Envelope xmlns:s="urn:s"><s:Header><h/></s:Header><s:Body><m:a xmlns:m="urn:m"><m:b c="1"/></m:a></s:Body></s:Envelope>';
  expect(bodyOf(Buffer.from(envelope))).toBe(xml`<a><b c="1"/></a>`);
  expect(inside(bodyOf(Buffer.from(envelope)), 'a')).toBe(xml`<b c="1"/>`);
  expect(inside(envelope, 'nothing')).toBeUndefined();
  expect(() => xml('<a><b></a>')).toThrow();
});
