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

/** In which form bodies come, as shapes have it. */
export interface BodyForms {
  /** Default: `Best`, as they are kept. */
  bodyType?: BodyTypeResponseType | undefined;
  /** The same of `uniqueBody`. Default: as `bodyType`. Exchange 2013. */
  uniqueBodyType?: BodyTypeResponseType | undefined;
  /** The same of `normalizedBody`. */
  normalizedBodyType?: BodyTypeResponseType | undefined;
  /** HTML without scripts and the like. Exchange 2010. */
  filterHtmlContent?: boolean | undefined;
  /** HTML says UTF-8 of itself, which it is. Exchange 2010. */
  convertHtmlCodePageToUTF8?: boolean | undefined;
  /** What stands in the place of the source of inline images; `{id}` is their attachment's. Exchange 2013. */
  inlineImageUrlTemplate?: string | undefined;
  /** Images of other servers are taken out. Exchange 2013. */
  blockExternalImages?: boolean | undefined;
  /** Links open in a window of their own. Exchange 2013. */
  addBlankTargetToLinks?: boolean | undefined;
  /** Bytes of a body at most; the rest is cut off. Exchange 2013. */
  maximumBodySize?: number | undefined;
  /** The whole as MIME, in `mimeContent`. */
  includeMimeContent?: boolean | undefined;
}

const FORMS = [
  'bodyType',
  'uniqueBodyType',
  'normalizedBodyType',
  'filterHtmlContent',
  'convertHtmlCodePageToUTF8',
  'inlineImageUrlTemplate',
  'blockExternalImages',
  'addBlankTargetToLinks',
  'maximumBodySize',
  'includeMimeContent',
] as const satisfies readonly (keyof BodyForms)[];

/** The forms that options name, and nothing else of them. */
export function formsOf(options: BodyForms): BodyForms {
  const named = FORMS.filter((form) => options[form] !== undefined);
  return Object.fromEntries(named.map((form) => [form, options[form]]));
}

/** The options without the forms. */
export function withoutForms<O extends BodyForms>(options: O): Omit<O, keyof BodyForms> {
  const forms: readonly string[] = FORMS;
  return Object.fromEntries(Object.entries(options).filter(([key]) => !forms.includes(key))) as Omit<
    O,
    keyof BodyForms
  >;
}

export interface ShapeOptions extends BodyForms {
  readonly registry: Registry;
  readonly fields: ExtendedFields;
}

/** Every member that the server gives unasked, and all own fields. */
export function wholeShape({ fields, ...forms }: Omit<ShapeOptions, 'registry'>): ItemResponseShapeType {
  return shape('AllProperties', pathsOfFields(fields), forms);
}

/** These members of these types, own fields among them, and nothing else. */
export function shapeOfMembers(
  types: readonly string[],
  members: readonly string[],
  { registry, fields, ...forms }: ShapeOptions,
): ItemResponseShapeType {
  const own = Object.fromEntries(Object.entries(fields).filter(([name]) => members.includes(name)));
  const plain = members.filter((member) => !Object.hasOwn(fields, member) && member !== 'itemId');
  const paths = plain.flatMap((member) => propertiesNamed(registry, types, member).map(pathOf));
  const made = shape('IdOnly', [...paths, ...pathsOfFields(own)], forms);
  const { bodyType } = forms;
  if (bodyType === undefined) return made;
  const others = Object.entries(OTHER_BODIES).filter(([member]) => plain.includes(member));
  return { ...Object.fromEntries(others.map(([, key]) => [key, bodyType])), ...made };
}

/** The forms of other bodies than the whole one: each has a member of its own, since Exchange 2013. */
const OTHER_BODIES = { uniqueBody: 'uniqueBodyType', normalizedBody: 'normalizedBodyType' } as const;

/** Members of a shape that servers before Exchange 2013 do not know: left out for them, they give those bodies as they keep them. */
export const FORMS_OF_BODIES: readonly string[] = Object.values(OTHER_BODIES);

/** What AllProperties leaves out on purpose: the whole message once more. */
const HEAVY: ReadonlySet<string> = new Set(['mimeContent', 'mimeContentUTF8']);

/**
 * AllProperties, and by their names the members of these types that can be written or found: for servers whose AllProperties is not all.
 * `edition`: index of the one whose members the server knows. `every`: those that are only read, too.
 */
export function namedShape(
  registry: Registry,
  whole: ItemResponseShapeType,
  types: readonly string[],
  edition: number,
  every = false,
): ItemResponseShapeType {
  const known = scalarOf(registry, 'UnindexedFieldURIType')?.values;
  const paths = new Map<string, Path>();
  for (const type of types)
    for (const property of propertiesOf(registry, type).values()) {
      const { abilities, key, fieldURI, fieldIndex } = property;
      const read = every || (['create', 'update', 'find'] as const).some((ability) => abilities.has(ability));
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
  forms: BodyForms,
): ItemResponseShapeType {
  return {
    baseShape,
    ...formsOf(forms),
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
