/**
 * Properties that the overlay does not know: a FieldURI of the schema belongs to the member of that name, on a type whose other members
 * have URIs of the same class (`message:Aroma` is `Aroma` of MessageType). What a server lets a client do with it the schema does not
 * say, so nothing is ruled out.
 */
import type { Overlay, PropertyRow } from '../model/overlay.js';
import type { Schema } from '../model/schema.js';
import { complexTypes, declares } from '../model/walk.js';

const FIELD_URIS = 'UnindexedFieldURIType';

/** The overlay with them, and their URIs. */
export function withPropertiesOfSchema(schema: Schema, overlay: Overlay): { overlay: Overlay; added: string[] } {
  const rows = unknownTo(overlay, schema).flatMap((uri) => rowOf(uri, overlay, schema));
  return rows.length === 0
    ? { overlay, added: [] }
    : { overlay: { ...overlay, properties: [...overlay.properties, ...rows] }, added: rows.map(({ uri }) => uri) };
}

function unknownTo({ properties, dictionaries }: Overlay, schema: Schema): string[] {
  const uris = schema.types.get(FIELD_URIS);
  // Without any the overlay is none, and speaks of no property at all.
  if (uris?.kind !== 'simple' || properties.length === 0) return [];
  const known = new Set([...properties, ...dictionaries].map(({ uri }) => uri));
  return uris.values.map(({ value }) => value).filter((uri) => !known.has(uri));
}

function rowOf(uri: string, { properties }: Overlay, schema: Schema): PropertyRow[] {
  const [group = '', member = ''] = uri.split(':');
  const candidates = new Set(properties.filter((row) => row.uri.startsWith(`${group}:`)).map(({ type }) => type));
  const owner = complexTypes(schema).find((type) => candidates.has(type.name) && declares(type, member));
  return owner === undefined ? [] : [{ uri, type: owner.name, member, ...NOT_KNOWN }];
}

const NOT_KNOWN = {
  search: null,
  sort: null,
  create: null,
  update: null,
  delete: null,
  append: false,
  find: null,
} as const;
