/** Which of the elements of a union a value is written as. */
import type { Member, Slot } from './compile.js';
import type { Registry } from './registry.js';

/** The one that its `kind` names; without a kind, that of its class. Undefined where neither says. */
export function slotFor(
  registry: Registry,
  member: Member,
  kind: unknown,
  value: object | undefined,
): Slot | undefined {
  for (const slot of member.slots) if (slot.kind === kind) return slot;
  return kind === undefined && value ? byClass(registry, member, value) : undefined;
}

/** The slot whose type the object's class is; the facade's classes extend the generated ones. */
function byClass(registry: Registry, member: Member, value: object): Slot | undefined {
  for (let at = registry.typeOf(value); at; at = at.base) {
    const slot = member.slots.find((candidate) => candidate.type === at);
    if (slot) return slot;
  }
  return undefined;
}
