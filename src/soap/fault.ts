/**
 * SOAP faults: the server refused the whole request. Read with local names only, because their shape differs by version of
 * Exchange (docs/wire.md): 2007 says `soap11:Client`, later ones `a:ErrorXxx` with the details in MessageXml.
 */
import { childElement, childElements, textOf, type XmlElement } from '../xml/element.js';

/** A SOAP fault, 1.1 or 1.2. */
export interface SoapFault {
  /** Local part of `faultcode`: `ErrorSchemaValidation`, `Client`. */
  code: string;
  /** `faultstring`: the server's sentence. */
  message: string;
  /** `faultactor`; absent where there is none. */
  actor?: string | undefined;
  /** `ResponseCode` of the detail: the EWS error code, when there is one. */
  responseCode?: string | undefined;
  /** Position in the request that a schema validation complains of, from 1. */
  line?: number | undefined;
  /** Column, from 1. */
  position?: number | undefined;
  /** What is wrong there. */
  violation?: string | undefined;
  /** `Value` elements of MessageXml by name, for example BackOffMilliseconds. */
  values: Record<string, string>;
  /** The whole detail, for what is not read here. */
  detail?: XmlElement | undefined;
}

/** Reads a `Fault` element. */
export function readFault(fault: XmlElement): SoapFault {
  const code = textOf(childElement(fault, 'faultcode')) ?? textOf(descend(fault, 'Code', 'Value')) ?? '';
  const detail = childElement(fault, 'detail') ?? childElement(fault, 'Detail');
  const xml = detail && (childElement(detail, 'MessageXml') ?? detail);
  const read = (name: string): string | undefined => (detail && textOf(find(detail, name))) || undefined;
  return {
    code: local(code),
    message:
      textOf(childElement(fault, 'faultstring')) ?? textOf(descend(fault, 'Reason', 'Text')) ?? read('Message') ?? '',
    actor: textOf(childElement(fault, 'faultactor')),
    responseCode: read('ResponseCode') ?? (/^(?:Error|NoError)/.test(local(code)) ? local(code) : undefined),
    line: number(read('LineNumber') ?? read('Line')),
    position: number(read('LinePosition') ?? read('Position')),
    violation: read('Violation'),
    values: Object.fromEntries(
      (xml ? childElements(xml, 'Value') : []).map((value) => [value.attributes?.['Name'] ?? '', textOf(value) ?? '']),
    ),
    detail,
  };
}

function local(qname: string): string {
  return qname.trim().replace(/^.*:/, '');
}

function number(text: string | undefined): number | undefined {
  return text === undefined || !/^\s*\d+\s*$/.test(text) ? undefined : Number(text);
}

function descend(element: XmlElement, ...names: string[]): XmlElement | undefined {
  return names.reduce<XmlElement | undefined>((at, name) => at && childElement(at, name), element);
}

/** The first element of that name anywhere below. */
function find(element: XmlElement, name: string): XmlElement | undefined {
  for (const child of childElements(element)) {
    const found = child.name === name ? child : find(child, name);
    if (found) return found;
  }
  return undefined;
}
