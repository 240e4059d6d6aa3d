/**
 * How a complex type looks in the target language: which members it has, and whether it is a class, an array or transparent.
 *
 * A member is made of slots: the elements that fill it. Most have one; a union has a slot for each kind.
 */
import { camelCase } from '../../src/xml/camel-case.js';
import { contentModel, type ModelParticle } from '../../src/xml/content-model.js';
import type { ComplexType, ElementParticle, Particle, Schema } from './schema.js';

export interface Slot {
  name: string;
  type: string;
}

export interface Member {
  key: string;
  slots: Slot[];
  /** The value says by its `kind` which slot it fills. */
  tagged: boolean;
  repeated: boolean;
  required: boolean;
  nillable: boolean;
  since?: string;
  until?: string;
}

/** What stands for a type: a class; an array of what it wraps; what it wraps itself. */
export type Shape = 'struct' | 'array' | 'transparent';

export class Shapes {
  readonly #derived: ReadonlySet<string>;
  readonly #heads = new Map<string, Slot[]>();

  constructor(
    readonly schema: Schema,
    readonly transparent: ReadonlySet<string>,
  ) {
    const complex = [...schema.types.values()].filter((type): type is ComplexType => type.kind === 'complex');
    this.#derived = new Set(complex.flatMap((type) => (type.base === undefined ? [] : [type.base])));
    for (const element of schema.elements.values()) {
      if (element.substitutionGroup === undefined) continue;
      const head = schema.elements.get(element.substitutionGroup);
      const slots =
        this.#heads.get(element.substitutionGroup) ??
        (head && !head.abstract && !this.#isAbstract(head.type) ? [{ name: head.name, type: head.type }] : []);
      slots.push({ name: element.name, type: element.type });
      this.#heads.set(element.substitutionGroup, slots);
    }
  }

  #isAbstract(name: string): boolean {
    const type = this.schema.types.get(name);
    return type?.kind === 'complex' && type.abstract;
  }

  /** The heads of substitution groups, by `prefix:name`, with the elements that may stand for them. */
  get heads(): ReadonlyMap<string, readonly Slot[]> {
    return this.#heads;
  }

  isStruct(name: string): boolean {
    const type = this.schema.types.get(name);
    return type?.kind === 'complex' && this.of(type) === 'struct';
  }

  of(type: ComplexType): Shape {
    if (this.transparent.has(type.name)) return 'transparent';
    const alone =
      type.base === undefined &&
      type.text === undefined &&
      !type.abstract &&
      type.attributes.length === 0 &&
      type.anyAttribute === undefined;
    if (!alone || type.content === undefined || this.#derived.has(type.name)) return 'struct';
    if (containsAny(type.content))
      return type.content.particles.length === 1 && type.content.particles[0]?.kind === 'any' ? 'array' : 'struct';
    const members = this.members(type);
    return members.length === 1 && members[0]?.repeated ? 'array' : 'struct';
  }

  /** The members that the type itself declares as elements, in document order. */
  members(type: ComplexType): Member[] {
    const { members } = contentModel<ElementParticle>(type.content ? [type.content] : []);
    return members.map(({ key, elements, union, repeated, required }) =>
      union
        ? this.#union(key, elements, repeated, required)
        : this.#member(elements[0] as ElementParticle, repeated, required),
    );
  }

  #member(element: ElementParticle, repeated: boolean, required: boolean): Member {
    const slots = (element.ref && this.#heads.get(`${element.prefix}:${element.name}`)) || undefined;
    return {
      key: element.key ?? camelCase(element.name),
      slots: slots ? [...slots] : [{ name: element.name, type: element.type }],
      tagged: slots !== undefined,
      repeated,
      required,
      nillable: element.nillable,
      ...(element.since === undefined ? {} : { since: element.since }),
      ...(element.until === undefined ? {} : { until: element.until }),
    };
  }

  #union(
    key: string,
    particles: readonly ModelParticle<ElementParticle>[],
    repeated: boolean,
    required: boolean,
  ): Member {
    const slots = particles.flatMap((particle) =>
      particle.kind === 'element' ? this.#member(particle, repeated, required).slots : [],
    );
    return { key, slots, tagged: true, repeated, required, nillable: false };
  }
}

function containsAny(particle: Particle): boolean {
  return particle.kind === 'any' || (particle.kind !== 'element' && particle.particles.some(containsAny));
}
