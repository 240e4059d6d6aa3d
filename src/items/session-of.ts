/**
 * How an item knows its session: each session has classes of its own, which extend the public ones and hold the session on their
 * prototype. So an item carries nothing but its data, and making one costs nothing more.
 */
import type { StructConstructor } from '../codec/index.js';
import { EwsError } from '../errors.js';
import type { Session } from '../requests/session.js';

const SESSION: unique symbol = Symbol('ewskit.session');
const FOUND: unique symbol = Symbol('ewskit.found');

/** A class of the same name whose instances belong to a session. `found`: members of its instances may be cut short. */
export function bindClass<C extends StructConstructor>(Class: C, name: string, session: Session, found: boolean): C {
  const Base: StructConstructor = Class;
  const Bound = class extends Base {};
  Object.defineProperty(Bound, 'name', { value: name });
  Object.defineProperty(Bound.prototype, SESSION, { value: session });
  if (found) Object.defineProperty(Bound.prototype, FOUND, { value: true });
  return Bound as C;
}

/** The session of an item. Throws for one that was made by `new`, and so belongs to no account. */
export function sessionOf(item: object): Session {
  const session = sessionIfAny(item);
  if (session) return session;
  throw new EwsError('ERR_DETACHED', `This ${item.constructor.name} belongs to no account.`, {
    remedy: 'Use the one that create(), new(), get() or a query gave you.',
  });
}

export function sessionIfAny(item: object): Session | undefined {
  return (item as { [SESSION]?: Session })[SESSION];
}

/** Whether an item is what FindItem or SyncFolderItems gave, which are poorer than GetItem. */
export function isFound(item: object): boolean {
  return (item as { [FOUND]?: true })[FOUND] === true;
}
