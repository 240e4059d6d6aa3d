/**
 * SOAP envelopes: bytes to operation, headers and typed body, and back. Knows the schema, no HTTP.
 */

import {
  type DecodeOptions,
  Decoder,
  declareNamespaces,
  type ElementInfo,
  type EncodeOptions,
  Encoder,
  perRegistry,
  type Registry,
  type Struct,
  scalarOf,
} from '../codec/index.js';
import { ValidationError } from '../errors.js';
import type { ByteSource } from '../xml/byte-source.js';
import { camelCase } from '../xml/camel-case.js';
import { readElement, writeElement, type XmlElement } from '../xml/element.js';
import type { XmlLimits } from '../xml/limits.js';
import { CDATA, CLOSE, OPEN, Scanner } from '../xml/scanner.js';
import { toUtf8 } from './encoding.js';
import { readFault, type SoapFault } from './fault.js';
import type { SoapHeaders } from './headers.js';
import { standInsOf } from './stand-ins.js';

const SOAP_1_1 = 'http://schemas.xmlsoap.org/soap/envelope/';

/** A decoded envelope. One of `body` and `fault` is there, unless the Body is empty. */
export interface Envelope<Body extends object = object> {
  /** Local name of the Body's child: `FindItem`, `FindItemResponse`, `Fault`; '' for an empty Body. */
  operation: string;
  /** Its SOAP headers. */
  headers: SoapHeaders;
  /** An instance of the element's class; an {@link XmlElement} when the schema does not know the element. */
  body?: Body | undefined;
  /** What the server refused the whole request for. */
  fault?: SoapFault | undefined;
}

/** How an envelope is decoded. */
export interface DecodeEnvelopeOptions extends DecodeOptions {
  /** How large, and how deep, it may be. Default: those of XmlLimits. */
  limits?: XmlLimits | undefined;
  /** The encoding that its carrier says (`charset` of Content-Type); it counts where the document says none itself. */
  charset?: string | undefined;
}

/** Decodes one envelope. Throws {@link XmlError}; what only the schema would refuse is kept, not refused. */
export function readEnvelope(registry: Registry, bytes: Uint8Array, options: DecodeEnvelopeOptions = {}): Envelope {
  const scanner = new Scanner(toUtf8(bytes, options.charset), options.limits);
  const decoder = new Decoder(scanner, options);
  const envelope: Envelope = { operation: '', headers: {} };
  if (!scanner.misc()) scanner.fail('ERR_XML_TRUNCATED', 'The answer is empty');
  scanner.pos++;
  scanner.name();
  if (scanner.localName() !== 'Envelope')
    scanner.fail('ERR_XML_SYNTAX', `Expected a SOAP Envelope, got <${scanner.localName()}>`);
  scanner.startTag();
  eachChild(scanner, (name) => {
    if (name === 'Header') {
      eachChild(scanner, (header, at) => readHeader(registry, decoder, envelope.headers, header, at));
      // So that an empty Header is told from none, and written back.
      if (Object.keys(envelope.headers).length === 0) envelope.headers.unknown = [];
    } else if (name === 'Body')
      eachChild(scanner, (operation, at) => readBody(registry, decoder, envelope, operation, at));
    else eachChild(scanner, (_, at) => skip(scanner, at));
  });
  if (scanner.misc()) scanner.fail('ERR_XML_SYNTAX', 'Something follows the envelope');
  return envelope;
}

/** Calls `visit` at each child of the element whose start tag was just read; `visit` reads the child from its start tag on. */
function eachChild(scanner: Scanner, visit: (name: string, at: number) => void): void {
  const { nameStart, nameEnd, namespaces } = scanner;
  if (scanner.selfClosing) return;
  for (;;) {
    const what = scanner.child();
    if (what === CLOSE) {
      scanner.endTag(nameStart, nameEnd);
      return;
    }
    if (what !== OPEN) {
      // Text between the parts of an envelope carries nothing; documentation has "..." there.
      if (what === CDATA) scanner.cdata();
      else scanner.text();
      continue;
    }
    const at = scanner.pos;
    const mark = namespaces.mark;
    scanner.name();
    const name = scanner.localName();
    scanner.startTag();
    visit(name, at);
    namespaces.release(mark);
  }
}

/** Reads the element at `at` (its start tag was read already) as a tree. */
function skip(scanner: Scanner, at: number): XmlElement {
  scanner.pos = at;
  return readElement(scanner);
}

function readHeader(registry: Registry, decoder: Decoder, headers: SoapHeaders, name: string, at: number): void {
  const { scanner } = decoder;
  const element = registry.elements.get(`t:${name}`);
  if (element === undefined) {
    headers.unknown ??= [];
    headers.unknown.push(skip(scanner, at));
    return;
  }
  const { type } = element;
  const slot = {
    scalar: scalarOf(registry, type),
    type: registry.types.get(type),
    boxed: false,
    kind: undefined,
  };
  (headers as Record<string, unknown>)[camelCase(name)] = decoder.value(slot as Parameters<Decoder['value']>[0]);
}

