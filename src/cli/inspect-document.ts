/**
 * What `ewskit inspect` asks of one document: its operation, and what stands against it. Documents that are no SOAP envelope
 * (autodiscover, fragments of an envelope) are read as plain XML.
 */
import { canonicalXml, firstDifference } from '../xml/canonical.js';
import { childElement, childElements, parseXml, type XmlElement } from '../xml/element.js';
import { findUnknown } from './find-unknown.js';
import { describeError } from './output.js';

/** `decode`: can it be read; `roundtrip`: also written back the same; `validate`: also nothing in it that the schema lacks. */
export type InspectMode = 'decode' | 'roundtrip' | 'validate';

/** The answer for one document; no `error` means ok. */
export interface Inspection {
  operation: string;
  error?: string | undefined;
}

/** Reads the document. What is wrong with the XML itself is thrown (XmlError). */
export async function inspectDocument(bytes: Uint8Array, mode: InspectMode): Promise<Inspection> {
  const root = parseXml(bytes);
  const operation = operationOf(root);
  if (root.name !== 'Envelope' || isAutodiscover(root)) return { operation };
  try {
    return { operation, error: await against(bytes, mode) };
  } catch (error) {
    return { operation, error: describeError(error, {}) };
  }
}

/** Local name of the Body's child; '' for an empty Body; the root's own name where there is no envelope. */
export function operationOf(root: XmlElement): string {
  return root.name === 'Envelope' ? (bodyChild(root)?.name ?? '') : root.name;
}

function bodyChild(root: XmlElement): XmlElement | undefined {
  const body = childElement(root, 'Body');
  return body && childElements(body)[0];
}

/** Autodiscover's SOAP has a schema of its own, which the generated code does not cover. */
function isAutodiscover(root: XmlElement): boolean {
  return bodyChild(root)?.namespace.includes('/Autodiscover') ?? false;
}

async function against(bytes: Uint8Array, mode: InspectMode): Promise<string | undefined> {
  const { decodeEnvelope, encodeEnvelope } = await import('../raw.js');
  const envelope = decodeEnvelope(bytes);
  // a fault has no schema to hold it against, and this package never sends one
  if (mode === 'decode' || envelope.fault !== undefined) return undefined;
  const written = encodeEnvelope(envelope, envelope.headers, { lenient: mode === 'roundtrip' });
  if (mode === 'validate') return findUnknown(envelope.body);
  return firstDifference(canonical(parseXml(bytes)), canonical(parseXml(written)));
}

/** Header blocks have no order, and text between the parts of an envelope (white space, `...` in documentation) no meaning. */
function canonical(root: XmlElement): string {
  const parts = childElements(root).map((part) => {
    const children = childElements(part);
    if (part.name === 'Header') children.sort((a, b) => (a.name < b.name ? -1 : 1));
    return { ...part, children };
  });
  return canonicalXml({ ...root, children: parts }, { namespace: canonicalNamespace });
}

/** Microsoft's own documentation has `https://schemas...`, mangled by a link checker; both mean the same. */
function canonicalNamespace(uri: string): string {
  return uri.replace(/^https:\/\/schemas\./, 'http://schemas.');
}
