/**
 * Rebuilds the schema of an edition from `generated/`: the base edition from what the code says of every type, an older one from
 * the next newer one and its file in `generated/editions/`, which says what differs.
 *
 * Works on what was read already; where from (imported modules, text of files) is its caller's.
 */
import { type TypeFacts, typeFacts, typeFrom } from './from-notation.js';
import { type GlobalElement, NAMESPACES, type Operation, type Prefix, type Schema } from './schema.js';

/** The exports of an edition's file; each a text. `types` are the types that differ. */
export type EditionText = Readonly<Record<string, string>>;

/** What generated code says of the base edition, in any order. */
export interface CodeFacts {
  readonly types: readonly TypeFacts[];
  readonly elements: readonly GlobalElement[];
  readonly operations: readonly { name: string; requestType: string; response: string; headers: readonly string[] }[];
}

/** The base edition. Its own file says what code does not: the order of types, and what is odd about some operations. */
export function baseSchema(edition: string, facts: CodeFacts, text: EditionText): Schema {
  const byName = new Map(facts.types.map((type) => [type.name, type]));
  const ordered = words(text['order']).flatMap((name) => byName.get(name) ?? []);
  const elements = new Map(facts.elements.map((element) => [`${element.prefix}:${element.name}`, element]));
  const odd = new Map(lines(text['operations']).map((line) => [line.trim().split(' ')[0] ?? '', line]));
  const operations = facts.operations.map(({ name, requestType, response, headers }): Operation => {
    const request =
      [name, `${name}Request`].find((element) => elements.get(`m:${element}`)?.type === requestType) ?? name;
    return { name, ...oddities(name, odd.get(name) ?? ''), request, response, headers: qualified(headers) };
  });
  return {
    edition,
    types: new Map(ordered.map((type) => [type.name, typeFrom(type)])),
    elements,
    operations: new Map(operations.sort(byNameOf).map((operation) => [operation.name, operation])),
  };
}

/** An older edition: the newer one, without what it lacks, with what it has otherwise. */
export function olderSchema(edition: string, newer: Schema, text: EditionText): Schema {
  const types = readTypes(text).map((facts) => [facts.name, typeFrom(facts)] as const);
  const elements = lines(text['elements'])
    .map(elementFrom)
    .map((element) => [`${element.prefix}:${element.name}`, element] as const);
  const operations = lines(text['operations'])
    .map(operationFrom)
    .map((operation) => [operation.name, operation] as const);
  const all = rebuild(newer.operations, text['absentOperations'], operations, undefined);
  return {
    edition,
    types: rebuild(newer.types, text['absentTypes'], types, text['movedTypes']),
    elements: rebuild(newer.elements, text['absentElements'], elements, text['movedElements']),
    operations: new Map([...all].sort(([, a], [, b]) => byNameOf(a, b))),
  };
}

/** `moved` is a list of `name@predecessor`, in order; what is first has no predecessor. */
function rebuild<T>(
  newer: ReadonlyMap<string, T>,
  absent: string | undefined,
  changed: readonly (readonly [string, T])[],
  moved: string | undefined,
): Map<string, T> {
  const entries = new Map([...newer, ...changed]);
  for (const name of words(absent)) entries.delete(name);
  const moves = words(moved).map((word) => word.split('@') as [string, string]);
  const moving = new Set(moves.map(([name]) => name));
  const names = [...entries.keys()].filter((name) => !moving.has(name));
  for (const [name, predecessor] of moves) names.splice(names.indexOf(predecessor) + 1, 0, name);
  return new Map(names.map((name) => [name, entries.get(name)!]));
}

/** Types stand as a header, and their notation indented below it. */
function readTypes(text: EditionText): TypeFacts[] {
  const found: { header: string; body: string[] }[] = [];
  for (const line of lines(text['types'])) {
    if (/^ {2}\S/.test(line)) found.push({ header: line, body: [] });
    else found.at(-1)?.body.push(line);
  }
  return found.map(({ header, body }) => typeFacts(header, body.join('\n')));
}

/** `t:Name Type abstract < t:Head` */
export function elementFrom(line: string): GlobalElement {
  const [qname = '', type = '', ...rest] = line.trim().split(' ');
  const substitutionGroup = rest.includes('<') ? rest.at(-1) : undefined;
  return {
    name: qname.slice(2),
    prefix: qname[0] as Prefix,
    type,
    abstract: rest.includes('abstract'),
    ...(substitutionGroup === undefined ? {} : { substitutionGroup }),
  };
}

/** `Name Request Response Header,Header action=Action unlisted`; `-` for no header. */
function operationFrom(line: string): Operation {
  const [name = '', request = '', response = '', headers = ''] = line.trim().split(' ');
  return { name, ...oddities(name, line), request, response, headers: qualified(headers.split(',')) };
}

function qualified(headers: readonly string[]): string[] {
  return headers.filter((header) => header !== '' && header !== '-').map((header) => `t:${header}`);
}

function oddities(name: string, line: string): { action: string; unlisted?: boolean } {
  const action = /(?<= action=)\S+/.exec(line)?.[0] ?? name;
  const full = action.includes(':') ? action : `${NAMESPACES.m}/${action}`;
  return { action: full, ...(/ unlisted$/.test(line) ? { unlisted: true } : {}) };
}

function byNameOf(a: { name: string }, b: { name: string }): number {
  return a.name < b.name ? -1 : 1;
}

/** The lines of a text that say something, with their indentation. */
export function lines(text: string | undefined): string[] {
  return (text ?? '')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.trimEnd());
}

function words(text: string | undefined): string[] {
  return (text ?? '').split(/\s+/).filter((word) => word !== '');
}
