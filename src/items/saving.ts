/** Writing items: a new one is created, of any other only what has changed is sent. Must not know which class an item is of. */
import type { AttachmentIdType, BodyType } from '../../generated/index.js';
import { ConflictError } from '../client/conflict-error.js';
import { ResponseError } from '../client/response-errors.js';
import { buildAppends } from '../fields/appends.js';
import { buildChanges, type ChangeTarget, type ItemUpdate } from '../fields/changes.js';
import type { NewAttachment } from '../fields/new-attachment.js';
import { sameValue } from '../fields/same-value.js';
import { shapeOfMembers } from '../fields/shape.js';
import { writeMembers } from '../fields/write.js';
import { single } from '../requests/chunks.js';
import { createAndSave, createAndSend } from '../requests/create-item.js';
import { getItem } from '../requests/get-item.js';
import { type ItemRef, idOf } from '../requests/item-refs.js';
import type { RequestOptions, SendOptions, UpdateOptions } from '../requests/options.js';
import { demand } from '../requests/payload.js';
import { sending } from '../requests/send-item.js';
import { sentCopy } from '../requests/sent-copy.js';
import type { Session } from '../requests/session.js';
import { type ItemUpdates, updateAndSendRequest, updateRequest, updating } from '../requests/update-item.js';
import { settleAttachments } from './attaching.js';
import { type Differences, differencesOf } from './differences.js';
import { homeOf, leaveHome } from './new-items.js';
import { sendByDraft } from './send-by-draft.js';
import { sessionOf } from './session-of.js';
import { withAttachments } from './write-attachments.js';
import { keepCreated, keepWritten, writtenOf } from './written.js';
import { typeNameOf, writtenItem } from './written-item.js';

type Data = Readonly<Record<string, unknown>>;
type AnItem = ItemRef & object;

/** Creates the item, or sends what was changed in it. */
export async function saveItem(item: AnItem, options: UpdateOptions): Promise<void> {
  if (item.itemId === undefined && homeOf(item)) return saveNew(item, options);
  idOf(item);
  const { updates, members } = pendingOf(item, await differencesOf(item, options));
  await sendUpdates(item, updates, members, options);
}

/** What is to be sent of an item. */
export interface Pending {
  readonly updates: readonly ItemUpdate[];
  readonly members: readonly string[];
}

/** The updates of what the caller has changed. Throws {@link ValidationError} for what cannot be. */
export function pendingOf(item: AnItem, { patch, known }: Differences): Pending {
  const updates = buildChanges(patch, { ...targetOf(item), known, current: known });
  return { updates, members: Object.keys(patch) };
}

async function saveNew(item: AnItem, options: UpdateOptions): Promise<void> {
  const session = sessionOf(item);
  const written = await withAttachments(session, newItemOf(item), requestOptionsOf(options));
  const folder = await homeOf(item)?.resolve(options);
  // Of a new meeting everybody is new.
  const notify = options.notify === 'changed' ? 'all' : options.notify;
  const answer = await createAndSave(session, written, folder, { ...options, notify });
  demand('CreateItem', 'which item it made', answer?.itemId, answer);
  const { extendedProperty: _own, attachments: _sent, ...members } = written as Data;
  Object.assign(item, members);
  takeCreated(item, answer);
}

/** The item, which holds what was sent, with what the server says of it. */
export function takeCreated(item: AnItem, answer: object | undefined): void {
  const { attachments, ...members } = (answer ?? {}) as {
    attachments?: readonly { attachmentId?: AttachmentIdType }[];
  };
  Object.assign(item, members);
  settleAttachments(item, attachments);
  leaveHome(item);
  keepCreated(item);
}

/** Appends to what the server has, which need not be known. What is at hand of it here is appended to, too. */
export async function appendToItem(item: AnItem, values: object, options: UpdateOptions): Promise<void> {
  idOf(item);
  const { updates, members } = buildAppends(values, targetOf(item));
  if (updates.length === 0) return;
  await sendOne(item, updates, options, values as Data);
  const known = writtenOf(item)?.members ?? {};
  for (const [name, value] of members) {
    const before = (item as Data)[name];
    const joined = appended(before, value);
    if (joined === undefined) continue;
    // What was assigned and not saved stays to be saved.
    const isSaved = Object.hasOwn(known, name) && sameValue(known[name], before);
    assign(item, name, joined);
    if (isSaved) keepWritten(item, [name]);
  }
}

/** Both, where both are of one form; undefined where what is there is not at hand. */
function appended(before: unknown, value: unknown): unknown {
  if (Array.isArray(before) && Array.isArray(value)) return [...before, ...value];
  const [one, other] = [before, value] as (BodyType | undefined)[];
  if (one?.value === undefined || one.bodyType !== other?.bodyType) return undefined;
  return { ...one, value: `${one.value}${other?.value ?? ''}` };
}

