/** node-soap beside us: requests that it writes of plain objects, and documents that both read. libxml2 and saxes are the judges. */
import { createClientAsync } from 'soap';
import { decodeEnvelope, encodeEnvelope } from '../../src/raw.js';
import { corpusDocument, corpusRows } from '../../test/support/shared.js';
import { validateEnvelope } from '../../test/support/xsd-validator.js';
import { type Document, documentOf, type Leaves, leavesOf, sameValue, textOf } from './leaves.js';
import { plainOf } from './plain.js';
import { operationCount, requests } from './requests.js';
import { soapReader } from './wsdl.js';

type Call = (args: unknown, callback: (error: unknown) => void) => void;

/** Valid by libxml2; and of those, with the values that were given, no more and no less. */
interface Written {
  valid: number;
  right: number;
}

/** The requests as we write them, and as node-soap's client does: of Date and Buffer, and of text where those fail. */
export async function compareRequests(wsdl: string) {
  const client = await createClientAsync(wsdl, { httpClient: offline as never });
  const counted = { ours: none(), soap: none(), soapOfText: none() };
  const failures: Record<string, string> = {};
  for (const [index, { operation, body }] of requests.entries()) {
    const plain = plainOf(body);
    judge(counted.ours, encodeEnvelope(body), leavesOf(plain));
    for (const [how, value] of [
      ['soap', plain],
      ['soapOfText', asText(plain)],
    ] as const) {
      const call = (client as unknown as Record<string, Call>)[operation]!;
      call(value, () => {});
      const why = judge(counted[how], Buffer.from(client.lastRequest ?? ''), leavesOf(plain));
      if (why !== undefined && how === 'soapOfText') failures[`${index + 1} ${operation}`] = why;
    }
  }
  return { requests: requests.length, operations: operationCount, ...counted, failures };
}

const none = (): Written => ({ valid: 0, right: 0 });

/** Goes nowhere: what the client would have sent is in `lastRequest`. */
const offline = {
  request: (_location: string, _xml: string, callback: (error: Error) => void) => callback(new Error('offline')),
};

/** What is against a request, if anything. */
function judge(counts: Written, xml: Uint8Array, meant: Leaves): string | undefined {
  const [violation] = validateEnvelope(xml);
  if (violation !== undefined) return violation;
  counts.valid++;
  const { leaves } = documentOf(Buffer.from(xml).toString());
  if (leaves.size !== meant.size || rightOf(leaves, meant) !== meant.size) return 'valid, with other values';
  counts.right++;
  return undefined;
}

/** Dates and bytes as the text that they are on the wire. */
function asText(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asText);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date || ArrayBuffer.isView(value)) return textOf(value);
  return Object.fromEntries(Object.entries(value).map(([name, content]) => [name, asText(content)]));
}

const rightOf = (expected: Leaves, found: Leaves): number =>
  [...expected].filter(([path, value]) => found.has(path) && sameValue(value, found.get(path))).length;

/** What one reader made of all documents. */
interface Read {
  documents: number;
  values: number;
  typed: number;
  ordered: number;
}

/** The corpus, read by both. What a document says is what saxes says it does. */
export async function compareDocuments(wsdl: string) {
  const read = await soapReader(wsdl);
  const ours: Read = { documents: 0, values: 0, typed: 0, ordered: 0 };
  const soap: Read = { ...ours };
  const all: Read = { ...ours };
  for (const xml of documents()) {
    const text = Buffer.from(xml).toString();
    const meant = documentOf(text);
    if (meant.name === '' || meant.name === 'Fault') continue;
    all.documents++;
    all.values += meant.leaves.size;
    const { body } = decodeEnvelope(xml);
    const mine = leavesOf(plainOf(body!, meant.name));
    const theirObject = attempt(() => read(text).Body?.[meant.name]);
    const theirs = theirObject === undefined ? new Map() : leavesOf(theirObject);
    count(ours, meant.leaves, mine);
    count(soap, meant.leaves, theirs);
    const typed = [...mine].filter(([path, value]) => typeof value !== 'string' && meant.leaves.has(path));
    all.typed += typed.length;
    ours.typed += typed.filter(([path, value]) => sameValue(meant.leaves.get(path), value)).length;
    soap.typed += typed.filter(([path]) => {
      const value = theirs.get(path);
      return value !== undefined && typeof value !== 'string' && sameValue(meant.leaves.get(path), value);
    }).length;
    const mixed = [...meant.orders].filter(([, names]) => grouped(names).join() !== names.join());
    all.ordered += mixed.length;
    if (mixed.length === 0) continue;
    const again = attempt(() => documentOf(Buffer.from(encodeEnvelope({ operation: meant.name, body })).toString()));
    ours.ordered += keptBy(again, mixed);
    // An object of arrays by name has no place for the order of children of several names.
    soap.ordered += mixed.filter(([, names]) => new Set(names).size === 1).length;
  }
  return { all, ours, soap };
}

/** Requests and answers of the corpus, where it is at hand, and the requests above, of which one has mixed items. */
function documents(): Uint8Array[] {
  const rows = (corpusRows() ?? []).filter((row) => row['well-formed'] === 'yes' && /^soap-/.test(row['kind']!));
  return [...rows.map(corpusDocument), ...requests.map(({ body }) => encodeEnvelope(body))];
}

function count(counts: Read, meant: Leaves, found: Leaves): void {
  const right = rightOf(meant, found);
  counts.values += right;
  const extra = [...found.keys()].filter((path) => !meant.has(path) && !isParent(path, meant));
  if (right === meant.size && extra.length === 0) counts.documents++;
}

/** An element with children, whose text is not compared. */
function isParent(path: string, meant: Leaves): boolean {
  return [...meant.keys()].some((other) => other.startsWith(`${path}/`));
}

/** Names as they stand when those that are the same are put together. */
const grouped = (names: readonly string[]): string[] =>
  [...new Set(names)].flatMap((name) => names.filter((other) => other === name));

const keptBy = (again: Document | undefined, mixed: readonly (readonly [string, readonly string[]])[]): number =>
  mixed.filter(([path, names]) => again?.orders.get(path)?.join() === names.join()).length;

function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}
