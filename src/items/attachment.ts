/** Attachments of items that were read, or are to be made: their content is fetched when it is asked for, by fetch's verbs. */
import type { ReadableStream as Streamed } from 'node:stream/web';
import {
  type AttachmentType,
  FileAttachmentType,
  type ItemAttachmentItem,
  ItemAttachmentType,
  ReferenceAttachmentType,
} from '../../generated/index.js';
import { piecesOf, sourceOf } from '../attachments/content.js';
import { localFile } from '../attachments/local-file.js';
import { saveFile } from '../attachments/save-file.js';
import { streamOf } from '../attachments/stream-of.js';
import { checkOptions, EwsError, type Rules, TEXT, TRUE_OR_FALSE, ValidationError, violationsOf } from '../errors.js';
import { pathsOfFields, readOwnFields } from '../fields/own-fields.js';
import { getAttachment, receiveAttachment } from '../requests/get-attachment.js';
import { READ_RULES, REQUEST_RULES, type ReadOptions, type RequestOptions } from '../requests/options.js';
import type { TakeContent } from '../soap/stream.js';
import { givenOf } from './attachment-content.js';
import type { Mixed } from './mixin.js';
import { sessionOf } from './session-of.js';

/** How a file is written to this machine. */
export interface SaveOptions extends RequestOptions {
  /** Replaces a file that is there. Default: false; in a folder, a number is added to the name instead. */
  overwrite?: boolean | undefined;
}

const SAVE_RULES: Rules<SaveOptions> = { ...REQUEST_RULES, overwrite: TRUE_OR_FALSE };

/** What has content: asked for each time, and kept nowhere. */
export interface Contents {
  /** All of it. */
  bytes(options?: RequestOptions): Promise<Uint8Array>;
  /** All of it as text, which is taken for UTF-8. */
  text(options?: RequestOptions): Promise<string>;
  /** As it arrives, in pieces; nothing is asked for before it is read, and cancelling it ends the request. */
  stream(options?: RequestOptions): Streamed<Uint8Array>;
  /**
   * To a file, or into a folder under its own name, made safe. Returns the path. A file that is there is never replaced unless `overwrite`
   * says so; a file is there when all of it is.
   */
  saveTo(path: string, options?: SaveOptions): Promise<string>;
}

/** What hands on its content. */
export type Fetch = (take: TakeContent, options: RequestOptions) => Promise<void>;

/** The verbs, over whatever fetches content. `subject` begins the sentence of what is wrong with their options. */
export function contentsOf(subject: string, fetch: Fetch, name: (beginning: Uint8Array) => string): Contents {
  return {
    async bytes(options = {}) {
      checkOptions(`${subject}.bytes()`, options, REQUEST_RULES);
      const parts: Uint8Array[] = [];
      await fetch((bytes) => void parts.push(bytes), options);
      const all = Buffer.concat(parts);
      return new Uint8Array(all.buffer, all.byteOffset, all.length);
    },
    async text(options) {
      return new TextDecoder().decode(await this.bytes(options));
    },
    stream(options = {}) {
      checkOptions(`${subject}.stream()`, options, REQUEST_RULES);
      return streamOf((take, signal) => fetch(take, { ...options, signal }), options.signal);
    },
    async saveTo(path, options = {}) {
      checkOptions(`${subject}.saveTo()`, options, SAVE_RULES);
      const wrong = violationsOf(path, TEXT, 'path');
      if (wrong.length > 0) throw new ValidationError(`${subject}.saveTo()`, wrong);
      const { overwrite, ...rest } = options;
      let beginning = new Uint8Array();
      const taken =
        (take: TakeContent): TakeContent =>
        (bytes) => {
          if (beginning.length === 0) beginning = new Uint8Array(bytes.subarray(0, 64));
          return take(bytes);
        };
      return saveFile(path, { overwrite, name: () => name(beginning), fetch: (take) => fetch(taken(take), rest) });
    },
  };
}

type AttachmentClass = abstract new (...args: never[]) => AttachmentType;

function withContents<C extends AttachmentClass>(Base: C): Mixed<C, Contents> {
  abstract class Methods extends (Base as AttachmentClass) {
    bytes(options?: RequestOptions): Promise<Uint8Array> {
      return verbsOf(this).bytes(options);
    }

    text(options?: RequestOptions): Promise<string> {
      return verbsOf(this).text(options);
    }

    stream(options?: RequestOptions): Streamed<Uint8Array> {
      return verbsOf(this).stream(options);
    }

    saveTo(path: string, options?: SaveOptions): Promise<string> {
      return verbsOf(this).saveTo(path, options);
    }
  }
  return Methods as unknown as Mixed<C, Contents>;
}

