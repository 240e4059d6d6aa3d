/** A value of any type, written by itself and read back, with the schema of whatever registry the type is of. */
import { Decoder } from '../../src/codec/decode.js';
import { Encoder } from '../../src/codec/encode.js';
import { NAMESPACES, type Registry, type SimpleTypeInfo, type TypeInfo } from '../../src/codec/registry.js';
import { scalarOf } from '../../src/codec/scalar.js';
import { Scanner } from '../../src/xml/scanner.js';

const ROOT = `<R xmlns:t="${NAMESPACES.t}" xmlns:m="${NAMESPACES.m}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`;

export const isComplex = (info: TypeInfo | SimpleTypeInfo): info is TypeInfo => 'shape' in info;

const slotOf = (registry: Registry, info: TypeInfo | SimpleTypeInfo) =>
  isComplex(info)
    ? { scalar: undefined, type: info, nillable: false, boxed: false, kind: undefined }
    : { scalar: scalarOf(registry, info.name), type: undefined, nillable: false, boxed: false, kind: undefined };

/** The value in an element of that tag, and what the encoder has against it. */
export function write(
  registry: Registry,
  info: TypeInfo | SimpleTypeInfo,
  tag: string,
  value: unknown,
): { document: Buffer; violations: readonly unknown[] } {
  const encoder = new Encoder(registry);
  encoder.element({ ...slotOf(registry, info), tag }, value);
  encoder.output.write('</R>');
  return { document: encoder.output.bytes(ROOT), violations: encoder.violations };
}

export function read(registry: Registry, info: TypeInfo | SimpleTypeInfo, document: Buffer): unknown {
  const scanner = new Scanner(document);
  const open = () => {
    scanner.child();
    scanner.name();
    scanner.startTag();
  };
  open();
  open();
  return new Decoder(scanner).value(slotOf(registry, info) as Parameters<Decoder['value']>[0]);
}
