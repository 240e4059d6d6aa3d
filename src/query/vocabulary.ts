/** The names that queries on a folder may use: the properties of all items that may lie in it, and the caller's own fields. */
import { compiledType, type Registry } from '../codec/index.js';
import { suggest } from '../errors.js';
import type { ExtendedFields } from '../fields/own-fields.js';
import { propertiesNamed } from '../fields/shape.js';
import { noField } from '../fields/write.js';
import { type Ability, type Property, propertiesOf } from '../properties/index.js';
import type { Operand } from './condition.js';

/** A name that is none, or not one; and what to do about it. */
export class Unnamed {
  constructor(readonly message: string) {}
}

/** What every item has anyway, and what is worked out from what it has. */
const ALWAYS: Readonly<Record<string, string>> = {
  id: 'it comes with every item',
  changeKey: 'it comes with every item',
  kind: 'it comes with every item',
  text: "it is a form of the body; name 'body'",
  html: "it is a form of the body; name 'body'",
};

export class Vocabulary {
  readonly types: readonly string[];
  readonly fields: ExtendedFields;

  readonly #registry: Registry;

  /** `types`: of the schema; the first is named in messages. */
  constructor(registry: Registry, types: readonly string[], fields: ExtendedFields) {
    this.#registry = registry;
    this.types = types;
    this.fields = fields;
  }

  /** What a name means in a condition or an order. Undefined for what is no name. */
  operand(name: string, abilities: readonly Ability[]): Operand | Unnamed | undefined {
    const extended = Object.hasOwn(this.fields, name) ? this.fields[name] : undefined;
    if (extended) return { extended, name };
    const meant = new Map<string, Property>();
    const able = new Map<string, Property>();
    for (const type of this.types) {
      const property = propertiesOf(this.#registry, type).get(name);
      if (property === undefined) continue;
      const key = `${property.fieldURI} ${property.fieldIndex ?? ''}`;
      if (!meant.has(key)) meant.set(key, property);
      if (abilities.some((ability) => property.abilities.has(ability)) && !able.has(key)) able.set(key, property);
    }
    if (able.size > 1) return new Unnamed(ambiguous(name, [...able.values()]));
    const [property] = able.size > 0 ? able.values() : meant.values();
    return property && { property };
  }

  /** `Message has no field 'subjct'; did you mean 'subject'?` */
  noField(name: string, abilities: readonly Ability[]): string {
    const paths = this.types.flatMap((type) =>
      [...propertiesOf(this.#registry, type).values()]
        .filter((property) => abilities.some((ability) => property.abilities.has(ability)))
        .map((property) => property.path),
    );
    return noField(this.types[0] as string, name, suggest(name, [...new Set(paths), ...Object.keys(this.fields)]));
  }

  /** Why a member cannot be asked for by name; undefined when it can. */
  unreadable(name: string): string | undefined {
    if (
      Object.hasOwn(this.fields, name) ||
      name === 'itemId' ||
      propertiesNamed(this.#registry, this.types, name).length > 0
    )
      return undefined;
    if (Object.hasOwn(ALWAYS, name)) return `there is no need to name it: ${ALWAYS[name]}`;
    const members = this.types.flatMap((type) => [...(compiledType(this.#registry, type)?.byKey.keys() ?? [])]);
    if (members.includes(name)) return 'Exchange gives this with all members only; leave only() away';
    return noField(this.types[0] as string, name, suggest(name, [...new Set(members), ...Object.keys(this.fields)]));
  }

  /** Whether FindItem gives a member as it is, so that GetItem is not needed. */
  isFound(name: string): boolean {
    if (Object.hasOwn(this.fields, name) || name === 'itemId') return true;
    const properties = propertiesNamed(this.#registry, this.types, name);
    return properties.length > 0 && properties.every(({ abilities }) => abilities.has('find'));
  }
}

function ambiguous(name: string, properties: readonly Property[]): string {
  const owners = properties.map(({ owner }) => owner.replace(/(Item)?Type$/, '')).join(' and ');
  return `'${name}' is something else of each: ${owners}; say what the folder holds, as in account.folder(path, 'calendar')`;
}
