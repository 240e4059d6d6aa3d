/** The data of items as types: what may be given when one is created or changed. */
import type { BodyType, EmailAddressType } from '../../generated/index.js';

/** Keys of a class's data: no methods, nothing that the codec keeps for itself. */
export type FieldKey<T> = { [K in keyof T]: T[K] extends (...args: never[]) => unknown ? never : K }[keyof T] &
  Exclude<string, 'kind' | 'unknown' | 'unknownAttributes' | 'id' | 'changeKey'>;

/** The data of a class, every member optional. */
export type Fields<T> = { [K in FieldKey<T>]?: T[K] | undefined };

/** Changes: a value sets a member, `null` removes it, `undefined` leaves it alone. */
export type Changes<T> = { [K in FieldKey<T>]?: T[K] | null | undefined } & Shorthands;

/** Shorter ways to say what a message has. */
export interface Shorthands {
  /** The body as plain text. */
  text?: string | undefined;
  /** The body as HTML. */
  html?: string | undefined;
}

/** An address, or with the name to show. */
export type Recipient = string | EmailAddressType;

/** Recipients in short, beside `toRecipients`, `ccRecipients` and `bccRecipients`. */
export interface RecipientShorthands {
  to?: readonly Recipient[] | undefined;
  cc?: readonly Recipient[] | undefined;
  bcc?: readonly Recipient[] | undefined;
}

/** What a new item may be given. */
export type NewItem<T> = Fields<T> & Shorthands & RecipientShorthands;

const ADDRESSES = { to: 'toRecipients', cc: 'ccRecipients', bcc: 'bccRecipients' } as const;

/** Writes the shorthands out. */
export function expandShorthands(given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { text, html, ...rest } = given;
  const out: Record<string, unknown> = { ...rest };
  if (text !== undefined) out['body'] = { bodyType: 'Text', value: text } as BodyType;
  if (html !== undefined) out['body'] = { bodyType: 'HTML', value: html } as BodyType;
  for (const [short, long] of Object.entries(ADDRESSES)) {
    const list = out[short];
    if (list === undefined) continue;
    delete out[short];
    out[long] = (Array.isArray(list) ? list : [list]).map((entry: Recipient) =>
      typeof entry === 'string' ? { emailAddress: entry } : entry,
    );
  }
  return out;
}
