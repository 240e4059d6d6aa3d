/**
 * Content lines (RFC 5545, 3.1; RFC 6350, 3.3) as components within components. As forgiving as the world's files ask for: lines folded
 * within a character, parameters without a name, an END too few. Values of text are read by ical.js. Must not know any property.
 */
import ICAL from 'ical.js';
import { decodeGuessed } from '../charset/decode-charset.js';

export interface Line {
  /** In capitals. */
  name: string;
  /** Names in capitals; values without quotes. */
  parameters: Record<string, string[]>;
  /** As it stands in the file. */
  value: string;
}

export interface Component {
  /** In capitals. */
  name: string;
  lines: Line[];
  parts: Component[];
}

/** The outermost components. A line that is none is read over. */
export function parseComponents(bytes: Uint8Array): Component[] {
  const outermost: Component[] = [];
  const open: Component[] = [];
  for (const text of contentLines(bytes)) {
    const line = parseLine(text);
    if (line === undefined) continue;
    const component = line.value.trim().toUpperCase();
    if (line.name === 'BEGIN') {
      const begun: Component = { name: component, lines: [], parts: [] };
      (open.at(-1)?.parts ?? outermost).push(begun);
      // Deeper than any file of sense goes: it is read, and nothing is looked for in it.
      if (open.length < 20) open.push(begun);
    } else if (line.name === 'END') {
      const place = open.findLastIndex(({ name }) => name === component);
      if (place >= 0) open.length = place;
    } else open.at(-1)?.lines.push(line);
  }
  return outermost;
}

/** Components of that name, at whatever depth. */
export function componentsOf(among: readonly Component[], name: string): Component[] {
  return among.flatMap((one) => (one.name === name ? [one] : componentsOf(one.parts, name)));
}

export function lineOf(component: Component, name: string): Line | undefined {
  return component.lines.find((line) => line.name === name);
}

export function linesOf(component: Component, name: string): Line[] {
  return component.lines.filter((line) => line.name === name);
}

/** The values of a line of text, its escapes undone: `A\,B,C` is two. `kind` is whose properties they are. */
export function textsOf(line: Line, kind: 'icalendar' | 'vcard3' = 'icalendar'): string[] {
  return valuesOf(line, kind).flat();
}

/** The same, of a value in parts: those of `N:Berg;Anna` are one list within the list. */
export function valuesOf(line: Line, kind: 'icalendar' | 'vcard3'): (string | string[])[] {
  try {
    const [, , , ...values] = ICAL.parse.property(`${line.name}:${line.value}`, ICAL.design[kind]) as unknown[];
    return values.map((value) => (Array.isArray(value) ? value.flat().map(String) : String(value)));
  } catch {
    return [line.value];
  }
}

// Unfolded before it is decoded: a line may be folded within a character.
function contentLines(bytes: Uint8Array): string[] {
  const text = isWide(bytes) ? wide(bytes) : Buffer.from(bytes).toString('latin1');
  const lines = text
    .replace(/\r\n?|\n/g, '\n')
    .replace(/\n[ \t]/g, '')
    .split('\n');
  return isWide(bytes) ? lines : joined(lines).map(decoded);
}

// vCard 2.1 goes on in the next line after a soft line break of quoted-printable.
function joined(lines: readonly string[]): string[] {
  const whole: string[] = [];
  let pieces: string[] = [];
  for (const line of lines) {
    const isOpen = line.endsWith('=') && (pieces.length > 0 || /^[^:]{0,200}QUOTED-PRINTABLE/i.test(line));
    pieces.push(isOpen ? line.slice(0, -1) : line);
    if (isOpen) continue;
    whole.push(pieces.join(''));
    pieces = [];
  }
  return pieces.length > 0 ? [...whole, pieces.join('')] : whole;
}

function isWide(bytes: Uint8Array): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
}

function wide(bytes: Uint8Array): string {
  return new TextDecoder(bytes[0] === 0xff ? 'utf-16le' : 'utf-16be').decode(bytes);
}

// UTF-8, which both formats ask for; what is none was written by programs of Windows.
function decoded(latin1: string): string {
  if (!/[\x80-\xff]/.test(latin1)) return latin1;
  return decodeGuessed(Buffer.from(latin1, 'latin1'));
}

const NAME = /^\s*(?:[\w-]+\.)?([\w-]+)/;
const PARAMETER = /;\s*([\w-]*)\s*(=?)/y;
const PIECE = /"([^"]*)"|([^";:,]*)/y;

function parseLine(text: string): Line | undefined {
  const head = NAME.exec(text);
  if (head === null) return undefined;
  const parameters: Record<string, string[]> = {};
  let place = head[0].length;
  while (text[place] === ';') {
    PARAMETER.lastIndex = place;
    const found = PARAMETER.exec(text);
    if (found === null) return undefined;
    place = PARAMETER.lastIndex;
    const [, name = '', equals] = found;
    // vCard 2.1 has types without their name: `TEL;HOME;VOICE`.
    if (equals === '') {
      if (name !== '') add(parameters, 'TYPE', [name]);
      continue;
    }
    const values: string[] = [];
    do {
      PIECE.lastIndex = place + (values.length > 0 ? 1 : 0);
      const piece = PIECE.exec(text);
      values.push(unmarked(piece?.[1] ?? piece?.[2] ?? ''));
      place = PIECE.lastIndex;
    } while (text[place] === ',');
    add(parameters, name.toUpperCase(), values);
    // What stands behind quotes is no part of anything.
    while (place < text.length && text[place] !== ';' && text[place] !== ':') place++;
  }
  if (text[place] !== ':') return undefined;
  return { name: (head[1] ?? '').toUpperCase(), parameters, value: text.slice(place + 1) };
}

function add(parameters: Record<string, string[]>, name: string, values: string[]): void {
  if (!Object.hasOwn(parameters, name)) parameters[name] = values;
  else parameters[name]?.push(...values);
}

/** RFC 6868: what a parameter cannot hold. */
function unmarked(text: string): string {
  return text.replace(/\^([n'^])/g, (_, mark: string) => ({ n: '\n', "'": '"' })[mark] ?? '^').trim();
}
