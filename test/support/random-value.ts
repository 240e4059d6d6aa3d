/**
 * Random values of complex types, for property tests: from the notation which elements stand together, from the worked-out type
 * what they hold. Valid by the schema, finite, and equal to what a decoder should give back.
 */
import * as fc from 'fast-check';
import { type Compiled, compile, type Member, type Slot } from '../../src/codec/index.js';
import { type ContentNode, parseNotation } from '../../src/codec/notation.js';
import { NAMESPACES, type Registry, type TypeInfo } from '../../src/codec/registry.js';
import { type Scalar, scalarOf } from '../../src/codec/scalar.js';
import { committed } from '../../src/soap/committed.js';
import { camelCase } from '../../src/xml/camel-case.js';
import type { XmlElement } from '../../src/xml/element.js';
import { scalarArbitrary } from './random-scalar.js';

/** Deeper than this, only what is required is made. */
const DEPTH = 3;
const ENDLESS = 1000;

export class RandomValues {
  /** Names of the types that values were made of. */
  readonly covered = new Set<string>();
  readonly #random: fc.Random;
  readonly #registry: Registry;

  constructor(random: fc.Random, registry: Registry) {
    this.#random = random;
    this.#registry = registry;
  }

  /** A value of a type, complex or simple. */
  ofType(info: TypeInfo, depth = 0, kind?: string): unknown {
    this.covered.add(info.name);
    if (info.shape === 'struct') return this.#struct(info, depth, kind);
    const type = compile(info);
    const [member] = type.members;
    if (type.any || member === undefined) return [this.#element('x', 'urn:random')];
    if (info.shape === 'transparent') return this.#ofMember(member, depth + 1);
    return this.#list(member, depth + 1, member.required ? 1 : 0);
  }

  ofScalar(scalar: Scalar): unknown {
    this.#cover(scalar);
    return scalarArbitrary(scalar).generate(this.#random, undefined).value;
  }

  #cover(scalar: Scalar): void {
    if (this.#registry.simpleTypes.has(scalar.name)) this.covered.add(scalar.name);
    for (const member of scalar.members ?? []) this.#cover(member);
  }

  #struct(declared: TypeInfo, depth: number, kind: string | undefined): unknown {
    const info = this.#concrete(declared, depth);
    this.covered.add(info.name);
    const type = compile(info);
    const value = new info.ctor!() as unknown as Record<string, unknown>;
    if (kind !== undefined) value['kind'] = kind;
    else if (info !== declared && declared.abstract)
      value['kind'] = info.name.replace(/^./, (char) => char.toLowerCase());
    for (const attribute of type.attributes) {
      if (attribute.required || this.#chance(depth))
        value[attribute.key] = attribute.fixed ?? this.ofScalar(attribute.scalar);
    }
    if (type.text !== undefined) value['value'] = this.ofScalar(type.text);
    const chosen = new Set<string>();
    for (const node of contentOf(info)) this.#choose(node, depth, chosen);
    for (const member of type.members) {
      if (!chosen.has(member.key)) continue;
      value[member.key] = member.repeated
        ? this.#list(member, depth + 1, Math.max(1, member.min))
        : this.#ofMember(member, depth + 1);
    }
    if (type.any) Object.assign(value, { unknown: [this.#element('x', 'urn:random')] });
    return value;
  }

  /** The type itself or one that extends it, which is then named by xsi:type. */
  #concrete(declared: TypeInfo, depth: number): TypeInfo {
    const others = concreteTypes(declared);
    if (declared.abstract) return this.#pick(depth >= DEPTH ? cheapest(others, costOf) : others);
    return depth < DEPTH && others.length > 0 && this.#random.nextInt(0, 7) === 0 ? this.#pick(others) : declared;
  }

  /** Collects the keys of the members that stand, so that choices and optional groups are kept whole. */
  #choose(node: ContentNode, depth: number, chosen: Set<string>): void {
    if (node.kind === 'any') return;
    if (node.min === 0 && !this.#chance(depth)) return;
    if (node.kind === 'element') chosen.add(node.key ?? camelCase(node.name));
    else if (node.kind !== 'choice' || node.particles.length === 1)
      for (const child of node.particles) this.#choose(child, depth, chosen);
    else if (node.as !== undefined || node.max > 1) chosen.add(node.as ?? 'choice');
    else {
      const one =
        depth >= DEPTH ? cheapest(node.particles, (particle) => costOfNode(particle, this.#registry)) : node.particles;
      this.#choose(this.#pick(one), depth, chosen);
    }
  }

  #list(member: Member, depth: number, least: number): unknown[] {
    const most = Math.min(member.max, depth > DEPTH ? least : Math.max(least, 2));
    const length = this.#random.nextInt(Math.min(least, most), most);
    return Array.from({ length }, () => this.#ofMember(member, depth));
  }

  #ofMember(member: Member, depth: number): unknown {
    const slots = depth > DEPTH ? cheapest(member.slots, costOfSlot) : member.slots;
    return this.#ofSlot(this.#pick(slots), depth);
  }

  #ofSlot(slot: Slot, depth: number): unknown {
    const { scalar, type, kind } = slot;
    if (slot.nillable && !slot.member.tagged && this.#random.nextInt(0, 3) === 0) return null;
    if (type?.shape === 'struct') return this.ofType(type, depth, kind);
    const value = scalar
      ? this.ofScalar(scalar)
      : type
        ? this.ofType(type, depth)
        : this.#element(slot.name, NAMESPACES[slot.prefix]);
    return slot.boxed ? { kind, value } : value;
  }

  #element(name: string, namespace: string): XmlElement {
    return { name, namespace, children: [this.#pick(['text', '<&>'])] };
  }

  #pick<T>(options: readonly T[]): T {
    return options[this.#random.nextInt(0, options.length - 1)]!;
  }

  #chance(depth: number): boolean {
    return depth < DEPTH && this.#random.nextInt(0, 2) === 0;
  }
}

/**
 * The values of a type, and which types they were made of, as an arbitrary of fast-check. It does not shrink: the values are small
 * as they come.
 */
export class ValuesOf extends fc.Arbitrary<{ value: unknown; covered: ReadonlySet<string> }> {
  constructor(
    readonly make: (random: RandomValues) => unknown,
    readonly registry: Registry = committed,
  ) {
    super();
  }

  override generate(random: fc.Random): fc.Value<{ value: unknown; covered: ReadonlySet<string> }> {
    const values = new RandomValues(random, this.registry);
    return new fc.Value({ value: this.make(values), covered: values.covered }, undefined);
  }

  override canShrinkWithoutContext(_: unknown): _ is never {
    return false;
  }

  override shrink(): fc.Stream<fc.Value<never>> {
    return fc.Stream.nil();
  }
}

/** Types that extend this one and can be instantiated. */
export function concreteTypes(declared: TypeInfo): TypeInfo[] {
  return [...declared.registry.types.values()].filter((info) => {
    for (let at = info.base; at; at = at.base) if (at === declared) return !info.abstract;
    return false;
  });
}

/** The particles of a type and its bases. */
function contentOf(info: TypeInfo): ContentNode[] {
  const own = [...parseNotation(info.notation).particles];
  return info.restriction || info.base === undefined ? own : [...contentOf(info.base), ...own];
}

/** How deep the smallest value of a type is: what recursive types end with. */
const costs = new Map<TypeInfo, number>();

function costOf(info: TypeInfo): number {
  const known = costs.get(info);
  if (known !== undefined) return known;
  costs.set(info, ENDLESS);
  const type: Compiled = compile(info);
  const options = info.abstract
    ? concreteTypes(info).map(costOf)
    : [Math.max(0, ...contentOf(info).map((node) => costOfNode(node, info.registry)))];
  const wrapped = info.shape === 'transparent' ? Math.min(...(type.members[0]?.slots.map(costOfSlot) ?? [0])) : 0;
  const cost = 1 + Math.max(wrapped, Math.min(ENDLESS, ...options));
  costs.set(info, cost);
  return cost;
}

function costOfNode(node: ContentNode, registry: Registry): number {
  if (node.min === 0 || node.kind === 'any') return 0;
  if (node.kind === 'element') {
    const info = registry.types.get(node.type);
    return info === undefined || scalarOf(registry, node.type) ? 0 : costOf(info);
  }
  const inner = node.particles.map((particle) => costOfNode(particle, registry));
  return node.kind === 'choice' ? Math.min(...inner) : Math.max(0, ...inner);
}

const costOfSlot = (slot: Slot): number => (slot.type === undefined ? 0 : costOf(slot.type));

function cheapest<T>(options: readonly T[], cost: (option: T) => number): T[] {
  const least = Math.min(...options.map(cost));
  return options.filter((option) => cost(option) === least);
}
