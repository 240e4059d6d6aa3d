/**
 * What one schema has otherwise than another: added, removed, widened (all that was valid still is), narrowed (some of it no longer
 * is), or changed in a way that is neither.
 */
import type { Attribute, ComplexType, Operation, Schema, SimpleType, TypeDefinition } from '../model/schema.js';
import { elementLine, typeBlock } from './edition-text.js';
import { type MemberUse, membersOf } from './members.js';

/** One thing that one edition has otherwise than another. */
export interface Change {
  /** What became of it. */
  change: 'added' | 'removed' | 'widened' | 'narrowed' | 'changed';
  /** What it is. */
  what: 'type' | 'member' | 'attribute' | 'value' | 'element' | 'operation';
  /** `ItemType`, `ItemType.Flag`, `ItemType@Id`, `ResponseCodeType=NoError`. */
  name: string;
  /** What was, and what is. */
  detail?: string;
}

/** The changes from `before` to `after`, in the order of the schema. */
export function compareSchemas(before: Schema, after: Schema): Change[] {
  const comparison = new Comparison(before, after);
  comparison.run();
  return comparison.changes;
}

/** `12 added, 3 narrowed`, and the names of the first `limit` of each kind. */
export function summarizeChanges(changes: readonly Change[], limit = Number.POSITIVE_INFINITY): string[] {
  return (['removed', 'narrowed', 'changed', 'added', 'widened'] as const).flatMap((kind) => {
    const list = changes.filter(({ change }) => change === kind);
    if (list.length === 0) return [];
    const shown = list
      .slice(0, limit)
      .map(({ what, name, detail }) => `  ${what} ${name}${detail === undefined ? '' : `: ${detail}`}`);
    return [`${list.length} ${kind}`, ...shown, ...(list.length > limit ? [`  and ${list.length - limit} more`] : [])];
  });
}

class Comparison {
  readonly changes: Change[] = [];

  constructor(
    private readonly before: Schema,
    private readonly after: Schema,
  ) {}

