/**
 * Gives each operation, type, member, attribute and enumeration value the edition that first had it (`since`), and the last that
 * had it where a newer one has not (`until`). What the oldest edition has is not marked, nor a member that is as old as its type.
 */

import type { ComplexType, Schema } from '../model/schema.js';
import { complexTypes, eachParticle, mayStandFor } from '../model/walk.js';

/** Both go from the oldest edition on; `schema` stands between them. */
export function annotateSince(schema: Schema, older: readonly Schema[], newer: readonly Schema[]): void {
  const editions = [...older, schema];
  const later = [schema, ...newer];
  const until = (has: (edition: Schema) => boolean): string | undefined => {
    const gone = later.findIndex((edition) => !has(edition));
    return later[gone - 1]?.edition;
  };
  const mark = (target: Dated, has: (edition: Schema) => boolean, owner?: Dated): void => {
    const [first, last] = [since(has, owner?.since), owner?.until === undefined ? until(has) : undefined];
    if (first !== undefined) target.since = first;
    if (last !== undefined) target.until = last;
  };
  const since = (has: (edition: Schema) => boolean, floor?: string): string | undefined => {
    const first = editions.findIndex(has);
    const edition = editions[first]?.edition;
    return first <= 0 || edition === floor ? undefined : edition;
  };
  for (const operation of schema.operations.values()) {
    // Where a WSDL is older than its messages, operations are known by their request elements.
    mark(
      operation,
      (edition) => edition.operations.has(operation.name) || edition.elements.has(`m:${operation.request}`),
    );
  }
  for (const type of schema.types.values()) {
    mark(type, (edition) => edition.types.has(type.name));
    if (type.kind === 'simple')
      for (const entry of type.values) mark(entry, (edition) => hasValue(edition, type.name, entry.value), type);
  }
  for (const type of complexTypes(schema)) {
    for (const attribute of type.attributes)
      mark(attribute, (edition) => hasAttribute(edition, type.name, attribute.name), type);
    for (const particle of type.content ? eachParticle(type.content) : []) {
      if (particle.kind === 'element') mark(particle, (edition) => hasElement(edition, type.name, particle.name), type);
    }
  }
}

interface Dated {
  since?: string;
  until?: string;
}

function complex(schema: Schema, name: string): ComplexType | undefined {
  const type = schema.types.get(name);
  return type?.kind === 'complex' ? type : undefined;
}

/** Also for the head of its substitution group, and also in a base type: a member that has moved up or down the hierarchy is as old as its first place. */
function hasElement(schema: Schema, type: string, name: string): boolean {
  for (let at = complex(schema, type); at; at = at.base === undefined ? undefined : complex(schema, at.base)) {
    for (const particle of at.content ? eachParticle(at.content) : []) {
      if (particle.kind !== 'element') continue;
      if (
        particle.name === name ||
        (particle.ref && mayStandFor(particle, schema).some((element) => element.name === name))
      )
        return true;
    }
  }
  return false;
}

function hasAttribute(schema: Schema, type: string, name: string): boolean {
  for (let at = complex(schema, type); at; at = at.base === undefined ? undefined : complex(schema, at.base)) {
    if (at.attributes.some((attribute) => attribute.name === name)) return true;
  }
  return false;
}

function hasValue(schema: Schema, type: string, value: string): boolean {
  const found = schema.types.get(type);
  return found?.kind === 'simple' && found.values.some((entry) => entry.value === value);
}
