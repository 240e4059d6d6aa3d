/** What answers are made of: the members by which a response message says how it went. Knows Exchange's codes, no operation. */
import { type Failure, PropertyFailure } from './failure.js';

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
  const values = Object.entries(error.values).map(([name, value]) => element('Value', { Name: name }, value));
  const messageXml = error instanceof PropertyFailure ? [pathOf(error), ...values] : values;
  return {
    responseClass: 'Error',
    messageText: error.message,
    responseCode: error.code,
    descriptiveLinkKey: 0,
    ...(messageXml.length > 0 && { messageXml }),
  };
}

function pathOf({ fieldURI, fieldIndex }: PropertyFailure): Body {
  if (fieldIndex === undefined) return element('FieldURI', { FieldURI: fieldURI });
  return element('IndexedFieldURI', { FieldURI: fieldURI, FieldIndex: fieldIndex });
}

function element(name: string, attributes: Record<string, string>, ...children: string[]): Body {
  return { name, namespace: 'http://schemas.microsoft.com/exchange/services/2006/types', attributes, children };
}
