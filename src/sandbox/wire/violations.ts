/**
 * Whether a request fits the schema. The decoder takes almost anything; Exchange does not, so the request is encoded again, strictly:
 * what the encoder finds wrong is the violation, and so is an element that stands elsewhere, or in another namespace, than it writes it.
 */
import { isDate, isUint8Array } from 'node:util/types';
import {
  compile,
  type Envelope,
  encodeEnvelope,
  parseXml,
  typeOf,
  ValidationError,
  type XmlElement,
  type XmlNode,
} from '../base/codec.js';

export interface SchemaViolation {
  message: string;
  /** Byte of the request that is complained of, as near as can be told. */
  offset: number;
}

// Requests beyond this are not checked: encoding an attachment again costs more than it shows.
const CHECKED_BYTES = 1_000_000;

/** What exchangelib 4.9 writes and no schema allows: GetMailTips without its MailTipsRequested, a PermissionSet in a PermissionSet. */
const TOLERATED: Readonly<Record<string, (text: string) => boolean>> = {
  GetMailTips: (text) => !text.includes('MailTipsRequested'),
  UpdateFolder: (text) => /<(\w+:)?PermissionSet>\s*<(\w+:)?PermissionSet>/.test(text),
};

export function violationOf(envelope: Envelope, bytes: Uint8Array): SchemaViolation | undefined {
  if (
    envelope.body === undefined ||
    'children' in envelope.body ||
    bytes.length > CHECKED_BYTES ||
    TOLERATED[envelope.operation]?.(Buffer.from(bytes).toString('utf8'))
  )
    return undefined;
  const stray = strayOf(envelope.body);
  if (stray !== undefined) return { message: stray, offset: bodyOffset(bytes) };
  try {
    const right = encodeEnvelope({ operation: envelope.operation, body: envelope.body });
    const message = misplaced(bodyOf(bytes), bodyOf(right));
    return message === undefined ? undefined : { message, offset: bodyOffset(bytes) };
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    const first = error.violations[0];
    return { message: `The element at '${first?.path}' is invalid - ${first?.message}.`, offset: bodyOffset(bytes) };
  }
}

function bodyOf(bytes: Uint8Array): XmlElement | undefined {
  return elementsOf(parseXml(bytes)).find(({ name }) => name === 'Body');
}

const elementsOf = ({ children }: XmlElement): XmlElement[] => children.filter((child) => typeof child !== 'string');

/** The first element that is not where, or not in the namespace in which, it belongs, in the words of .NET's reader. */
function misplaced(given: XmlElement | undefined, right: XmlElement | undefined): string | undefined {
  if (given === undefined || right === undefined) return undefined;
  const expected = elementsOf(right);
  for (const [index, child] of elementsOf(given).entries()) {
    const wanted = expected[index];
    if (wanted === undefined || child.name !== wanted.name || child.namespace !== wanted.namespace) {
      const instead = wanted && ` List of possible elements expected: ${quoted(wanted)}.`;
      return `The element ${quoted(given)} has invalid child element ${quoted(child)}.${instead ?? ''}`;
    }
    const within = misplaced(child, wanted);
    if (within !== undefined) return within;
  }
  return undefined;
}

const quoted = ({ name, namespace }: XmlElement): string => `'${name}' in namespace '${namespace}'`;

/** The first thing that the schema does not have: an element, a text, a value of an attribute. */
function strayOf(value: unknown): string | undefined {
  if (value === null || typeof value !== 'object' || isDate(value) || isUint8Array(value)) return undefined;
  const { unknown, unknownAttributes, ...members } = value as {
    unknown?: readonly XmlNode[];
    unknownAttributes?: Readonly<Record<string, string>>;
  };
  const element = unknown?.find((node) => typeof node === 'object');
  if (element !== undefined) return `The element has invalid child element ${quoted(element)}.`;
  if (unknown?.some((node) => typeof node === 'string' && node.trim() !== ''))
    return 'The element cannot contain text. Content model is empty or has elements only.';
  // Unknown attributes pass, as they do in Exchange's reader; values that mean nothing are kept with them.
  const type = typeOf(value);
  const wrong = Object.keys(unknownAttributes ?? {}).find((name) => type && compile(type).attributesByName.has(name));
  if (wrong !== undefined)
    return `The '${wrong}' attribute is invalid - The value is invalid according to its datatype.`;
  return firstOf(Array.isArray(value) ? value : Object.values(members));
}

function firstOf(values: readonly unknown[]): string | undefined {
  for (const value of values) {
    const stray = strayOf(value);
    if (stray !== undefined) return stray;
  }
  return undefined;
}

function bodyOffset(bytes: Uint8Array): number {
  return Math.max(0, Buffer.from(bytes).indexOf('Body>'));
}
