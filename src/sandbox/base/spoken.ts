/**
 * The edition that is spoken: what its schema says of types, operations and properties, and how its envelopes are read and written. That is
 * the edition of the server whose request is being answered; handlers are synchronous, so that there is one at a time.
 */
import {
  type Compiled,
  compiledType as compiledIn,
  type EncodeOptions,
  type GeneratedEdition,
  type Operation,
  type Registry,
  registryOf,
  type TypeInfo,
} from '../../codec/index.js';
import { committed } from '../../soap/committed.js';
import { type Envelope, type EnvelopeBody, readEnvelope, writeEnvelope } from '../../soap/envelope.js';
import type { SoapHeaders } from '../../soap/headers.js';

let registry = committed;

/** The registry of a server: of the edition that comes with us, or of one that its user brings. */
export async function registryFor(edition: GeneratedEdition | undefined): Promise<Registry> {
  return edition === undefined ? committed : registryOf(await edition.load());
}

/** Does work in an edition. What the work leaves to be done later is done in the edition that comes with us. */
export function speaking<T>(edition: Registry, work: () => T): T {
  const before = registry;
  registry = edition;
  try {
    return work();
  } finally {
    registry = before;
  }
}

/** The edition's registry, for what is worked out of it once. */
export function spoken(): Registry {
  return registry;
}

/** The complex type of that name, worked out; undefined when there is none. */
export function compiledType(name: string): Compiled | undefined {
  return compiledIn(registry, name);
}

/** The type of an object of a generated class; undefined for any other object. */
export function typeOf(value: object): TypeInfo | undefined {
  return registry.typeOf(value);
}

/** The operation of that name; undefined when there is none. */
export function operationByName(name: string): Operation | undefined {
  return registry.operations.get(name);
}

/** Place of an edition among those that there are; 0 for none given. */
export function editionIndex(edition: string | undefined): number {
  return registry.editionIndex(edition);
}

export function decodeEnvelope(bytes: Uint8Array): Envelope {
  return readEnvelope(registry, bytes);
}

export function encodeEnvelope(body: EnvelopeBody, headers: SoapHeaders = {}, options: EncodeOptions = {}): Uint8Array {
  return writeEnvelope(registry, body, headers, options);
}
