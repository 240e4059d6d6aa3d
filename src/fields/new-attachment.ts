/** What can be attached, as types, and what is wrong with it before anything is read or sent. Must not know where contents come from. */
import { isUint8Array } from 'node:util/types';
import type { FileAttachmentType, ItemType } from '../../generated/index.js';
import { Struct } from '../codec/index.js';
import { describe, isPlain, suggest, type Violation } from '../errors.js';

/** Text (as UTF-8), bytes, a Blob, or what gives bytes. A function is asked again when a request is; what can be read once only is sent once only. */
export type Content = string | Uint8Array | Blob | AsyncIterable<Uint8Array> | (() => AsyncIterable<Uint8Array>);

/** What is said of a file that is attached. */
export interface AttachmentFacts {
  /** `image/png`. Default: what Exchange makes of the name. */
  contentType?: string | undefined;
  /** By which an HTML body names it: `cid:logo`. What is named there is inline. */
  contentId?: string | undefined;
  /** Shown in the body, and not listed beside it. Default: whether the HTML names its `contentId`. */
  isInline?: boolean | undefined;
  /** The picture of a contact. */
  isContactPhoto?: boolean | undefined;
}

/** What can be attached: content, a file on disk, an item, a link, and files of other items. */
export type NewAttachment =
  | (AttachmentFacts & { kind?: 'fileAttachment'; name: string; content: Content })
  | (AttachmentFacts & { path: string; name?: string | undefined })
  | { item: ItemType; name?: string | undefined }
  | { url: string; name: string; providerType?: string | undefined }
  | AttachedFile;

/** A file that is attached to another item: its content goes through here. */
export type AttachedFile = FileAttachmentType & { readonly bytes: unknown; readonly saveTo: unknown };

const FACTS = ['name', 'contentType', 'contentId', 'isInline', 'isContactPhoto'] as const;
/** The member that tells what it is, and those that may stand beside it. */
const FORMS: Readonly<Record<string, readonly string[]>> = {
  content: [...FACTS, 'kind'],
  path: FACTS,
  item: ['name'],
  url: ['name', 'providerType'],
};

/** The form of what is to be attached: `content`, `path`, `item` or `url`; undefined when it is none, or several. */
function formOf(given: object): string | undefined {
  const forms = Object.keys(FORMS).filter((form) => (given as Data)[form] !== undefined);
  return forms.length === 1 ? forms[0] : undefined;
}

type Data = Readonly<Record<string, unknown>>;

/** Everything that is wrong with an attachment, by paths below its own. */
function attachmentViolations(given: unknown): Violation[] {
  if (!isPlain(given))
    return [
      { path: '', message: `expected { name, content }, { path }, { item } or { url, name }, got ${describe(given)}` },
    ];
  const data = given as Data;
  const form = formOf(data);
  if (form === undefined)
    return [{ path: '', message: 'expected one of content, path, item and url, which say what is attached' }];
  const allowed = FORMS[form] as readonly string[];
  const strangers = Object.keys(data).filter(
    (key) => key !== form && data[key] !== undefined && !allowed.includes(key),
  );
  const nearest = (key: string): string => {
    const meant = suggest(key, allowed);
    return meant === undefined ? '' : `; did you mean '${meant}'?`;
  };
  return [
    ...strangers.map((path) => ({ path, message: `does not go with ${form}${nearest(path)}` })),
    ...Object.entries(data).flatMap(([path, value]) => (strangers.includes(path) ? [] : memberViolations(path, value))),
    ...(data['name'] === undefined && (form === 'content' || form === 'url')
      ? [{ path: 'name', message: 'expected a name, under which it is listed' }]
      : []),
  ];
}

/** The same of a list, by paths such as `[1].name`. Those that are objects of ours were checked when they were made. */
export function attachmentsViolations(list: readonly unknown[]): Violation[] {
  return list.flatMap((one, index) =>
    (one instanceof Struct ? [] : attachmentViolations(one)).map(({ path, message }) => ({
      path: [`[${index}]`, path].filter(Boolean).join('.'),
      message,
    })),
  );
}

// A token, a slash, a token, and perhaps parameters: RFC 2045, 5.1.
const MEDIA_TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(\s*;.*)?$/;
const CONTROL = /[\u0000-\u001f\u007f]/;

function memberViolations(path: string, value: unknown): Violation[] {
  if (value === undefined) return [];
  const wrong = (expected: string): Violation[] => [{ path, message: `expected ${expected}, got ${describe(value)}` }];
  switch (path) {
    case 'kind':
      return value === 'fileAttachment' ? [] : wrong("'fileAttachment'");
    case 'isInline':
    case 'isContactPhoto':
      return typeof value === 'boolean' ? [] : wrong('true or false');
    case 'content':
      return isContent(value) ? [] : wrong('a string, a Uint8Array, a Blob, a stream, or a function that gives one');
    case 'item':
      return typeof value === 'object' && 'kind' in (value as object)
        ? []
        : wrong('an item of this account, as new() makes it');
    case 'contentType':
      return typeof value === 'string' && MEDIA_TYPE.test(value) ? [] : wrong("a type such as 'image/png'");
    case 'url':
      return typeof value === 'string' && URL.canParse(value) ? [] : wrong('a URL');
    default:
      if (typeof value !== 'string' || value === '') return wrong('a string that is not empty');
      return CONTROL.test(value) ? wrong('a text without control characters') : [];
  }
}

function isContent(value: unknown): boolean {
  return (
    typeof value === 'string' || typeof value === 'function' || isUint8Array(value) || isBlob(value) || isStream(value)
  );
}

/** Of any realm and any library. */
export function isBlob(value: unknown): value is Blob {
  const { arrayBuffer, stream, size } = (value ?? {}) as Partial<Blob>;
  return typeof arrayBuffer === 'function' && typeof stream === 'function' && typeof size === 'number';
}

function isStream(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