function verbsOf(attachment: AttachmentType & { kind?: unknown }): Contents {
  const mime = attachment.kind === 'itemAttachment';
  const fetch: Fetch = (take, options) => {
    const given = givenOf(attachment);
    if (given) return takeGiven(given, take);
    return receiveAttachment(sessionOf(attachment), idOfAttachment(attachment), take, options, mime);
  };
  const named = (beginning: Uint8Array) =>
    mime ? `${attachment.name ?? 'item'}${endingOf(beginning)}` : (attachment.name ?? '');
  return contentsOf('attachment', fetch, named);
}

/** What is attached and not saved yet is read where it comes from. */
async function takeGiven(given: object, take: TakeContent): Promise<void> {
  const { content, path, name = path } = given as { content?: never; path?: string; name?: string };
  if (content === undefined && path === undefined)
    throw new EwsError('ERR_UNSAVED', 'This attachment is not saved yet, and has no content by itself.', {
      remedy: 'Save the item that it is attached to.',
    });
  const source =
    path === undefined ? sourceOf(content as never, name as string) : (await localFile(path, 'path')).content;
  for await (const bytes of piecesOf(source)) await take(bytes);
}

/** The id of an attachment. Throws when it has none. */
function idOfAttachment({ attachmentId }: { attachmentId?: { id: string } | undefined }): string {
  if (attachmentId) return attachmentId.id;
  throw new EwsError('ERR_UNSAVED', 'This attachment has no id.', {
    remedy: 'It was not saved, or was detached; refresh() reads the attachments of its item.',
  });
}

/** The usual ending of what an item is as MIME. */
export function endingOf(beginning: Uint8Array): string {
  const text = Buffer.from(beginning).toString('latin1').trimStart().toUpperCase();
  return text.startsWith('BEGIN:VCALENDAR') ? '.ics' : text.startsWith('BEGIN:VCARD') ? '.vcf' : '.eml';
}

const FileBase: Mixed<typeof FileAttachmentType, Contents> = withContents(FileAttachmentType);

/** A file that is attached. */
export class FileAttachment extends FileBase {
  /** The element that it is: what the members of a union are told apart by. */
  declare kind: 'fileAttachment';
}

type Attached<T> = T extends unknown ? Omit<T, 'attachments'> & { attachments?: Attachment[] | undefined } : never;

/** An item that is attached to another, as data; what is attached to it can be read, too. */
export type AttachedItem = Attached<ItemAttachmentItem>;

const ItemBase: Mixed<typeof ItemAttachmentType, Contents> = withContents(ItemAttachmentType);

/** An item that is attached. Its content is MIME: `saveTo()` writes .eml, .ics or .vcf. */
export class ItemAttachment extends ItemBase {
  /** The element that it is: what the members of a union are told apart by. */
  declare kind: 'itemAttachment';

  /** The item in it, with its own attachments. */
  async load(options: ReadOptions = {}): Promise<AttachedItem> {
    checkOptions('attachment.load()', options, READ_RULES);
    const { bodyType, pageSize: _one, concurrency: _alone, ...rest } = options;
    const session = sessionOf(this);
    const paths = pathsOfFields(session.fields);
    const shape = { ...(bodyType && { bodyType }), ...(paths.length > 0 && { additionalProperties: paths }) };
    const { item } = (await getAttachment(session, idOfAttachment(this), shape, rest)) as ItemAttachmentType;
    if (item === undefined)
      throw new EwsError('ERR_NO_ITEM', `The server gave the attachment '${this.name}' without an item.`, {
        remedy: 'It may be of a kind that EWS does not show; bytes() gives it as MIME.',
      });
    readOwnFields(session.fields, item);
    return item as AttachedItem;
  }
}

/** A link to a file that lies elsewhere: `attachLongPathName` is its address. */
export class ReferenceAttachment extends ReferenceAttachmentType {
  /** The element that it is: what the members of a union are told apart by. */
  declare kind: 'referenceAttachment';
}

/** What can be attached to an item. */
export type Attachment = FileAttachment | ItemAttachment | ReferenceAttachment;

/** The classes by the types that they extend. */
export const ATTACHMENT_CLASSES = {
  fileAttachment: { type: 'FileAttachmentType', Class: FileAttachment },
  itemAttachment: { type: 'ItemAttachmentType', Class: ItemAttachment },
  referenceAttachment: { type: 'ReferenceAttachmentType', Class: ReferenceAttachment },
} as const;
