/**
 * Characters of XML 1.0: what may stand in a document, how text is unescaped when read and escaped when written.
 *
 * Reading is lenient because Exchange is not strict: it sends references to characters that XML forbids (`&#x0;`, `&#x1A;`),
 * which are kept as the characters they name. Writing never emits one: it becomes U+FFFD.
 */

/** The five that XML predefines, the most common first. */
const NAMED: readonly (readonly [name: string, char: string])[] = [
  ['lt;', '<'],
  ['gt;', '>'],
  ['amp;', '&'],
  ['quot;', '"'],
  ['apos;', "'"],
];

/** `#13;` or `#xD;` somewhere in a text; the digits end within what a code point can have, and then some. */
const NUMBERED = /#(?:x([0-9a-fA-F]{1,8})|([0-9]{1,10}));/y;

function expandReferences(text: string): string {
  let out = '';
  let from = 0;
  for (let at = text.indexOf('&'); at >= 0; at = text.indexOf('&', at + 1)) {
    let char: string | undefined;
    let end = at;
    if (text.charCodeAt(at + 1) === 0x23) {
      NUMBERED.lastIndex = at + 1;
      const match = NUMBERED.exec(text);
      if (match === null) continue;
      const code = match[1] === undefined ? Number(match[2]) : Number.parseInt(match[1], 16);
      char = code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD';
      end = NUMBERED.lastIndex;
    } else {
      const named = NAMED.find(([name]) => text.startsWith(name, at + 1));
      if (named === undefined) continue;
      char = named[1];
      end = at + 1 + named[0].length;
    }
    out += text.slice(from, at) + char;
    from = end;
    at = end - 1;
  }
  return out + text.slice(from);
}

/**
 * Raw character data to text: line ends become `\n`, references become characters. A `&` that starts no reference, and an
 * entity that XML does not predefine (a DTD is refused, so none can be declared), stay as they are.
 */
export function unescapeText(raw: string): string {
  const text = raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw;
  return text.includes('&') ? expandReferences(text) : text;
}

/** As {@link unescapeText}, with the white space normalization of attribute values (XML 1.0, 3.3.3). */
export function unescapeAttribute(raw: string): string {
  const text = raw.replace(/\r\n|[\t\n\r]/g, ' ');
  return text.includes('&') ? expandReferences(text) : text;
}

// Lone surrogates are caught by the same class as all surrogates; pairs are told apart in the replacer.
const TEXT_SPECIAL = /[&<>\r\u0000-\u0008\u000B\u000C\u000E-\u001F\uD800-\uDFFF\uFFFE\uFFFF]/;
const TEXT_SPECIALS =
  /[\uD800-\uDBFF][\uDC00-\uDFFF]|[&<>\r\u0000-\u0008\u000B\u000C\u000E-\u001F\uD800-\uDFFF\uFFFE\uFFFF]/g;
const ATTRIBUTE_SPECIAL = /["&<>\u0000-\u001F\uD800-\uDFFF\uFFFE\uFFFF]/;
const ATTRIBUTE_SPECIALS = /[\uD800-\uDBFF][\uDC00-\uDFFF]|["&<>\u0000-\u001F\uD800-\uDFFF\uFFFE\uFFFF]/g;

function escapeOne(char: string): string {
  if (char.length === 2) return char;
  switch (char) {
    case '&':
      return '&amp;';
    case '<':
      return '&lt;';
    case '>':
      return '&gt;';
    case '"':
      return '&quot;';
    case '\r':
      return '&#xD;';
    case '\n':
      return '&#xA;';
    case '\t':
      return '&#x9;';
    default:
      return '\uFFFD';
  }
}

/** Text as character data. A character that XML 1.0 forbids, also a lone surrogate, is written as U+FFFD. */
export function escapeText(text: string): string {
  return TEXT_SPECIAL.test(text) ? text.replace(TEXT_SPECIALS, escapeOne) : text;
}

/** Text as the value of an attribute in double quotes; tabs and line ends survive as references. */
export function escapeAttribute(text: string): string {
  return ATTRIBUTE_SPECIAL.test(text) ? text.replace(ATTRIBUTE_SPECIALS, escapeOne) : text;
}
