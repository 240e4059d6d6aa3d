/** What is appended to members of an item, as the update descriptions that are sent. */
import { ValidationError, type Violation } from '../errors.js';
import { pathOf, propertiesOf } from '../properties/index.js';
import type { ChangeTarget, ItemUpdate } from './changes.js';
import { writeMembers } from './write.js';

/** The updates. Throws {@link ValidationError} for what nothing can be appended to, and where there is nothing. */
export function buildAppends(
  values: object,
  target: ChangeTarget,
): { readonly updates: ItemUpdate[]; readonly members: ReadonlyMap<string, unknown> } {
  if (typeof values !== 'object' || values === null || Array.isArray(values))
    throw new ValidationError('item.append()', [
      { path: 'values', message: "expected an object of members such as { text: 'PS' }" },
    ]);
  const data = values as Readonly<Record<string, unknown>>;
  const { members, own, violations: found } = writeMembers(data, { ...target, ability: 'update' });
  const properties = [...propertiesOf(target.registry, target.type).values()];
  const able = properties.filter(({ abilities }) => abilities.has('append'));
  const violations: Violation[] = [...found];
  const refuse = (path: string) => {
    const names = able.map(({ key }) => key).join(', ');
    violations.push({
      path,
      message: `Exchange appends to ${names || 'no member of such an item'}; update() sets what it is`,
    });
  };
  for (const name of own.keys()) refuse(name);
  const updates: ItemUpdate[] = [];
  for (const [key, value] of members) {
    const property = able.find((one) => one.key === key);
    if (property === undefined) refuse(key);
    else if (value === null) violations.push({ path: key, message: 'null is nothing that could be appended' });
    else {
      const item = { kind: target.kind, [key]: value };
      updates.push({ kind: 'appendToItemField', path: pathOf(property), item } as ItemUpdate);
    }
  }
  if (violations.length > 0) throw new ValidationError('item.append()', violations);
  return { updates, members };
}
