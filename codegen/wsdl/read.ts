/**
 * Reads the operations of a WSDL 1.1 document: names, SOAP actions, request and response elements, request headers.
 *
 * Not by node-soap: it rewrites the document while reading, differently with and without a `service` element, and Exchange
 * leaves that element out (docs/decisions). node-soap is the judge in the tests instead.
 */
import { childElement, childElements, type XmlElement } from '../../src/xml/element.js';
import { NAMESPACES, type Schema } from '../model/schema.js';
import { localOf, prefixOf } from '../xsd/qualified.js';

/** Adds the operations of documents, all port types of all of them, to `schema`; to `notes`, what was left out. */
export function readWsdl(roots: readonly XmlElement[], schema: Schema, notes: string[]): void {
  const all = (kind: string): XmlElement[] => roots.flatMap((root) => childElements(root, kind));
  const messages = new Map(
    all('message').map((message) => [localOf(message.attributes?.['name'] ?? ''), childElements(message, 'part')]),
  );
  const actions = new Map(
    all('binding')
      .flatMap((binding) => childElements(binding, 'operation'))
      .map((operation) => [
        operation.attributes?.['name'],
        childElement(operation, 'operation')?.attributes?.['soapAction'],
      ]),
  );
  for (const operation of all('portType').flatMap((port) => childElements(port, 'operation'))) {
    const name = operation.attributes?.['name'] ?? '';
    const [request, ...headers] = elements(messages, operation, 'input');
    const [response] = elements(messages, operation, 'output');
    const isOurs = (element: string | undefined): element is string =>
      element !== undefined && prefixOf(element) === 'm';
    if (!isOurs(request) || !isOurs(response)) {
      notes.push(`the operation ${name} is left out: it asks or answers with no element of the messages' namespace`);
      continue;
    }
    if (schema.operations.has(name)) notes.push(`the operation ${name} stands twice; the last is taken`);
    const known = headers.filter((header) => prefixOf(header) === 't');
    for (const header of headers)
      if (!known.includes(header))
        notes.push(`the operation ${name} does without the header ${header || '(no element)'}`);
    schema.operations.set(name, {
      name,
      action: actions.get(name) || `${NAMESPACES.m}/${name}`,
      request: localOf(request),
      response: localOf(response),
      headers: known,
    });
  }
}

/** The elements of the parts of an operation's message, the body first; its part is called `request` in, `...Result` out. */
function elements(
  messages: ReadonlyMap<string, XmlElement[]>,
  operation: XmlElement,
  direction: 'input' | 'output',
): string[] {
  const message = childElement(operation, direction)?.attributes?.['message'] ?? '';
  const parts = messages.get(localOf(message)) ?? [];
  const isBody = (part: XmlElement): boolean => /^request$|Result$/.test(part.attributes?.['name'] ?? '');
  return [...parts.filter(isBody), ...parts.filter((part) => !isBody(part))].map(
    (part) => part.attributes?.['element'] ?? '',
  );
}
