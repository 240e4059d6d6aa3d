/** Walks over the parts of a schema that several passes and emitters need. */
import type { ComplexType, ElementParticle, GlobalElement, GroupParticle, Particle, Schema } from './schema.js';

export function complexTypes(schema: Schema): ComplexType[] {
  return [...schema.types.values()].filter((type): type is ComplexType => type.kind === 'complex');
}

/** Every element that a type declares, with the type. */
export function* eachElement(schema: Schema): Generator<[ComplexType, ElementParticle]> {
  for (const type of complexTypes(schema)) {
    if (type.content)
      for (const particle of eachParticle(type.content)) if (particle.kind === 'element') yield [type, particle];
  }
}

/** A particle and everything in it, in document order. */
export function* eachParticle(particle: Particle): Generator<Particle> {
  yield particle;
  if (particle.kind !== 'element' && particle.kind !== 'any')
    for (const child of particle.particles) yield* eachParticle(child);
}

/** The choices of a type, in document order. */
export function choicesOf(type: ComplexType): GroupParticle[] {
  return type.content
    ? [...eachParticle(type.content)].filter((particle): particle is GroupParticle => particle.kind === 'choice')
    : [];
}

/** Whether a type itself declares an element of that name. */
export function declares(type: ComplexType, element: string | null): boolean {
  const particles = type.content ? [...eachParticle(type.content)] : [];
  return particles.some((particle) => particle.kind === 'element' && particle.name === element);
}

/** The global elements that may stand where one is referred to: itself, unless it is abstract, and its substitution group. */
export function mayStandFor(reference: ElementParticle, schema: Schema): GlobalElement[] {
  const head = `${reference.prefix}:${reference.name}`;
  return [...schema.elements.values()].filter(
    (element) =>
      element.substitutionGroup === head || (`${element.prefix}:${element.name}` === head && !element.abstract),
  );
}
