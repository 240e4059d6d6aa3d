/** A session whose items have fields of the caller's own. */
import { checkOwnFields, type ExtendedFields } from '../fields/own-fields.js';
import { hiddenBy, withClasses } from '../items/classes.js';
import type { Session } from '../requests/session.js';
import type { Kind } from './kinds.js';

/**
 * Throws {@link ValidationError} for names that would shadow what the items of such a folder have. Of a folder that may hold anything,
 * only what all items have, for no item is of every class.
 */
export function sessionWithFields(session: Session, fields: unknown, kind: Kind): Session {
  const items = kind.name === 'any' ? (['item'] as const) : kind.items;
  const checked: ExtendedFields = checkOwnFields(fields, (name) => hiddenBy(session.registry, name, items));
  return withClasses({ ...session, fields: { ...session.fields, ...checked } });
}
