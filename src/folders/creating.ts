/** New items in a folder: which class they are of, how they are sent, and the objects that stand for them afterwards. */
import type { TargetFolderIdType } from '../../generated/index.js';
import { EwsError, ValidationError, type Violation } from '../errors.js';
import type { NewAttachment } from '../fields/new-attachment.js';
import { buildNewItem } from '../fields/new-item.js';
import { attachmentsOf } from '../items/attaching.js';
import { ITEM_CLASSES, type ItemElement } from '../items/classes.js';
import { withSender } from '../items/from.js';
import { takeCreated } from '../items/saving.js';
import { withAttachments } from '../items/write-attachments.js';
import type { Kind } from '../kinds/kinds.js';
import type { ChunkWork } from '../requests/chunks.js';
import { saveRequest } from '../requests/create-item.js';
import { type ItemRef, madeOf } from '../requests/item-refs.js';
import { withZoneOfServer, ZONES_OF_LATER_SERVERS } from '../requests/meeting-time-zone.js';
import type { NotifyOptions } from '../requests/options.js';
import type { Session } from '../requests/session.js';

/** What a caller gave for an item, and how it is sent. */
export interface NewItemParts {
  readonly element: ItemElement;
  readonly given: Readonly<Record<string, unknown>>;
  readonly written: object;
}

interface Written {
  readonly extendedProperty?: unknown;
  readonly attachments?: readonly NewAttachment[];
}

/** Whether what is given says by itself of which class it is. */
export function saysItsKind(given: unknown): boolean {
  return typeof given === 'object' && given !== null && (given as { kind?: unknown }).kind !== undefined;
}

/** The item as it is sent. Throws {@link ValidationError}; `path` says where it stands among others: `items[3]`. */
export function writeNewItem(session: Session, kind: Kind, given: unknown, path?: string): NewItemParts {
  const element = elementOf(kind, given, path);
  const { registry, fields, timeZone } = session;
  const { type } = ITEM_CLASSES[element];
  const written = buildNewItem(given, { registry, type, kind: element, fields, timeZone, path });
  return { element, given: given as NewItemParts['given'], written: withSender(session, written) };
}

function elementOf(kind: Kind, given: unknown, path?: string): ItemElement {
  const said = saysItsKind(given) ? (given as { kind: unknown }).kind : undefined;
  const at = [path, 'kind'].filter(Boolean).join('.');
  if (said === undefined) {
    if (kind.name !== 'any') return kind.items[0];
    const message = "nobody knows what this folder holds; say what the item is, as in { kind: 'message', ... }";
    throw new ValidationError('The new item', [{ path: at, message }]);
  }
  const found = kind.items.find((element) => element === said);
  if (found) return found;
  const names = kind.items.map((element) => `'${element}'`).join(', ');
  throw new ValidationError('The new item', [{ path: at, message: `a folder of ${kind.name} holds ${names}` }]);
}

/** An object of the session's class, with what was given; as yet without an id. */
export function makeItem(session: Session, { element, given, written }: NewItemParts): ItemRef & object {
  const Class = session.classes.get(ITEM_CLASSES[element].type);
  if (Class === undefined) throw new EwsError('ERR_INTERNAL', `There is no class for ${element}.`);
  const { extendedProperty: _written, attachments, ...members } = written as Written;
  const own = Object.fromEntries(Object.entries(given).filter(([name]) => Object.hasOwn(session.fields, name)));
  return Object.assign(new Class(), members, own, attachments && { attachments: attachmentsOf(session, attachments) });
}

/** Something given, and how it is sent as soon as that is worked out. */
export interface PendingItem {
  readonly given: unknown;
  parts?: NewItemParts;
}

export async function* pendingOf(items: Iterable<unknown> | AsyncIterable<unknown>): AsyncGenerator<PendingItem> {
  for await (const given of items) yield { given };
}

/** Throws {@link ValidationError} with everything that is wrong with any of the items. */
export function checkAll(session: Session, kind: Kind, items: readonly unknown[]): void {
  const violations: Violation[] = [];
  for (const [index, given] of items.entries()) write(session, kind, { given }, index, violations);
  if (violations.length > 0) throw new ValidationError('The new items', violations);
}

function write(session: Session, kind: Kind, item: PendingItem, index: number, violations: Violation[]): void {
  try {
    item.parts ??= writeNewItem(session, kind, item.given, `items[${index}]`);
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    violations.push(...error.violations);
  }
}

/** The result of each is the item, with the id that the server gave it. */
export function creating(
  session: Session,
  kind: Kind,
  folder: TargetFolderIdType,
  options: NotifyOptions,
): ChunkWork<PendingItem, 'CreateItem', object> {
  return {
    operation: 'CreateItem',
    request: async (chunk) => {
      const violations: Violation[] = [];
      for (const [index, item] of chunk.entries()) write(session, kind, item, index, violations);
      if (violations.length > 0) throw new ValidationError('The new items', violations);
      const items = chunk.map(({ parts }, index) => withAttachments(session, parts!.written, {}, `items[${index}]`));
      const ready = (await Promise.all(items)).map((item) => withZoneOfServer(session, item));
      return saveRequest(ready, folder, options);
    },
    result: (message, { parts }) => {
      const item = makeItem(session, parts!);
      takeCreated(item, madeOf('CreateItem', message));
      return item;
    },
    id: () => undefined,
    optional: ['isInline', ...ZONES_OF_LATER_SERVERS],
    part: 'items',
  };
}
