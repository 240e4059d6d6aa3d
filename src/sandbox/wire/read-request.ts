/**
 * Bytes of a request to its envelope. What is no XML is refused, and what the schema does not want as strictly as the played server
 * does it: Exchange 2007 and 2010 validate; later ones take children in another order, unknown and missing ones.
 */
import { decodeEnvelope, type Envelope, toUtf8, XmlError } from '../base/codec.js';
import { Fault } from '../base/failure.js';
import { findingsIn } from './violations.js';

/** Something in a request that Microsoft's schema does not allow. */
export interface SchemaViolation {
  /** In the words of the server's validating reader. */
  message: string;
  /** Line of the request, from 1. */
  line: number;
  /** Place in the line, from 1. */
  position: number;
}

export interface ReadRequest {
  envelope: Envelope;
  /** What was taken although the schema does not allow it. */
  violations: SchemaViolation[];
}

/** `isStrict`: everything that the schema does not allow is refused. */
export function readRequest(given: Uint8Array, isStrict = true): ReadRequest {
  let bytes = given;
  let envelope: Envelope;
  try {
    // What is read beside the envelope reads UTF-8 alone.
    bytes = toUtf8(given);
    envelope = decodeEnvelope(bytes);
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    throw new Fault('ErrorSchemaValidation', error.message, {}, positionOf(bytes, error.offset));
  }
  const findings = findingsIn(envelope, bytes, !isStrict);
  if (findings.length === 0) return { envelope, violations: [] };
  // As near as can be told: where the body begins.
  const place = positionOf(bytes, Math.max(0, Buffer.from(bytes).indexOf('Body>')));
  const [worst] = findings;
  if (worst !== undefined && (isStrict || !worst.isPassedOver))
    throw new Fault('ErrorSchemaValidation', worst.message, {}, place);
  return { envelope, violations: findings.map(({ message }) => ({ message, ...place })) };
}

function positionOf(bytes: Uint8Array, offset: number): { line: number; position: number } {
  const before = Buffer.from(bytes.subarray(0, offset)).toString('utf8');
  const lines = before.split('\n');
  return { line: lines.length, position: (lines.at(-1)?.length ?? 0) + 1 };
}
