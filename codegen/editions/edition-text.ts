/** Prints what differs between an edition and the next newer one, as `src/schema-text/editions.ts` reads it. */

import { wrap } from '../emit/file.js';
import { complexNotation, simpleNotation, typeHeader } from '../emit/notation.js';
import { type GlobalElement, NAMESPACES, type Operation, type Schema, type TypeDefinition } from '../model/schema.js';

/** The exports of an edition's file; `types` is one text for each type, to be cut into parts. */
export interface EditionTexts {
  texts: Record<string, string[]>;
  types: string[][];
}

/** A type as the schema has it: a header, and its notation below it, without the marks that say more. */
export function typeBlock(type: TypeDefinition): string[] {
  const plain = structuredClone(type);
  removeMarks(plain);
  const base = plain.kind === 'complex' && plain.base !== undefined ? `< ${plain.base}` : undefined;
  const header = [typeHeader(plain), plain.kind === 'simple' && 'simple', base].filter(Boolean).join(' ');
  const body = plain.kind === 'simple' ? wrap(simpleNotation(plain).split(' '), 114, ' ') : complexNotation(plain);
  return [`  ${header}`, ...body.map((line) => `    ${line}`)];
}

/** `since` and `as` are no part of what an edition's schema says. */
function removeMarks(node: object): void {
  for (const [key, value] of Object.entries(node)) {
    if (key === 'since' || key === 'until' || key === 'as' || key === 'key')
      delete (node as Record<string, unknown>)[key];
    else if (typeof value === 'object' && value !== null) removeMarks(value as object);
  }
}

export function elementLine({ prefix, name, type, abstract, substitutionGroup }: GlobalElement): string {
  return [`${prefix}:${name}`, type, abstract && 'abstract', substitutionGroup && `< ${substitutionGroup}`]
    .filter(Boolean)
    .join(' ');
}

function operationLine(operation: Operation): string {
  const headers = operation.headers.map((header) => header.slice(2)).join(',');
  return [operation.name, operation.request, operation.response, headers || '-', ...oddities(operation)].join(' ');
}

/** What an operation's name does not say: an action of another name, or that no WSDL lists it. */
function oddities({ name, action, unlisted }: Operation): string[] {
  const usual = `${NAMESPACES.m}/`;
  const short = action.startsWith(usual) ? action.slice(usual.length) : action;
  return [...(short === name ? [] : [`action=${short}`]), ...(unlisted ? ['unlisted'] : [])];
}

/** Of the base edition: what the code generated from it does not say. */
export function baseTexts(schema: Schema): EditionTexts {
  const odd = [...schema.operations.values()].filter((operation) => oddities(operation).length > 0).sort(byName);
  return {
    texts: {
      order: wrap([...schema.types.keys()], 116, ' '),
      operations: odd.map((operation) => [operation.name, ...oddities(operation)].join(' ')),
    },
    types: [],
  };
}

/** Of an older edition: what makes it from the newer one. */
export function olderTexts(schema: Schema, newer: Schema): EditionTexts {
  const operations = new Map(
    [...schema.operations.values()].sort(byName).map((operation) => [operation.name, operation]),
  );
  const texts: EditionTexts['texts'] = {
    absentTypes: wrap(absent(newer.types, schema.types), 116, ' '),
    movedTypes: wrap(moved([...newer.types.keys()], [...schema.types.keys()]), 116, ' '),
    absentElements: wrap(absent(newer.elements, schema.elements), 116, ' '),
    movedElements: wrap(moved([...newer.elements.keys()], [...schema.elements.keys()]), 116, ' '),
    elements: changed(newer.elements, schema.elements, elementLine),
    absentOperations: wrap(absent(newer.operations, schema.operations), 116, ' '),
    operations: changed(newer.operations, operations, operationLine),
  };
  const types = [...schema.types.values()].map((type) => [type.name, typeBlock(type)] as const);
  const differ = types.filter(([name, block]) => {
    const other = newer.types.get(name);
    return other === undefined || typeBlock(other).join('\n') !== block.join('\n');
  });
  return { texts, types: differ.map(([, block]) => block) };
}

function byName(a: Operation, b: Operation): number {
  return a.name < b.name ? -1 : 1;
}

function absent(newer: ReadonlyMap<string, unknown>, older: ReadonlyMap<string, unknown>): string[] {
  return [...newer.keys()].filter((name) => !older.has(name)).sort();
}

function changed<T>(newer: ReadonlyMap<string, T>, older: ReadonlyMap<string, T>, print: (one: T) => string): string[] {
  return [...older].flatMap(([name, one]) => {
    const other = newer.get(name);
    return other !== undefined && print(other) === print(one) ? [] : [print(one)];
  });
}

/** `name@predecessor` for what is new or stands elsewhere; the longest run that is in order in both stays as it is. */
function moved(newer: readonly string[], older: readonly string[]): string[] {
  const position = new Map(newer.map((name, index) => [name, index]));
  const kept = new Set(
    longestRun(
      older.filter((name) => position.has(name)),
      (name) => position.get(name) ?? 0,
    ),
  );
  return older.flatMap((name, index) => (kept.has(name) ? [] : [`${name}@${older[index - 1] ?? ''}`]));
}

/** The longest subsequence whose positions rise. */
function longestRun(names: readonly string[], position: (name: string) => number): string[] {
  const length: number[] = [];
  const previous: number[] = [];
  let best = -1;
  for (const [index, name] of names.entries()) {
    length[index] = 1;
    previous[index] = -1;
    for (let before = 0; before < index; before++) {
      if (position(names[before] ?? '') > position(name) || (length[before] ?? 0) < (length[index] ?? 0)) continue;
      length[index] = (length[before] ?? 0) + 1;
      previous[index] = before;
    }
    if (best < 0 || (length[index] ?? 0) > (length[best] ?? 0)) best = index;
  }
  const run: string[] = [];
  for (let at = best; at >= 0; at = previous[at] ?? -1) run.unshift(names[at] ?? '');
  return run;
}
