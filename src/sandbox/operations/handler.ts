/** What every operation's handler is, and the response messages that all of them answer with. */
import type { Context } from '../access/context.js';
import { Failure, Fault } from '../base/failure.js';

/** The body of an answer, a plain object in the codec's shapes. */
export type Body = Record<string, unknown>;

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

export function success(kind: string, members: Body = {}): Body {
  return { kind, responseClass: 'Success', responseCode: 'NoError', ...members };
}

/** Exchange gives errors of a part a text, a code, a link key that is always 0, and sometimes values in MessageXml. */
export function failed(kind: string, error: Failure, members: Body = {}): Body {
  return { kind, ...errorMembers(error), ...members };
}

export function errorMembers(error: Failure): Body {
  const values = Object.entries(error.values);
  return {
    responseClass: 'Error',
    messageText: error.message,
    responseCode: error.code,
    descriptiveLinkKey: 0,
    ...(values.length > 0 && { messageXml: values.map(([name, value]) => messageValue(name, value)) }),
  };
}

function messageValue(name: string, value: string): Body {
  const namespace = 'http://schemas.microsoft.com/exchange/services/2006/types';
  if (name === 'PropertyPath') return { name: 'FieldURI', namespace, attributes: { FieldURI: value }, children: [] };
  return { name: 'Value', namespace, attributes: { Name: name }, children: [value] };
}
