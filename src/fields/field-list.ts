/** The members of a class by what may be done with each, as the property tables have it: for forms, exports and checks of one's own. */
import { type Registry, scalarOf } from '../codec/index.js';
import { propertiesOf } from '../properties/index.js';

/** A member, or a part of one that has keys. */
export interface Field {
  /** As queries name it: `subject`, `phoneNumbers__MobilePhone`. */
  readonly name: string;
  /** As the schema names it: `item:Subject`. */
  readonly fieldURI: string;
  /** The key of a part. */
  readonly fieldIndex: string | undefined;
  /** The type of its values: `string`, `dateTime`, `SensitivityChoicesType`; of several values the type of the list. */
  readonly type: string;
  /** The oldest edition whose servers know it. */
  readonly since: string;
  /** Whether it may be named in conditions; `contains`: in those on texts only. */
  readonly search: boolean | 'contains';
  /** Whether an order may name it. */
  readonly sort: boolean;
  /** Whether a new item may have it. */
  readonly create: boolean;
  /** Whether it can be changed. */
  readonly update: boolean;
  /** Whether it can be removed. */
  readonly delete: boolean;
  /** Whether it can be appended to. */
  readonly append: boolean;
  /** Whether a list of items gives it; `part`: the beginning of it. */
  readonly find: boolean | 'part';
}

/** Those of a type of the schema. */
export function fieldList(registry: Registry, type: string): Field[] {
  const known = scalarOf(registry, 'UnindexedFieldURIType')?.values;
  return [...propertiesOf(registry, type).values()].map((property) => {
    const { path, fieldURI, fieldIndex, abilities, scalar, member, isFound } = property;
    const can = (ability: Parameters<typeof abilities.has>[0]) => abilities.has(ability);
    return {
      name: path,
      fieldURI,
      fieldIndex,
      type: scalar?.name ?? member.slots[0]?.type?.name ?? 'string',
      since: known?.get(fieldURI)?.since ?? registry.editions[0] ?? '',
      search: can('search') ? true : can('contains') && 'contains',
      sort: can('sort'),
      create: can('create'),
      update: can('update'),
      delete: can('delete'),
      append: can('append'),
      find: can('find') || (isFound && 'part'),
    };
  });
}
