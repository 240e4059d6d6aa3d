/**
 * What servers answer under names that no schema has: an answer is what it is, not what it is called. gromox has `m:Responses` for the list
 * of SendItem, and `m:x` for the message of GetEvents; a newer Exchange may have kinds of items that nobody knows yet. In requests
 * nothing stands in for anything.
 */
import { type Compiled, perRegistry, type Registry, type Slot, type StandIn } from '../codec/index.js';
import { childElements, type XmlElement } from '../xml/element.js';

/** What an item or a folder of an unknown kind is read as: the kind that all others extend. */
const PLAIN: Readonly<Record<string, readonly string[]>> = { Item: ['ItemId', 'ItemClass'], Folder: ['FolderId'] };

/** Names of operations by those of their responses. */
const operationsByResponse = perRegistry(
  ({ operations }) => new Map([...operations.values()].map(({ name, response }) => [response, name])),
);

/** What may stand in within the Body's element of that name; undefined in a request. */
export function standInsOf(registry: Registry, element: string): StandIn | undefined {
  const operation = operationsByResponse(registry).get(element);
  return operation === undefined
    ? undefined
    : (type, stranger) => responseSlot(type, stranger, operation) ?? plainSlot(type, stranger);
}

/** A response message is what has a ResponseClass; a list of them, what holds such. */
function responseSlot(type: Compiled, element: XmlElement, operation: string): Slot | undefined {
  if (isMessage(element)) return type.byName.get(`${operation}ResponseMessage`);
  return childElements(element).some(isMessage) ? type.byName.get('ResponseMessages') : undefined;
}

function isMessage({ attributes }: XmlElement): boolean {
  return attributes?.['ResponseClass'] !== undefined;
}

function plainSlot(type: Compiled, element: XmlElement): Slot | undefined {
  const slot = plainest(type);
  const marks = PLAIN[slot?.name ?? ''] ?? [];
  return childElements(element).some(({ name }) => marks.includes(name)) ? slot : undefined;
}

/** The slot for the plainest kind, where a type holds several. */
export function plainest({ byName }: Compiled): Slot | undefined {
  return Object.keys(PLAIN)
    .map((name) => byName.get(name))
    .find((slot) => slot?.kind !== undefined);
}
