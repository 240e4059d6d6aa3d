/** Attachments are put to items and taken off them; those of a new item go with it when it is saved. */
import type { AttachmentIdType, RootItemIdType } from '../../generated/index.js';
import { Struct, type StructConstructor } from '../codec/index.js';
import { EwsError, ValidationError, type Violation } from '../errors.js';
import { attachmentsViolations, type NewAttachment } from '../fields/new-attachment.js';
import { bulk, single } from '../requests/chunks.js';
import { attaching } from '../requests/create-attachment.js';
import { detaching } from '../requests/delete-attachment.js';
import type { ItemRef } from '../requests/item-refs.js';
import type { BulkOptions, Progress, RequestOptions } from '../requests/options.js';
import type { Session } from '../requests/session.js';
import { ATTACHMENT_CLASSES, type Attachment } from './attachment.js';
import { forgetGiven, keepGiven } from './attachment-content.js';
import { homeOf } from './new-items.js';
import { sessionOf } from './session-of.js';
import { writeAttachment } from './write-attachments.js';

/** How attachments are put to an item. */
export interface AttachOptions extends RequestOptions {
  /** Called after each attachment. */
  onProgress?: ((progress: Progress) => void) | undefined;
}

type AnItem = ItemRef & object & { attachments?: unknown };

/** Attachments of one item change it, one after another. */
const IN_TURN: BulkOptions = { chunkSize: 1, concurrency: 1 };

/** What is given as one or as many. */
function listOf<T extends object>(given: T | readonly T[]): readonly T[] {
  return Array.isArray(given) ? given : [given as T];
}

/** Attaches to an item: at once to one that is saved, to a new one when it is. */
export async function attach(
  item: AnItem,
  given: NewAttachment | readonly NewAttachment[],
  options: AttachOptions,
): Promise<Attachment[]> {
  const session = sessionOf(item);
  const list = listOf(given);
  check('item.attach()', list);
  const made = attachmentsOf(session, list);
  if (item.itemId === undefined && homeOf(item)) {
    listIn(item).push(...made);
    return made;
  }
  const { body } = item as { body?: { bodyType?: string; value?: string } };
  await attachSaved(session, item, made, body?.bodyType === 'HTML' ? body.value : undefined, options);
  return made;
}

/** Attaches to an item that is saved. `html`: its body, if it is HTML, whose images are inline. */
export async function attachSaved(
  session: Session,
  item: AnItem,
  made: readonly Attachment[],
  html: string | undefined,
  options: AttachOptions,
): Promise<void> {
  const target = { session, html, options: requestOptions(options) };
  const write = (attachment: Attachment) =>
    writeAttachment(attachment, target, `attachments[${made.indexOf(attachment)}]`);
  const base = attaching(item, write);
  const work: typeof base = {
    ...base,
    result: (message, attachment) => {
      const id = base.result(message, attachment);
      settle(item, attachment, id);
      listIn(item).push(attachment);
      return id;
    },
  };
  if (made.length === 1) {
    await single(session, made[0] as Attachment, requestOptions(options), work);
    options.onProgress?.({ done: 1, failed: 0, total: 1 });
  } else await bulk(session, made, { ...options, ...IN_TURN }, work);
}

function requestOptions({ onProgress: _other, ...options }: AttachOptions): RequestOptions {
  return options;
}

/** Takes attachments off an item; off a new one they are left away. */
export async function detach(
  item: AnItem,
  given: Attachment | readonly Attachment[],
  options: RequestOptions,
): Promise<void> {
  const list = [...listOf(given)];
  checkAre(item, list);
  const drop = (gone: Attachment): void => {
    const had = item.attachments as unknown[] | undefined;
    const index = had?.findIndex((one) => one === gone || sameId(one as Attachment, gone)) ?? -1;
    if (index >= 0) had?.splice(index, 1);
    forgetGiven(gone);
    delete gone.attachmentId;
  };
  for (const one of list) if (one.attachmentId === undefined) drop(one);
  const saved = list.filter(({ attachmentId }) => attachmentId !== undefined);
  if (saved.length === 0) return;
  const ids = new Map(saved.map((one) => [one.attachmentId as AttachmentIdType, one]));
  const work: typeof detaching = {
    ...detaching,
    result: (message, id) => {
      const root = detaching.result(message, id);
      if (root) takeVersion(item, root);
      drop(ids.get(id) as Attachment);
      return root;
    },
  };
  const session = sessionOf(item);
  if (saved.length === 1) await single(session, saved[0]?.attachmentId as AttachmentIdType, options, work);
  else await bulk(session, [...ids.keys()], { ...options, concurrency: 1 }, work);
}

