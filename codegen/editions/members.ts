/** The elements that a type declares, with how often each may stand when the groups around it are counted in. */
import type { ComplexType, Occurs, Particle, Schema } from '../model/schema.js';
import { mayStandFor } from '../model/walk.js';

export interface MemberUse extends Occurs {
  type: string;
  nillable: boolean;
  default: string | undefined;
}

/**
 * By element name; one that stands in several places is taken together. The head of a substitution group counts as each of the
 * elements that may stand for it: editions differ in whether they name the head or list them.
 */
export function membersOf(type: ComplexType, schema: Schema): Map<string, MemberUse> {
  const members = new Map<string, MemberUse>();
  if (type.content) collect(type.content, { min: 1, max: 1 }, members, schema);
  return members;
}

function collect(particle: Particle, outer: Occurs, members: Map<string, MemberUse>, schema: Schema): void {
  const min = outer.min * particle.min;
  // Nothing times without bound is nothing.
  const max = outer.max === 0 || particle.max === 0 ? 0 : outer.max * particle.max;
  if (particle.kind === 'any') return;
  if (particle.kind === 'element') {
    const elements = particle.ref ? mayStandFor(particle, schema) : [particle];
    const { nillable, default: value } = particle;
    for (const { name, type } of elements) {
      const before = members.get(name);
      const use = { type, nillable, default: value, min: elements.length > 1 ? 0 : min, max };
      members.set(
        name,
        before ? { ...before, min: Math.min(use.min, before.min), max: Math.max(before.max, max) } : use,
      );
    }
    return;
  }
  const alternatives = particle.kind === 'choice' && particle.particles.length > 1;
  for (const child of particle.particles) collect(child, { min: alternatives ? 0 : min, max }, members, schema);
}
