/** A session whose items have fields of the caller's own. */
import { checkOwnFields, type ExtendedFields } from '../fields/own-fields.js';
import { hiddenBy, withClasses } from '../items/classes.js';
import type { Session } from '../requests/session.js';
import type { Kind } from './kinds.js';

/** Throws {@link ValidationError} for names that would shadow what the items of such a folder have. */
export function sessionWithFields(session: Session, fields: unknown, kind: Kind): Session {
  const checked: ExtendedFields = checkOwnFields(fields, (name) => hiddenBy(name, kind.items));
  return withClasses({ ...session, fields: { ...session.fields, ...checked } });
}
