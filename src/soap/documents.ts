/**
 * Envelopes for those who have bytes or values in hand and no account: `ewskit/raw`, the sandbox, the doctor. In the edition that comes
 * with us, or in one that they bring.
 */
import { type EncodeOptions, type GeneratedSchema, type Registry, registryOf } from '../codec/index.js';
import { committed } from './committed.js';
import {
  type DecodeEnvelopeOptions as DecodeOptions,
  type Envelope,
  type EnvelopeBody,
  readEnvelope,
  writeEnvelope,
} from './envelope.js';
import type { SoapHeaders } from './headers.js';
import { readEnvelopeStream, type DecodeStreamOptions as StreamOptions } from './stream.js';

interface OfEdition {
  /** What `ewskit generate` made of another edition. Default: the edition that comes with us. */
  schema?: GeneratedSchema | undefined;
}

/** How an envelope is decoded. */
export interface DecodeEnvelopeOptions extends DecodeOptions, OfEdition {}

/** How an envelope is decoded while it arrives. */
export interface DecodeStreamOptions extends StreamOptions, OfEdition {}

/** How an envelope is encoded. */
export interface EncodeEnvelopeOptions extends EncodeOptions, OfEdition {}

/** Decodes one envelope. Throws {@link XmlError}; what only the schema would refuse is kept, not refused. */
export function decodeEnvelope(bytes: Uint8Array, options: DecodeEnvelopeOptions = {}): Envelope {
  return readEnvelope(registryFor(options), bytes, options);
}

/** Encodes an envelope. Throws {@link ValidationError} with every violation by path, when the body does not fit the schema. */
export function encodeEnvelope(
  request: EnvelopeBody,
  headers: SoapHeaders = {},
  options: EncodeEnvelopeOptions = {},
): Uint8Array {
  return writeEnvelope(registryFor(options), request, headers, options);
}

/** Yields the items of a response as they arrive, and returns the envelope without them. UTF-8 only. Throws {@link XmlError}. */
export function decodeStream(
  chunks: AsyncIterable<Uint8Array>,
  options: DecodeStreamOptions = {},
): AsyncGenerator<object, Envelope, undefined> {
  return readEnvelopeStream(registryFor(options), chunks, options);
}

function registryFor({ schema }: OfEdition): Registry {
  return schema === undefined ? committed : registryOf(schema);
}
