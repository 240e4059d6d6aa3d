/** Documents gone wrong, for fuzzing: random structures, and bytes changed, lost, doubled and mixed. The same for the same seed. */

/** Numbers in [0, n); the same sequence for the same seed. */
export type Random = (n: number) => number;

export function randomOf(seed: number): Random {
  let state = seed >>> 0 || 1;
  return (n) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % n;
  };
}

const pick = <T>(random: Random, options: readonly T[]): T => options[random(options.length)]!;

/** What a parser trips over. */
const TOKENS = [
  '<', '>', '/', '</', '/>', '&', '&#', '&#x0;', '&#x110000;', '&amp;', '&x;', ';', '"', "'", '=', ' ', '\r\n', '\t', '\u0000',
  '<![CDATA[', ']]>', '<!--', '-->', '--', '<?x', '?>', '<!DOCTYPE a>', '<!', 'xmlns="u"', ' xmlns:p="u"', 'p:', ':', '<a>', '</a>',
  '<t:Message>', '</t:Message>', ' xsi:nil="true"', ' xsi:type="t:MessageType"', 'é', '\u{1f600}', '\ufeff', '\ufffe',
]; // biome-ignore format: one line a kind
const BYTES = TOKENS.map((token) => Buffer.from(token)).concat(
  Buffer.from([0xff]),
  Buffer.from([0xc3]),
  Buffer.from([0xed, 0xa0, 0x80]),
);

/** One to six changes of a document; `others` are documents to mix in. */
export function mutate(document: Buffer, others: readonly Buffer[], random: Random): Buffer {
  let bytes = document;
  for (let count = 1 + random(6); count > 0; count--) bytes = change(bytes, others, random);
  return bytes;
}

function change(bytes: Buffer, others: readonly Buffer[], random: Random): Buffer {
  const at = random(bytes.length + 1);
  const end = Math.min(bytes.length, at + random(random(8) === 0 ? bytes.length + 1 : 12));
  const around = (middle: Buffer, from = at) => Buffer.concat([bytes.subarray(0, at), middle, bytes.subarray(from)]);
  switch (random(7)) {
    case 0:
      return around(Buffer.from([random(256)]), Math.min(bytes.length, at + 1));
    case 1:
      return around(Buffer.alloc(0), end);
    case 2:
      return around(Buffer.concat([bytes.subarray(at, end), bytes.subarray(at, end)]), end);
    case 3:
      return around(pick(random, BYTES));
    case 4:
      return bytes.subarray(0, at);
    case 5: {
      const other = pick(random, others);
      const from = random(other.length + 1);
      return around(other.subarray(from, from + random(40)), end);
    }
    default: {
      const target = random(bytes.length + 1);
      return Buffer.concat([bytes.subarray(0, target), bytes.subarray(at, end), bytes.subarray(target)]);
    }
  }
}

const TEXTS = [
  '',
  ' ',
  '\n',
  'text',
  '&lt;&#10;',
  '<![CDATA[<&]]>',
  '<!-- c -->',
  '<?pi x?>',
  'é\u{1f600}',
  '\r\n',
  'x'.repeat(70),
  `${'y'.repeat(70)}&amp;`,
];

/** A well-formed document of random structure, with namespaces declared where they are used. */
export function randomDocument(random: Random, depth = 0): string {
  const prefix = pick(random, ['', '', 'p:', 'q:']);
  const name = `${prefix}${pick(random, ['a', 'b', 'c-d', 'größe'])}`;
  const declared = [`xmlns="urn:${random(3)}"`, `xmlns:p="urn:${random(3)}"`, `xmlns:q='urn:q'`, 'xmlns=""'];
  const own = depth === 0 ? declared.slice(0, 3) : declared.filter(() => random(4) === 0).slice(0, 1);
  const attributes = ['x="1"', 'y = "a&lt;\t\n"', "z='&#x41;'", 'p:x="3"'].filter(() => random(4) === 0);
  const start = `${name}${[...own, ...attributes].map((attribute) => pick(random, [' ', '\n']) + attribute).join('')}`;
  if (depth > 5 || random(4) === 0) return `<${start}/>`;
  const children = Array.from({ length: random(5) }, () =>
    random(2) === 0 ? pick(random, TEXTS) : randomDocument(random, depth + 1),
  );
  return `<${start}>${children.join('')}</${name}${pick(random, ['', ' '])}>`;
}