/** Sends what it is told; what was assigned to other members stays to be saved. */
export async function updateItem(item: AnItem, changes: object, options: UpdateOptions): Promise<void> {
  idOf(item);
  const target = targetOf(item);
  const written = writtenOf(item);
  const current = written?.complete ? written.members : { ...(item as Data) };
  const updates = buildChanges(changes, { ...target, known: written?.members, current });
  const { members, own } = writeMembers(changes as Data, { ...target, ability: 'update' });
  if (updates.length > 0) await sendOne(item, updates, options, changes as Data);
  const names = [...members.keys(), ...own.keys()];
  for (const [name, value] of members) assign(item, name, value);
  for (const name of own.keys()) assign(item, name, (changes as Data)[name]);
  keepWritten(item, names);
}

function assign(item: object, name: string, value: unknown): void {
  if (value === null) delete (item as Record<string, unknown>)[name];
  else (item as Record<string, unknown>)[name] = value;
}

async function sendUpdates(
  item: AnItem,
  updates: readonly ItemUpdate[],
  members: readonly string[],
  options: UpdateOptions,
): Promise<void> {
  if (updates.length === 0) return;
  await sendOne(item, updates, options, item as Data, members);
  keepWritten(item, members);
}

/** One UpdateItem. A conflict tells what the server has instead. */
async function sendOne(
  item: AnItem,
  updates: readonly ItemUpdate[],
  options: UpdateOptions,
  mine: Data,
  members: readonly string[] = Object.keys(mine),
): Promise<void> {
  try {
    const request = (changes: readonly ItemUpdates[]) => updateRequest(changes, options);
    await single(sessionOf(item), { item, updates }, options, updating(request, options));
  } catch (error) {
    throw await conflictOf(item, error, mine, members, options);
  }
}

async function conflictOf(
  item: AnItem,
  error: unknown,
  mine: Data,
  members: readonly string[],
  options: RequestOptions,
): Promise<unknown> {
  if (!(error instanceof ResponseError) || error.code !== 'ErrorIrresolvableConflict') return error;
  const session = sessionOf(item);
  const shape = shapeOfMembers([typeNameOf(item)], members, session);
  const theirs = await getItem<Data>(session, item, shape, options).catch((): Data => ({}));
  const of = (side: Data): Data => Object.fromEntries(members.map((name) => [name, side[name]]));
  return new ConflictError(
    'UpdateItem',
    { theirs: of(theirs), mine: of(mine) },
    { cause: error, requestId: error.requestId },
  );
}

/** Sends a draft with what was changed in it; one that was never saved goes out in one request. */
export async function sendItem(item: AnItem, options: SendOptions): Promise<void> {
  const session = sessionOf(item);
  if (item.itemId === undefined && homeOf(item)) {
    const written = newItemOf(item);
    if (!mustBeSavedFirst(session, written)) {
      await sendNew(session, written, options);
      leaveHome(item);
      return;
    }
    await saveNew(item, requestOptions(options));
  }
  idOf(item);
  const { updates } = pendingOf(item, await differencesOf(item, requestOptions(options)));
  const copy = await sentCopy(session, options);
  if (updates.length === 0) await single(session, item, options, sending(copy));
  else {
    const request = (changes: readonly ItemUpdates[]) => updateAndSendRequest(changes, copy, {});
    await single(session, { item, updates }, options, updating(request, {}));
    delete item.itemId;
  }
}

/** Those that every request takes. */
function requestOptions({ saveCopy: _other, ...options }: SendOptions): RequestOptions {
  return options;
}

function newItemOf(item: AnItem): object {
  return writtenItem(sessionOf(item), item);
}

/** Sends a message that is not saved, with what is attached to it. */
export async function sendNew(session: Session, written: object, options: SendOptions): Promise<void> {
  if (!mustBeSavedFirst(session, written)) {
    await createAndSend(session, await withAttachments(session, written, requestOptions(options)), options);
    return;
  }
  const { attachments, ...rest } = written as { attachments: NewAttachment[]; body?: BodyType };
  const html = rest.body?.bodyType === 'HTML' ? rest.body.value : undefined;
  await sendByDraft(session, rest, attachments, html, options);
}

/** Those that every request takes. */
function requestOptionsOf({ signal, timeoutMs, deadlineMs, retry }: UpdateOptions): RequestOptions {
  return { signal, timeoutMs, deadlineMs, retry };
}

/** Before Exchange 2013, what goes out at once goes without its attachments. */
function mustBeSavedFirst({ client, registry }: Session, written: object): boolean {
  const { serverEdition } = client;
  const attached = (written as { attachments?: readonly object[] }).attachments ?? [];
  const tooOld = serverEdition !== undefined && serverEdition < registry.editionIndex('Exchange2013_SP1');
  return attached.length > 0 && tooOld;
}

function targetOf(item: AnItem): ChangeTarget {
  const { registry, fields, timeZone } = sessionOf(item);
  return { registry, type: typeNameOf(item), kind: item.kind ?? 'item', fields, timeZone };
}