  run(): void {
    this.#pairs(
      this.before.operations,
      this.after.operations,
      'operation',
      (name) => name,
      (name, a, b) => this.#operation(name, a, b),
    );
    this.#pairs(
      this.before.elements,
      this.after.elements,
      'element',
      (name) => name,
      (name, a, b) => {
        if (elementLine(a) !== elementLine(b))
          this.#add('changed', 'element', name, `${elementLine(a)} -> ${elementLine(b)}`);
      },
    );
    this.#pairs(
      this.before.types,
      this.after.types,
      'type',
      (name) => name,
      (name, a, b) => this.#type(name, a, b),
    );
  }

  #add(change: Change['change'], what: Change['what'], name: string, detail?: string): void {
    this.changes.push({ change, what, name, ...(detail === undefined ? {} : { detail }) });
  }

  /** Reports what only one of two maps has, and hands on what both have. */
  #pairs<T>(
    before: ReadonlyMap<string, T>,
    after: ReadonlyMap<string, T>,
    what: Change['what'],
    label: (key: string) => string,
    both: (key: string, a: T, b: T) => void,
    detail?: (one: T) => string | undefined,
  ): void {
    for (const key of before.keys()) if (!after.has(key)) this.#add('removed', what, label(key));
    for (const [key, b] of after) {
      const a = before.get(key);
      if (a === undefined) this.#add('added', what, label(key), detail?.(b));
      else both(key, a, b);
    }
  }

  #operation(name: string, a: Operation, b: Operation): void {
    if (a.request !== b.request || a.response !== b.response)
      this.#add('changed', 'operation', name, `${a.request}/${a.response} -> ${b.request}/${b.response}`);
    const without = (x: Operation, y: Operation): string[] => x.headers.filter((header) => !y.headers.includes(header));
    if (without(b, a).length > 0) this.#add('widened', 'operation', name, `header ${without(b, a).join(' ')}`);
    if (without(a, b).length > 0) this.#add('narrowed', 'operation', name, `no header ${without(a, b).join(' ')}`);
  }

  #type(name: string, a: TypeDefinition, b: TypeDefinition): void {
    if (typeBlock(a).join('\n') === typeBlock(b).join('\n')) return;
    const at = this.changes.length;
    if (a.kind === 'complex' && b.kind === 'complex') this.#complex(name, a, b);
    else if (a.kind === 'simple' && b.kind === 'simple') this.#simple(name, a, b);
    else this.#add('changed', 'type', name, `${a.kind} -> ${b.kind}`);
    if (this.changes.length === at) this.#add('changed', 'type', name, 'order or grouping of its content');
  }

  #complex(name: string, a: ComplexType, b: ComplexType): void {
    if (a.base !== b.base || a.derivation !== b.derivation)
      this.#add('changed', 'type', name, `base ${a.base ?? 'none'} -> ${b.base ?? 'none'}`);
    if (a.abstract !== b.abstract)
      this.#add(a.abstract ? 'widened' : 'narrowed', 'type', name, a.abstract ? 'no longer abstract' : 'abstract');
    if (a.text !== b.text) this.#typeChange('type', name, a.text ?? 'no text', b.text ?? 'no text');
    if (a.anyAttribute !== b.anyAttribute)
      this.#add('changed', 'type', name, `other attributes ${a.anyAttribute ?? 'none'} -> ${b.anyAttribute ?? 'none'}`);
    const attributes = (type: ComplexType): Map<string, Attribute> =>
      new Map(type.attributes.map((attribute) => [attribute.name, attribute]));
    const mandatory = (one: Attribute): string | undefined => (one.use === 'required' ? 'required' : undefined);
    this.#pairs(
      attributes(a),
      attributes(b),
      'attribute',
      (key) => `${name}@${key}`,
      (key, x, y) => this.#attribute(`${name}@${key}`, x, y),
      mandatory,
    );
    const required = (one: MemberUse): string | undefined => (one.min > 0 ? 'required' : undefined);
    this.#pairs(
      membersOf(a, this.before),
      membersOf(b, this.after),
      'member',
      (key) => `${name}.${key}`,
      (key, x, y) => this.#member(`${name}.${key}`, x, y),
      required,
    );
  }

  #attribute(name: string, a: Attribute, b: Attribute): void {
    if (a.type !== b.type) this.#typeChange('attribute', name, a.type, b.type);
    if (a.use !== b.use)
      this.#add(
        a.use === 'required' && b.use === 'optional' ? 'widened' : 'narrowed',
        'attribute',
        name,
        `${a.use} -> ${b.use}`,
      );
    if (a.default !== b.default)
      this.#add('changed', 'attribute', name, `default ${a.default ?? 'none'} -> ${b.default ?? 'none'}`);
    if (a.fixed !== b.fixed)
      this.#add(
        b.fixed === undefined ? 'widened' : 'narrowed',
        'attribute',
        name,
        b.fixed === undefined ? `not only ${a.fixed}` : `only ${b.fixed}`,
      );
  }

  #member(name: string, a: MemberUse, b: MemberUse): void {
    if (a.type !== b.type) this.#typeChange('member', name, a.type, b.type);
    const occurs = `${range(a)} -> ${range(b)}`;
    if (b.min < a.min || b.max > a.max) this.#add('widened', 'member', name, occurs);
    if (b.min > a.min || b.max < a.max) this.#add('narrowed', 'member', name, occurs);
    if (a.nillable !== b.nillable)
      this.#add(b.nillable ? 'widened' : 'narrowed', 'member', name, b.nillable ? 'nillable' : 'not nillable');
    if (a.default !== b.default)
      this.#add('changed', 'member', name, `default ${a.default ?? 'none'} -> ${b.default ?? 'none'}`);
  }

  /** A base stands for all that derive from it; beyond that, one type is not compared with another. */
  #typeChange(what: Change['what'], name: string, a: string, b: string): void {
    const change = this.#derives(this.after, a, b)
      ? 'widened'
      : this.#derives(this.before, b, a)
        ? 'narrowed'
        : 'changed';
    this.#add(change, what, name, `${a} -> ${b}`);
  }

  #derives(schema: Schema, name: string, base: string): boolean {
    const type = schema.types.get(name);
    const next = type?.kind === 'complex' ? type.base : type?.variety === 'restriction' ? type.types[0] : undefined;
    return next !== undefined && (next === base || this.#derives(schema, next, base));
  }

  #simple(name: string, a: SimpleType, b: SimpleType): void {
    if (a.variety !== b.variety || a.types.join(' ') !== b.types.join(' ')) {
      this.#add('changed', 'type', name, `${a.variety} ${a.types.join(' ')} -> ${b.variety} ${b.types.join(' ')}`);
    }
    const values = (type: SimpleType): Map<string, string> => new Map(type.values.map(({ value }) => [value, value]));
    this.#pairs(
      values(a),
      values(b),
      'value',
      (key) => `${name}=${key}`,
      () => {},
    );
    const facets = (type: SimpleType): string =>
      type.facets.map((facet) => `${facet.name}=${facet.value}`).join(' ') || 'no facets';
    if (facets(a) === facets(b)) return;
    const [less, more] = [b, a].map((type, index) =>
      type.facets.every((facet) =>
        (index === 0 ? a : b).facets.some(({ name: other, value }) => other === facet.name && value === facet.value),
      ),
    );
    this.#add(less ? 'widened' : more ? 'narrowed' : 'changed', 'type', name, `${facets(a)} -> ${facets(b)}`);
  }
}

function range({ min, max }: MemberUse): string {
  return `${min}..${max === Number.POSITIVE_INFINITY ? 'n' : max}`;
}
