/** What every operation's handler is, and the three forms in which operations answer: a message per part, one message, none. */
import type { Context } from '../access/context.js';
import { Failure, Fault } from '../base/failure.js';
import { type Body, errorMembers, failed, success } from '../base/response-message.js';

/** Does an operation. What it throws becomes an error in its one response message (see wire/route.ts). */
export type Handler<Request> = (request: Request, context: Context) => Body;

/** One response message for each part of the request; a part that fails has its error there and the others go on. */
export function eachPart<Part>(
  context: Context,
  kind: string,
  parts: readonly Part[],
  work: (part: Part) => Body,
  onError: Body = {},
): Body {
  const responseMessages = parts.map((part) => {
    try {
      return success(
        kind,
        context.store.transaction(() => work(part)),
      );
    } catch (error) {
      if (error instanceof Failure && !(error instanceof Fault)) return failed(kind, error, onError);
      throw error;
    }
  });
  return { responseMessages };
}

/** The answer of an operation that has one response message. */
export function onePart(context: Context, kind: string, work: () => Body, onError: Body = {}): Body {
  return eachPart(context, kind, [undefined], work, onError);
}

/** A refusal becomes the answer; `write` puts it where the operation has it, by default at the top. */
export function guarded(work: () => Body, write = (refusal: Body): Body => refusal): Body {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return write(errorMembers(error));
  }
}
