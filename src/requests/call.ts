/** One call on a session. */
import type { CallOptions } from '../client/options.js';
import type { Operation, Struct } from '../codec/index.js';
import type { TakeContent } from '../soap/stream.js';
import type { RequestOptions } from './options.js';
import type { Session } from './session.js';

/** Calls an operation of the server on a session. */
export function call<Request extends Struct, Response extends Struct>(
  session: Session,
  operation: Operation<Request, Response>,
  request: NoInfer<Request>,
  options: RequestOptions = {},
  more: CallOptions = {},
): Promise<Response> {
  return session.client.call(operation, request, callOptions(session, options, more));
}

/** Calls an operation whose content goes to `take` while it arrives. */
export function receive<Request extends Struct, Response extends Struct>(
  session: Session,
  operation: Operation<Request, Response>,
  request: NoInfer<Request>,
  take: TakeContent,
  options: RequestOptions = {},
): Promise<Response> {
  return session.client.receive(operation, request, take, callOptions(session, options));
}

/** The options of a call on a session. */
function callOptions(session: Session, options: RequestOptions, more: CallOptions = {}): CallOptions {
  const { signal, timeoutMs, deadlineMs, retry } = options;
  return { classes: session.classes, ...more, signal, timeoutMs, deadlineMs, retry };
}
