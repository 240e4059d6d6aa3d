/** Which members a request asks for: the shape of the answer. */
import type {
  BodyTypeResponseType,
  ItemResponseShapeType,
  Path,
  PersonaResponseShapeType,
} from '../../generated/index.js';
import { type Registry, scalarOf } from '../codec/index.js';
import { type Property, pathOf, propertiesOf } from '../properties/index.js';
import { type ExtendedFields, pathsOfFields } from './own-fields.js';

export interface ShapeOptions {
  readonly registry: Registry;
  readonly fields: ExtendedFields;
  readonly bodyType?: BodyTypeResponseType | undefined;
}

/** Every member that the server gives unasked, and all own fields. */
export function wholeShape({ fields, bodyType }: Omit<ShapeOptions, 'registry'>): ItemResponseShapeType {
  return shape('AllProperties', pathsOfFields(fields), bodyType);
}

/** These members of these types, own fields among them, and nothing else. */
export function shapeOfMembers(
  types: readonly string[],
  members: readonly string[],
  { registry, fields, bodyType }: ShapeOptions,
): ItemResponseShapeType {
  const own = Object.fromEntries(Object.entries(fields).filter(([name]) => members.includes(name)));
  const plain = members.filter((member) => !Object.hasOwn(fields, member) && member !== 'itemId');
  const paths = plain.flatMap((member) => propertiesNamed(registry, types, member).map(pathOf));
  const made = shape('IdOnly', [...paths, ...pathsOfFields(own)], bodyType);
  if (bodyType === undefined) return made;
  const others = Object.entries(OTHER_BODIES).filter(([member]) => plain.includes(member));
  return { ...made, ...Object.fromEntries(others.map(([, key]) => [key, bodyType])) };
}

/** The forms of other bodies than the whole one: each has a member of its own, since Exchange 2013. */
const OTHER_BODIES = { uniqueBody: 'uniqueBodyType', normalizedBody: 'normalizedBodyType' } as const;

/** Members of a shape that servers before Exchange 2013 do not know: left out for them, they give those bodies as they keep them. */
export const FORMS_OF_BODIES: readonly string[] = Object.values(OTHER_BODIES);

/** What AllProperties leaves out on purpose: the whole message once more. */
const HEAVY: ReadonlySet<string> = new Set(['mimeContent', 'mimeContentUTF8']);

/**
 * AllProperties, and by their names the members of these types that can be written or found: for servers whose AllProperties is not all.
 * `edition`: index of the one whose members the server knows.
 */
export function namedShape(
  registry: Registry,
  whole: ItemResponseShapeType,
  types: readonly string[],
  edition: number,
): ItemResponseShapeType {
  const known = scalarOf(registry, 'UnindexedFieldURIType')?.values;
  const paths = new Map<string, Path>();
  for (const type of types)
    for (const property of propertiesOf(registry, type).values()) {
      const { abilities, key, fieldURI, fieldIndex } = property;
      const read = (['create', 'update', 'find'] as const).some((ability) => abilities.has(ability));
      if (read && !HEAVY.has(key) && registry.editionIndex(known?.get(fieldURI)?.since) <= edition)
        paths.set(`${fieldURI} ${fieldIndex ?? ''}`, pathOf(property));
    }
  return { ...whole, additionalProperties: [...(whole.additionalProperties ?? []), ...paths.values()] };
}

/** What FindPeople gives of people, by the property tables; of a shape that is not named it gives little more than a name. */
export function personaShape(registry: Registry): PersonaResponseShapeType {
  const known = scalarOf(registry, 'UnindexedFieldURIType')?.values;
  const oldest = registry.editionIndex('Exchange2013_SP1');
  const given = [...propertiesOf(registry, 'PersonaType').values()].filter(
    ({ abilities, fieldURI }) => abilities.has('find') && registry.editionIndex(known?.get(fieldURI)?.since) <= oldest,
  );
  return { baseShape: 'IdOnly', additionalProperties: given.map(pathOf) };
}

/** The id and nothing else. */
export const ID_ONLY: ItemResponseShapeType = { baseShape: 'IdOnly' };

function shape(
  baseShape: ItemResponseShapeType['baseShape'],
  additionalProperties: Path[],
  bodyType: BodyTypeResponseType | undefined,
): ItemResponseShapeType {
  return {
    baseShape,
    ...(bodyType === undefined ? {} : { bodyType }),
    ...(additionalProperties.length > 0 ? { additionalProperties } : {}),
  };
}

/**
 * The properties that a member is, of the types that have it: one, or one for each key of a dictionary, or of one key
 * (`phoneNumbers__MobilePhone`) that one. Types may mean different
 * properties by one name (`isRecurring` of a task and of an appointment); then all of them.
 */
export function propertiesNamed(registry: Registry, types: readonly string[], member: string): Property[] {
  const byUri = new Map<string, Property>();
  for (const type of types) {
    const named = [...propertiesOf(registry, type).values()].filter(
      ({ key, path }) => key === member || path === member,
    );
    const plain = named.filter(({ fieldIndex }) => fieldIndex === undefined);
    for (const property of plain.length > 0 ? plain : named)
      byUri.set(`${property.fieldURI} ${property.fieldIndex ?? ''}`, property);
  }
  return [...byUri.values()];
}
