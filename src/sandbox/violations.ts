/**
 * Whether a request fits the schema. The decoder takes almost anything; Exchange does not, so the request is encoded again,
 * strictly, and what the encoder finds wrong is the violation.
 */
import { isDate, isUint8Array } from 'node:util/types';
import { ValidationError } from '../errors.js';
import { type Envelope, encodeEnvelope } from '../soap/envelope.js';

export interface SchemaViolation {
  message: string;
  /** Byte of the request that is complained of, as near as can be told. */
  offset: number;
}

// Requests beyond this are not checked: encoding an attachment again costs more than it shows.
const CHECKED_BYTES = 1_000_000;

// exchangelib 4.9 writes the one without its MailTipsRequested and the other with a PermissionSet within the PermissionSet.
const UNCHECKED = new Set(['GetMailTips', 'UpdateFolder']);

export function violationOf(envelope: Envelope, bytes: Uint8Array): SchemaViolation | undefined {
  if (
    envelope.body === undefined ||
    'children' in envelope.body ||
    bytes.length > CHECKED_BYTES ||
    UNCHECKED.has(envelope.operation)
  )
    return undefined;
  const stray = strayOf(envelope.body);
  if (stray !== undefined) return { message: stray, offset: bodyOffset(bytes) };
  try {
    encodeEnvelope({ operation: envelope.operation, body: envelope.body });
    return undefined;
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    const first = error.violations[0];
    return { message: `The element at '${first?.path}' is invalid - ${first?.message}.`, offset: bodyOffset(bytes) };
  }
}

/** The first element that the schema does not have. */
function strayOf(value: unknown): string | undefined {
  if (Array.isArray(value)) return firstOf(value);
  if (value === null || typeof value !== 'object' || isDate(value) || isUint8Array(value)) return undefined;
  // Unknown attributes pass, as they do in Exchange's reader.
  const {
    unknown,
    unknownAttributes: _attributes,
    ...members
  } = value as {
    unknown?: unknown[];
    unknownAttributes?: Record<string, string>;
  };
  const element = unknown?.find((node) => typeof node === 'object') as { name: string; namespace: string } | undefined;
  if (element !== undefined)
    return `The element has invalid child element '${element.name}' in namespace '${element.namespace}'.`;
  return firstOf(Object.values(members));
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
