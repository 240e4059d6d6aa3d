/** What answers are made of: the members by which a response message says how it went. Knows Exchange's codes, no operation. */
import type { Failure } from './failure.js';

/** The body of an answer or a part of it, a plain object in the codec's shapes. */
export type Body = Record<string, unknown>;

/** The members of what went well. */
export const SUCCESS = { responseClass: 'Success', responseCode: 'NoError' } as const;

export function success(kind: string, members: Body = {}): Body {
  return { kind, ...SUCCESS, ...members };
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
