/** What is to be attached, as requests have it: files with their contents, items, links. Content of files is read when it is sent. */

import { sourceOf } from '../attachments/content.js';
import { localFile } from '../attachments/local-file.js';
import { Struct } from '../codec/index.js';
import { ValidationError } from '../errors.js';
import type { AttachmentFacts, NewAttachment } from '../fields/new-attachment.js';
import { wholeShape } from '../fields/shape.js';
import { propertiesOf } from '../properties/index.js';
import { getItem } from '../requests/get-item.js';
import { receiveMime } from '../requests/get-mime.js';
import type { ItemRef } from '../requests/item-refs.js';
import type { RequestOptions } from '../requests/options.js';
import type { Session } from '../requests/session.js';
import { type Attachment, FileAttachment } from './attachment.js';
import { givenOf } from './attachment-content.js';
import { sessionIfAny } from './session-of.js';
import { typeNameOf, writtenItem } from './written-item.js';

type Facts = AttachmentFacts & { readonly name?: string | undefined };
type Data = Readonly<Record<string, unknown>>;

/** For which item, and as what, attachments are written. */
export interface AttachmentTarget {
  readonly session: Session;
  /** The item's HTML: images that it names are inline. */
  readonly html: string | undefined;
  readonly options: RequestOptions;
}

/** A new item as it is sent, with what is attached to it. `path` is that of the item. */
export async function withAttachments(
  session: Session,
  written: object,
  options: RequestOptions = {},
  path?: string,
): Promise<object> {
  const { attachments, body } = written as {
    attachments?: readonly NewAttachment[];
    body?: { bodyType?: string; value?: string };
  };
  if (attachments === undefined) return written;
  const { attachments: _given, ...alone } = written as Data;
  if (attachments.length === 0) return alone;
  const html = body?.bodyType === 'HTML' ? body.value : undefined;
  const at = [path, 'attachments'].filter(Boolean).join('.');
  const sent = attachments.map((one, index) => writeAttachment(one, { session, html, options }, `${at}[${index}]`));
  return { ...alone, attachments: await Promise.all(sent) };
}

/** One attachment as it is sent. Throws {@link ValidationError} with `path` for its place. */
export async function writeAttachment(
  attachment: NewAttachment | Attachment,
  target: AttachmentTarget,
  path: string,
): Promise<object> {
  const given = (givenOf(attachment) ?? attachment) as Data;
  if (given['item'] !== undefined && !(given instanceof Struct)) return itemAttachment(given, target, path);
  if (given['url'] !== undefined) return linkAttachment(given);
  if (given instanceof Struct) return saved(given as object as Attachment, target, path);
  const { path: file, content, ...facts } = given as Facts & { path?: string; content?: never };
  const read =
    file === undefined
      ? { content: sourceOf(content as never, facts.name as string) }
      : await localFile(file, `${path}.path`);
  demandSize(read.content as { size?: number }, `${path}.${file === undefined ? 'content' : 'path'}`);
  return {
    kind: 'fileAttachment',
    ...facts,
    ...read,
    name: facts.name ?? (read as { name?: string }).name,
    ...inline(facts, target.html),
  };
}

/** Attachment.Size is an xs:int: what is larger cannot be told of. */
const MOST_BYTES = 2 ** 31 - 1;

function demandSize(content: { readonly size?: number | undefined }, path: string): void {
  if ((content.size ?? 0) <= MOST_BYTES) return;
  const message = `has ${content.size} bytes, and an attachment has ${MOST_BYTES} at most; give it in parts, or as a link`;
  throw new ValidationError('The attachment', [{ path, message }]);
}

function linkAttachment({ url, name, providerType }: Data): object {
  return {
    kind: 'referenceAttachment',
    name,
    attachLongPathName: url,
    // Without a type, Exchange takes it for a file of OneDrive for Business.
    ...(providerType === undefined ? {} : { providerType, providerEndpointUrl: new URL(url as string).origin }),
  };
}

/** An attachment of another item: its content goes through here. */
async function saved(attachment: Attachment, target: AttachmentTarget, path: string): Promise<object> {
  if (!(attachment instanceof FileAttachment) || sessionIfAny(attachment) === undefined)
    throw new ValidationError('The attachment', [
      {
        path,
        message:
          'attachments of other items can be attached when they are files; give other ones as { item: await attachment.load() }',
      },
    ]);
  const { name = '', contentType, contentId, isContactPhoto } = attachment;
  const facts = { name, contentType, contentId, isContactPhoto };
  const content = attachment.content ?? sourceOf(() => attachment.stream(target.options), name);
  return { kind: 'fileAttachment', ...facts, content, ...inline(facts, target.html) };
}

function inline({ contentId, isInline }: Facts, html: string | undefined): object {
  if (isInline !== undefined || contentId === undefined || html === undefined) return {};
  return names(html, contentId) ? { isInline: true } : {};
}

/** Whether HTML names a content id, which a URL may write with escapes (RFC 2392). */
function names(html: string, contentId: string): boolean {
  const found = html.matchAll(/\bcid:([^"'\s>)]+)/gi);
  return [...found].some(([, id = '']) => id === contentId || unescaped(id) === contentId);
}

function unescaped(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

async function itemAttachment({ item, name }: Data, target: AttachmentTarget, path: string): Promise<object> {
  const given = item as ItemRef & { subject?: string };
  const written = given.itemId
    ? await copyOf(given, target)
    : await withAttachments(
        target.session,
        writtenItem(target.session, given, `${path}.item`),
        target.options,
        `${path}.item`,
      );
  return { kind: 'itemAttachment', name: name ?? given.subject ?? '', item: written };
}

/** Mail, whose MIME is all of it. */
const MAIL: ReadonlySet<string> = new Set([
  'message',
  'meetingRequest',
  'meetingResponse',
  'meetingCancellation',
  'meetingMessage',
  'postItem',
]);

/** What is attached is content, not a reference: a saved item is read, and sent again. */
async function copyOf(item: ItemRef & object, { session, options }: AttachmentTarget): Promise<object> {
  if (MAIL.has(item.kind ?? '')) {
    const parts: Uint8Array[] = [];
    await receiveMime(session, item, (bytes) => void parts.push(bytes), options);
    return { kind: 'message', mimeContent: { value: Buffer.concat(parts) } };
  }
  const whole = await getItem<Data>(session, item, wholeShape(session), options);
  const properties = [...propertiesOf(session.registry, typeNameOf(item)).values()];
  const creatable = new Set(properties.filter(({ abilities }) => abilities.has('create')).map(({ key }) => key));
  const members = Object.entries(whole).filter(([key, value]) => creatable.has(key) && value !== undefined);
  return withAttachments(session, { kind: item.kind, ...Object.fromEntries(members) }, options);
}
