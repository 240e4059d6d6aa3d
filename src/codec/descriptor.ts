/**
 * The only door through which generated code comes in: it declares types and operations here, by name and in a compact notation.
 * Nothing is worked out until a type is first used, so importing a thousand of them costs a few milliseconds.
 */
import type { Operation, PropertyTable } from './registry.js';
import type { Declaration, Struct, StructConstructor } from './struct.js';

export type { XmlElement } from '../xml/element.js';
export type { GeneratedEdition, GeneratedSchema, PropertyTable } from './registry.js';
export { type Boxed, type Declaration, type Kind, Struct } from './struct.js';

declare const refused: unique symbol;

/** A type that no value has: the compiler refuses what stands there, and shows the sentence. */
export interface Refused<Sentence extends string> {
  readonly [refused]: Sentence;
}

/** Declares a complex type; `ctor` is its class, undefined for one that is an array or transparent. */
export function complexType(ctor: unknown, header: string, notation = ''): Declaration {
  return { ctor: ctor as StructConstructor | undefined, simple: false, header, notation };
}

/** Declares a simple type. */
export function simpleType(header: string, notation: string): Declaration {
  return { ctor: undefined, simple: true, header, notation };
}

/** Declares an operation. */
export function operation<Request extends Struct, Response extends Struct>(
  name: string,
  requestType: new (init?: Request) => Request,
  responseType: new (init?: Response) => Response,
  options: { response: string; headers: string; since?: string },
): Operation<Request, Response> {
  return {
    name,
    response: options.response,
    requestType,
    responseType,
    get headers() {
      return options.headers.split(' ');
    },
    since: options.since,
  };
}

/** Declares the properties of a type. */
export function properties(type: string, table: string): PropertyTable {
  return { type, table };
}
