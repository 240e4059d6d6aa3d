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
  elements,
  operations,
  type Struct,
  scalarOf,
  typeOf,
  types,
  untilOf,
} from '../codec/index.js';
import { ValidationError } from '../errors.js';
import { camelCase } from '../xml/camel-case.js';
import { readElement, writeElement, type XmlElement } from '../xml/element.js';
import type { XmlLimits } from '../xml/limits.js';
import { CDATA, CLOSE, OPEN, Scanner } from '../xml/scanner.js';
import { toUtf8 } from './encoding.js';
import { readFault, type SoapFault } from './fault.js';
import type { SoapHeaders } from './headers.js';
import { loadSchema } from './schema.js';
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
export function decodeEnvelope(bytes: Uint8Array, options: DecodeEnvelopeOptions = {}): Envelope {
  loadSchema();
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
      eachChild(scanner, (header, at) => readHeader(decoder, envelope.headers, header, at));
      // So that an empty Header is told from none, and written back.
      if (Object.keys(envelope.headers).length === 0) envelope.headers.unknown = [];
    } else if (name === 'Body') eachChild(scanner, (operation, at) => readBody(decoder, envelope, operation, at));
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

function readHeader(decoder: Decoder, headers: SoapHeaders, name: string, at: number): void {
  const { scanner } = decoder;
  const element = elements.get(`t:${name}`);
  if (element === undefined) {
    headers.unknown ??= [];
    headers.unknown.push(skip(scanner, at));
    return;
  }
  const slot = { scalar: scalarOf(element.type), type: types.get(element.type), boxed: false, kind: undefined };
  (headers as Record<string, unknown>)[camelCase(name)] = decoder.value(slot as Parameters<Decoder['value']>[0]);
}

function readBody(decoder: Decoder, envelope: Envelope, name: string, at: number): void {
  const { scanner } = decoder;
  envelope.operation = name;
  const info = types.get((elements.get(`m:${name}`) ?? elements.get(`t:${name}`))?.type ?? '');
  if (name === 'Fault') envelope.fault = readFault(skip(scanner, at));
  else {
    decoder.standIn = standInsOf(name);
    envelope.body = info?.shape === 'struct' ? decoder.struct(info) : skip(scanner, at);
  }
}

/** What {@link encodeEnvelope} takes: an instance of a request or response class, or an operation's name with a body. */
export type EnvelopeBody = Struct | { operation: string; body?: object | undefined };

/** Names of global elements by the type that is theirs alone. */
let elementByType: Map<string, string> | undefined;
/** Elements of the types namespace by member key: what a header may be. */
let headerElements: Map<string, ElementInfo> | undefined;

function elementOf(type: string): string | undefined {
  elementByType ??= new Map(
    [...elements.values()].filter(({ prefix }) => prefix === 'm').map((element) => [element.type, element.name]),
  );
  return elementByType.get(type);
}

/**
 * Encodes an envelope. Throws {@link ValidationError} with every violation by path, when the body does not fit the schema.
 */
export function encodeEnvelope(
  request: EnvelopeBody,
  headers: SoapHeaders = {},
  options: EncodeOptions = {},
): Uint8Array {
  loadSchema();
  const encoder = new Encoder(options);
  const info = typeOf(request);
  const operation = info ? elementOf(info.name) : (request as { operation: string }).operation;
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
  return encoder.output.bytes(
    `<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="${SOAP_1_1}"${declareNamespaces(['t', 'm'])}${xsi}>`,
  );
}

function writeBody(encoder: Encoder, operation: string, body: object | undefined): void {
  if (body !== undefined && 'children' in body) {
    encoder.output.write(writeElement(body as XmlElement, '?'));
    return;
  }
  const element = elements.get(`m:${operation}`) ?? elements.get(`t:${operation}`) ?? requestElement(operation);
  if (!element || types.get(element.type)?.shape !== 'struct') {
    const until = untilOf(`element m:${operation}`);
    const was = until === undefined ? '' : `; Exchange knew it until ${until}`;
    throw new ValidationError('The request', [
      { path: 'operation', message: `the schema has no operation "${operation}"${was}` },
    ]);
  }
  writeGlobal(encoder, element, body ?? {}, 'request');
}

/** Seven operations have a request element that is not called as they are: `GetUserAvailabilityRequest`. */
function requestElement(operation: string): ElementInfo | undefined {
  const { requestType } = operations.get(operation) ?? {};
  const info = requestType && typeOf(new requestType());
  return info && elements.get(`m:${elementOf(info.name)}`);
}

/** Writes a global element; violations of the value itself, not of its members, are of `name`. */
function writeGlobal(encoder: Encoder, { prefix, name, type }: ElementInfo, value: unknown, path: string): void {
  const before = encoder.violations.length;
  encoder.element({ tag: `${prefix}:${name}`, scalar: scalarOf(type), type: types.get(type), nillable: false }, value);
  for (const violation of encoder.violations.slice(before)) {
    if (path !== 'request') violation.path = violation.path === '' ? path : `${path}.${violation.path}`;
    else if (violation.path === '') violation.path = path;
  }
}

/** In the order in which the headers were set, or decoded. */
function writeHeaders(encoder: Encoder, headers: SoapHeaders): void {
  headerElements ??= new Map(
    [...elements.values()].filter(({ prefix }) => prefix === 't').map((element) => [camelCase(element.name), element]),
  );
  for (const [key, value] of Object.entries(headers)) {
    const element = headerElements.get(key);
    if (value === undefined || key === 'unknown') continue;
    if (element) writeGlobal(encoder, element, value, `headers.${key}`);
    else encoder.violations.push({ path: `headers.${key}`, message: 'no such SOAP header' });
  }
  for (const node of headers.unknown ?? []) if (typeof node !== 'string') encoder.output.write(writeElement(node, '?'));
}
