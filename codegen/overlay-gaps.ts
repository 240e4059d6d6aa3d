/**
 * Entries of the overlay that name what the schema has not: a misspelling, or what an edition lacks. The overlay is written for
 * the base edition and is used for all, so they are no error; for the base edition a test wants none.
 */
import type { Overlay } from './model/overlay.js';
import type { ComplexType, Schema } from './model/schema.js';
import { choicesOf, declares } from './model/walk.js';

export function overlayGaps(schema: Schema, overlay: Overlay): string[] {
  const complex = (name: string): ComplexType | undefined => {
    const type = schema.types.get(name);
    return type?.kind === 'complex' ? type : undefined;
  };
  const lacks = (name: string, member: string | null): boolean => {
    const type = complex(name);
    return type === undefined || (member !== null && !declares(type, member));
  };
  const gaps: string[] = [];
  for (const { type, choice } of overlay.choices) {
    if (choicesOf(complex(type) ?? NOTHING)[choice] === undefined) gaps.push(`choices.json: ${type}, choice ${choice}`);
  }
  for (const { type } of [...overlay.transparent, ...overlay.text])
    if (lacks(type, null)) gaps.push(`choices.json or corrections.json: ${type}`);
  for (const { type, member } of [...overlay.absent, ...overlay.present])
    if (lacks(type, member)) gaps.push(`corrections.json: ${type}.${member}`);
  for (const { type: name, with: known } of overlay.values) {
    const type = schema.types.get(name);
    const has = type?.kind === 'simple' && type.values.some(({ value }) => value === known);
    if (!has) gaps.push(`corrections.json: ${name}, value ${known}`);
  }
  for (const { name } of overlay.operations) if (!schema.operations.has(name)) gaps.push(`corrections.json: ${name}`);
  for (const row of [...overlay.properties, ...overlay.dictionaries]) {
    // A property that no member stands for, or whose type the schema leaves open.
    if (row.member === null) continue;
    for (const type of [row.type, ...(row.also ?? []), ...(row.alsoReadOnly ?? [])])
      if (lacks(type, row.member)) gaps.push(`properties.json: ${type}.${row.member}`);
  }
  return gaps;
}

const NOTHING: ComplexType = { kind: 'complex', name: '', xmlName: '', prefix: 't', abstract: false, attributes: [] };
