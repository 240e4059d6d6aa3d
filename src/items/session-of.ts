/**
 * How an item knows its session: each session has classes of its own, which extend the public ones and hold the session on their
 * prototype. So an item carries nothing but its data, and making one costs nothing more.
 */
import type { Session } from '../client/session.js';
import type { Struct } from '../codec/struct.js';
import { EwsError } from '../errors.js';

const SESSION: unique symbol = Symbol('ewskit.session');

type Constructor = new () => Struct;

/** A class of the same name whose instances belong to a session. */
export function bindClass<C extends Constructor>(Class: C, session: Session): C {
  const Base: Constructor = Class;
  const Bound = class extends Base {};
  Object.defineProperty(Bound, 'name', { value: Class.name });
  Object.defineProperty(Bound.prototype, SESSION, { value: session });
  return Bound as C;
}

/** The session of an item or folder. Throws for one that was made by `new`, and so belongs to no account. */
export function sessionOf(value: object): Session {
  const session = (value as { [SESSION]?: Session })[SESSION];
  if (session) return session;
  throw new EwsError('ERR_DETACHED', `This ${value.constructor.name} belongs to no account.`, {
    remedy: 'Use the one that create(), get() or a query gave you.',
  });
}
