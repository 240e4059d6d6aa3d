/**
 * Microsoft's schema as a judge: libxml2 compiles it once and validates what we write, an envelope in well under a millisecond.
 * Tests with a sandbox import judged-sandboxes.ts, which has everything judged by it.
 *
 * Knows libxml2 and the schema files; nothing of our codec, so that it can prove it wrong.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type ErrorDetail,
  XmlBufferInputProvider,
  XmlDocument,
  XmlElement,
  XmlLibError,
  XsdValidator,
  xmlRegisterInputProvider,
} from 'libxml2-wasm';
import { schemaFolder } from './shared.js';

const TYPES = 'http://schemas.microsoft.com/exchange/services/2006/types';
const MESSAGES = 'http://schemas.microsoft.com/exchange/services/2006/messages';
const SOAP = /^http:\/\/(schemas\.xmlsoap\.org\/soap\/envelope\/|www\.w3\.org\/2003\/05\/soap-envelope)$/;

/** The file that types.xsd imports without saying where it is: it needs one attribute of it. */
const XML_XSD = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/XML/1998/namespace">
  <xs:attribute name="lang" type="xs:language"/></xs:schema>`;

let served = false;

/** What servers know beyond the files, as the overlay says: values of enumerations. */
function withOnlineValues(types: string): string {
  const { values } = JSON.parse(readFileSync('schemas/overlay/corrections.json', 'utf8')) as {
    values: { type: string; values: string[] }[];
  };
  return values.reduce((text, { type, values: added }) => {
    const declared = new RegExp(`<xs:simpleType name="${type}"[\\s\\S]*?(?=</xs:restriction>)`);
    return text.replace(
      declared,
      (found) => found + added.map((value) => `<xs:enumeration value="${value}"/>`).join(''),
    );
  }, types);
}

/** Compiles a schema that may import Microsoft's files; undefined when they are not at hand. */
export function compileSchema(text: string): XsdValidator | undefined {
  const folder = schemaFolder();
  if (folder === undefined) return undefined;
  if (!served) {
    const read = (name: string) => readFileSync(join(folder, name), 'utf8');
    const located = '<xs:import namespace="http://www.w3.org/XML/1998/namespace" schemaLocation="xml.xsd"/>';
    const types = withOnlineValues(
      read('types.xsd').replace(/<xs:import namespace="http:\/\/www\.w3\.org\/XML\/1998\/namespace"\s*\/>/, located),
    );
    const files = { 'types.xsd': types, 'messages.xsd': read('messages.xsd'), 'xml.xsd': XML_XSD };
    const buffers = Object.entries(files).map(([name, file]) => [name, Buffer.from(file)] as const);
    served = xmlRegisterInputProvider(new XmlBufferInputProvider(Object.fromEntries(buffers)));
  }
  using document = XmlDocument.fromString(text);
  return XsdValidator.fromDoc(document);
}

/** A schema that imports both of Microsoft's, and adds declarations of its own. */
export function wrapperSchema(declarations = ''): string {
  return `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="${TYPES}" xmlns:m="${MESSAGES}" elementFormDefault="qualified">
    <xs:import namespace="${TYPES}" schemaLocation="types.xsd"/><xs:import namespace="${MESSAGES}" schemaLocation="messages.xsd"/>
    ${declarations}</xs:schema>`;
}

/** `prefix:name` of the types that the schema names; others are anonymous, inside an element. Undefined when not at hand. */
export function namedTypes(): ReadonlySet<string> | undefined {
  const folder = schemaFolder();
  if (folder === undefined) return undefined;
  const names = (prefix: string, file: string) =>
    [...readFileSync(join(folder, file), 'utf8').matchAll(/<xs:(?:complex|simple)Type\s[^>]*?\bname="([^"]+)"/g)].map(
      ([, name]) => `${prefix}:${name}`,
    );
  return new Set([...names('t', 'types.xsd'), ...names('m', 'messages.xsd')]);
}

let judge: XsdValidator | false | undefined;

/** The whole schema; undefined when it is not at hand. Compiled once a process. */
function schema(): XsdValidator | undefined {
  judge ??= compileSchema(wrapperSchema()) ?? false;
  return judge || undefined;
}

/** Whether there is a schema to judge by. */
export const canValidate = (): boolean => schemaFolder() !== undefined;

/** What libxml2 has against a document or an element of it; empty when it is valid. */
export function violationsOf(validator: XsdValidator, subject: XmlDocument | XmlElement): string[] {
  try {
    if (subject instanceof XmlDocument) validator.validate(subject);
    else validator.validate(subject);
    return [];
  } catch (error) {
    if (!(error instanceof XmlLibError)) throw error;
    return (error.details as ErrorDetail[]).map(({ message }) =>
      message.trim().replaceAll(/\{http[^}]*\/(types|messages)\}/g, '$1:'),
    );
  }
}

/** A document that no parser but ours reads is a violation too. */
export function withDocument<T>(bytes: Uint8Array, use: (document: XmlDocument) => T): T | string[] {
  let document: XmlDocument;
  try {
    document = XmlDocument.fromBuffer(bytes);
  } catch (error) {
    return [`not well-formed: ${(error as Error).message.trim()}`];
  }
  try {
    return use(document);
  } finally {
    document.dispose();
  }
}

/** Validates the child of the Body, and the headers that are EWS's own. Faults have no schema. Empty when all is well. */
export function validateEnvelope(bytes: Uint8Array): string[] {
  const validator = schema();
  if (validator === undefined) return [];
  return withDocument(bytes, ({ root }) => {
    if (root.name !== 'Envelope' || !SOAP.test(root.namespaceUri)) return [`not a SOAP envelope: ${root.name}`];
    const parts = elementsOf(root);
    const headers = parts.filter(({ name }) => name === 'Header').flatMap(elementsOf);
    const body = parts.filter(({ name }) => name === 'Body').flatMap(elementsOf);
    const judged = [
      ...headers.filter(({ namespaceUri }) => namespaceUri === TYPES),
      ...body.filter(({ name }) => name !== 'Fault'),
    ];
    return judged.flatMap((element) =>
      violationsOf(validator, element).map((message) => `${element.name}: ${message}`),
    );
  });
}

function elementsOf(parent: XmlElement): XmlElement[] {
  const found: XmlElement[] = [];
  for (let node = parent.firstChild; node; node = node.next) if (node instanceof XmlElement) found.push(node);
  return found;
}