function readBody(registry: Registry, decoder: Decoder, envelope: Envelope, name: string, at: number): void {
  const { scanner } = decoder;
  const { elements, types } = registry;
  envelope.operation = name;
  const info = types.get((elements.get(`m:${name}`) ?? elements.get(`t:${name}`))?.type ?? '');
  if (name === 'Fault') envelope.fault = readFault(skip(scanner, at));
  else {
    decoder.standIn = standInsOf(registry, name);
    envelope.body = info?.shape === 'struct' ? decoder.struct(info) : skip(scanner, at);
  }
}

/** What {@link writeEnvelope} takes: an instance of a request or response class, or an operation's name with a body. */
export type EnvelopeBody = Struct | { operation: string; body?: object | undefined };

/** Names of global elements by the type that is theirs alone. */
const elementsByType = perRegistry(
  ({ elements }) =>
    new Map(
      [...elements.values()].filter(({ prefix }) => prefix === 'm').map((element) => [element.type, element.name]),
    ),
);
/** Elements of the types namespace by member key: what a header may be. */
const headerElements = perRegistry(
  ({ elements }) =>
    new Map(
      [...elements.values()]
        .filter(({ prefix }) => prefix === 't')
        .map((element) => [camelCase(element.name), element]),
    ),
);

/**
 * Encodes an envelope. Throws {@link ValidationError} with every violation by path, when the body does not fit the schema.
 */
export function writeEnvelope(
  registry: Registry,
  request: EnvelopeBody,
  headers: SoapHeaders = {},
  options: EncodeOptions = {},
): Uint8Array {
  const [only, source] = writeParts(registry, request, headers, options);
  if (source === undefined) return only as Uint8Array;
  throw new TypeError('Content that is read while it is sent has no bytes beforehand.');
}

/** The same, of a body whose content may be read while it is sent: bytes and sources of base64 content, in turns. */
export function writeParts(
  registry: Registry,
  request: EnvelopeBody,
  headers: SoapHeaders = {},
  options: EncodeOptions = {},
): (Uint8Array | ByteSource)[] {
  const encoder = new Encoder(registry, options);
  const info = registry.typeOf(request);
  const operation = info ? elementsByType(registry).get(info.name) : (request as { operation: string }).operation;
  const body = info ? request : (request as { body?: object }).body;
  if (operation === undefined)
    throw new ValidationError('The request', [
      { path: 'request', message: `${info?.name} is no request and no response` },
    ]);
  if (Object.values(headers).some((value) => value !== undefined)) {
    encoder.output.write('<s:Header>');
    writeHeaders(encoder, headers);
    encoder.output.write('</s:Header>');
  }
  encoder.output.write('<s:Body>');
  if (operation !== '') writeBody(encoder, operation, body);
  encoder.output.write('</s:Body></s:Envelope>');
  if (encoder.violations.length > 0) throw new ValidationError(operation, encoder.violations);
  const xsi = encoder.usesXsi ? ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"' : '';
  return encoder.output.parts(
    `<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="${SOAP_1_1}"${declareNamespaces(['t', 'm'])}${xsi}>`,
  );
}

function writeBody(encoder: Encoder, operation: string, body: object | undefined): void {
  if (body !== undefined && 'children' in body) {
    encoder.output.write(writeElement(body as XmlElement, '?'));
    return;
  }
  const { registry } = encoder;
  const { elements } = registry;
  const element =
    elements.get(`m:${operation}`) ?? elements.get(`t:${operation}`) ?? requestElement(registry, operation);
  if (!element || registry.types.get(element.type)?.shape !== 'struct') {
    const until = registry.untilOf(`element m:${operation}`);
    const was = until === undefined ? '' : `; Exchange knew it until ${until}`;
    throw new ValidationError('The request', [
      { path: 'operation', message: `the schema has no operation "${operation}"${was}` },
    ]);
  }
  writeGlobal(encoder, element, body ?? {}, 'request');
}

/** Seven operations have a request element that is not called as they are: `GetUserAvailabilityRequest`. */
function requestElement(registry: Registry, operation: string): ElementInfo | undefined {
  const { requestType } = registry.operations.get(operation) ?? {};
  const info = requestType && registry.typeOf(new requestType());
  return info && registry.elements.get(`m:${elementsByType(registry).get(info.name)}`);
}

/** Writes a global element; violations of the value itself, not of its members, are of `name`. */
function writeGlobal(encoder: Encoder, { prefix, name, type }: ElementInfo, value: unknown, path: string): void {
  const before = encoder.violations.length;
  const { registry } = encoder;
  const tag = {
    tag: `${prefix}:${name}`,
    scalar: scalarOf(registry, type),
    type: registry.types.get(type),
    nillable: false,
  };
  encoder.element(tag, value);
  for (const violation of encoder.violations.slice(before)) {
    if (path !== 'request') violation.path = violation.path === '' ? path : `${path}.${violation.path}`;
    else if (violation.path === '') violation.path = path;
  }
}

/** In the order in which the headers were set, or decoded. */
function writeHeaders(encoder: Encoder, headers: SoapHeaders): void {
  const known = headerElements(encoder.registry);
  for (const [key, value] of Object.entries(headers)) {
    const element = known.get(key);
    if (value === undefined || key === 'unknown') continue;
    if (element) writeGlobal(encoder, element, value, `headers.${key}`);
    else encoder.violations.push({ path: `headers.${key}`, message: 'no such SOAP header' });
  }
  for (const node of headers.unknown ?? []) if (typeof node !== 'string') encoder.output.write(writeElement(node, '?'));
}
