/** Bytes of a request to its envelope; what is no XML, or not what the schema wants, is refused. */
import { decodeEnvelope, type Envelope, XmlError } from '../base/codec.js';
import { Fault } from '../base/failure.js';
import { violationOf } from './violations.js';

export function readRequest(bytes: Uint8Array): Envelope {
  let envelope: Envelope;
  try {
    envelope = decodeEnvelope(bytes);
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    throw new Fault('ErrorSchemaValidation', error.message, {}, positionOf(bytes, error.offset));
  }
  const violation = violationOf(envelope, bytes);
  if (violation !== undefined)
    throw new Fault('ErrorSchemaValidation', violation.message, {}, positionOf(bytes, violation.offset));
  return envelope;
}

function positionOf(bytes: Uint8Array, offset: number): { line: number; position: number } {
  const before = Buffer.from(bytes.subarray(0, offset)).toString('utf8');
  const lines = before.split('\n');
  return { line: lines.length, position: (lines.at(-1)?.length ?? 0) + 1 };
}
