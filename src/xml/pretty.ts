/**
 * A document laid out for reading: one element a line, indented. It stays the document that it was, with its declarations and prefixes,
 * so that it can be sent as it is. Reads text, not meaning: halves and web pages are laid out as far as they go.
 */

/** Deeper elements are not indented further. */
const DEEPEST = 40;

export function prettyXml(document: Uint8Array | string): string {
  const layout = new Layout();
  for (const token of tokensOf(typeof document === 'string' ? document : Buffer.from(document).toString('utf8')))
    layout.add(token);
  return layout.end();
}

class Layout {
  readonly #lines: string[] = [];
  #depth = 0;
  /** A start tag, as long as nothing but white space follows. */
  #open: string | undefined;
  #blank = '';
  /** How many elements are open, from the one on whose line text stands: there white space means something. */
  #inline = 0;

  add({ kind, text }: Token): void {
    if (this.#inline > 0) this.#addInline(kind, text);
    else if (kind === 'text') this.#addText(text);
    else if (kind === 'start') {
      this.#flush();
      this.#open = this.#indented(text);
      this.#depth++;
    } else if (kind === 'end') {
      this.#depth = Math.max(0, this.#depth - 1);
      if (this.#open === undefined) this.#lines.push(this.#indented(text));
      else this.#open += this.#blank + text;
      this.#flush();
    } else {
      this.#flush();
      this.#lines.push(this.#indented(text));
    }
  }

  end(): string {
    this.#flush();
    return this.#lines.join('\n');
  }

  #addText(text: string): void {
    const blank = text.trim() === '';
    if (this.#open === undefined) {
      if (!blank) this.#lines.push(this.#indented(text.trim()));
    } else if (blank) this.#blank = text;
    else {
      this.#open += text;
      this.#inline = 1;
    }
  }

  #addInline(kind: Token['kind'], text: string): void {
    this.#open += text;
    if (kind === 'start') this.#inline++;
    if (kind === 'end') this.#inline--;
    if (this.#inline > 0) return;
    this.#depth--;
    this.#flush();
  }

  #flush(): void {
    if (this.#open !== undefined) this.#lines.push(this.#open);
    this.#open = undefined;
    this.#blank = '';
  }

  #indented(text: string): string {
    return '  '.repeat(Math.min(this.#depth, DEEPEST)) + text;
  }
}

interface Token {
  /** `text` is also CDATA, `other` an empty element, a comment, a declaration. */
  readonly kind: 'start' | 'end' | 'text' | 'other';
  readonly text: string;
}

/** In one pass; what does not end is text. */
function* tokensOf(xml: string): Generator<Token, void, undefined> {
  for (let at = 0; at < xml.length; ) {
    const tag = xml[at] === '<';
    const end = tag ? endOf(xml, at) : xml.indexOf('<', at);
    const text = xml.slice(at, end < 0 ? undefined : end);
    yield { kind: tag && end >= 0 ? kindOf(text) : 'text', text };
    if (end < 0) return;
    at = end;
  }
}

function kindOf(markup: string): Token['kind'] {
  if (markup.startsWith('<![CDATA[')) return 'text';
  if (markup.startsWith('</')) return 'end';
  return /^<[!?]/.test(markup) || markup.endsWith('/>') ? 'other' : 'start';
}

const CLOSED_BY: readonly (readonly [string, string])[] = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
];

/** Where the markup that begins at `at` ends; -1 when it does not. */
function endOf(xml: string, at: number): number {
  for (const [start, close] of CLOSED_BY) {
    if (!xml.startsWith(start, at)) continue;
    const found = xml.indexOf(close, at + start.length);
    return found < 0 ? -1 : found + close.length;
  }
  for (let p = at + 1; p < xml.length; p++) {
    const character = xml[p];
    if (character === '>') return p + 1;
    // In a value, `>` is no end.
    if (character === '"' || character === "'") p = xml.indexOf(character, p + 1);
    if (p < 0) return -1;
  }
  return -1;
}