function sameId({ attachmentId: a }: Attachment, { attachmentId: b }: Attachment): boolean {
  return a !== undefined && a.id === b?.id;
}

/** Exchange would take an attachment off whatever item it is of. */
function checkAre(item: AnItem, list: readonly Attachment[]): void {
  const own = item.attachments as readonly Attachment[] | undefined;
  const violations = list.flatMap((one, index): Violation[] => {
    const path = `attachments[${index}]`;
    if (typeof one !== 'object' || one === null || !(one.kind in ATTACHMENT_CLASSES))
      return [{ path, message: 'expected an attachment of this item, as item.attachments has them' }];
    if (own === undefined ? one.attachmentId : own.some((mine) => mine === one || sameId(mine, one))) return [];
    return [{ path, message: 'is not attached to this item' }];
  });
  if (violations.length > 0) throw new ValidationError('item.detach()', violations);
}

function check(subject: string, list: readonly unknown[]): void {
  const violations = attachmentsViolations(list).map((one) => ({ ...one, path: `attachments${one.path}` }));
  if (violations.length > 0) throw new ValidationError(subject, violations);
}

/** Objects of the session's classes for what is to be attached; they know what they are made of until the server has them. */
export function attachmentsOf(session: Session, given: readonly (NewAttachment | Attachment)[]): Attachment[] {
  return given.map((one) => {
    const known = one instanceof Struct && (one as Attachment).attachmentId === undefined;
    if (known) return one as Attachment;
    const kind = kindOf(one);
    const Class = session.classes.get(ATTACHMENT_CLASSES[kind].type) as StructConstructor | undefined;
    if (Class === undefined) throw new EwsError('ERR_INTERNAL', `There is no class for ${kind}.`);
    const made = Object.assign(new Class() as Attachment, factsOf(one as object));
    keepGiven(made, one as NewAttachment);
    return made;
  });
}

function kindOf(given: object): Attachment['kind'] {
  const { kind } = given as { kind?: Attachment['kind'] };
  if (kind) return kind;
  if ('url' in given) return 'referenceAttachment';
  return 'item' in given && !(given instanceof Struct) ? 'itemAttachment' : 'fileAttachment';
}

function factsOf(given: object): object {
  const { path, url, item, name, providerType, contentType, contentId, isInline, isContactPhoto } = given as Readonly<
    Record<string, string | undefined>
  > & { item?: { subject?: string } };
  const facts = {
    kind: kindOf(given),
    name: name ?? path?.split(/[\\/]/).pop() ?? item?.subject,
    contentType,
    contentId,
    isInline,
    isContactPhoto,
    attachLongPathName: url,
    providerType,
  };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}

function listIn(item: AnItem): Attachment[] {
  item.attachments ??= [];
  return item.attachments as Attachment[];
}

function settle(item: AnItem, attachment: Attachment, id: AttachmentIdType): void {
  attachment.attachmentId = id;
  forgetGiven(attachment);
  takeVersion(item, id);
}

/** Attaching moves the item's change key; SendItem with the one of before is refused as stale. */
function takeVersion(item: AnItem, { rootItemId, rootItemChangeKey }: RootItemIdType | AttachmentIdType): void {
  if (!rootItemChangeKey || !item.itemId) return;
  item.itemId = { ...item.itemId, id: rootItemId ?? item.itemId.id, changeKey: rootItemChangeKey };
}

/** The item is saved, with what was attached: the attachments get the ids that the server says, in their order. */
export function settleAttachments(
  item: AnItem,
  ids: readonly { readonly attachmentId?: AttachmentIdType }[] = [],
): void {
  for (const [index, attachment] of ((item.attachments as Attachment[] | undefined) ?? []).entries()) {
    const id = ids[index]?.attachmentId;
    if (id) settle(item, attachment, id);
  }
}
