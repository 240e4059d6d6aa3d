/**
 * One call on a session. Operations are named, and taken from the edition that the session speaks: their generated code is half of what there
 * is to load, and comes with the connection.
 */
import type { CallOptions } from '../client/options.js';
import type { Operation, Registry, Struct } from '../codec/index.js';
import type { TakeContent } from '../soap/stream.js';
import type { RequestOptions } from './options.js';
import type { Session } from './session.js';

type Generated = typeof import('../../generated/index.js');
/** Names of the operations, and of what else is generated. */
export type OperationName = keyof Generated;
/** Type of the request, by the name of an operation. */
export type RequestOf<N extends OperationName> = Generated[N] extends Operation<infer Request> ? Request : never;
/** Type of the response. */
type ResponseOf<N extends OperationName> = Generated[N] extends { readonly responseType: new () => infer Response }
  ? Response & object
  : never;

/** Calls an operation of the server on a session. */
export function call<N extends OperationName>(
  session: Session,
  operation: N,
  request: RequestOf<N>,
  options: RequestOptions = {},
  more: CallOptions = {},
): Promise<ResponseOf<N>> {
  const named = operationNamed(session.registry, operation);
  return session.client.call(named, request, callOptions(session, options, more));
}

/** Calls an operation whose content goes to `take` while it arrives. */
export function receive<N extends OperationName>(
  session: Session,
  operation: N,
  request: RequestOf<N>,
  take: TakeContent,
  options: RequestOptions = {},
): Promise<ResponseOf<N>> {
  const named = operationNamed(session.registry, operation);
  return session.client.receive(named, request, take, callOptions(session, options));
}

/** An operation of an edition. Throws for one that was made without it. */
export function operationNamed<N extends OperationName>(
  registry: Registry,
  name: N,
): Operation<RequestOf<N> & Struct, ResponseOf<N> & Struct> {
  const operation = registry.operations.get(name);
  if (operation === undefined)
    throw new TypeError(`The edition ${registry.edition} was generated without ${name}; generate it with that, too.`);
  return operation as Operation<RequestOf<N> & Struct, ResponseOf<N> & Struct>;
}

/** The options of a call on a session. */
function callOptions(session: Session, options: RequestOptions, more: CallOptions = {}): CallOptions {
  const { signal, timeoutMs, deadlineMs, retry } = options;
  return { classes: session.classes, ...more, signal, timeoutMs, deadlineMs, retry };
}
