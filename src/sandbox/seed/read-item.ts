/** An item of the options as the store has it: members checked by the schema, shorthands written out. Does no I/O. */
import { isDate, isUint8Array } from 'node:util/types';
import type { IncomingAttachment } from '../items/incoming-attachments.js';
import { hasMember, meantMember, simpleTypeOf } from '../properties/property-table.js';
import type { ItemData, ItemKind } from '../store/item-data.js';
import type { SeedAttachment, SeedProperties } from './options.js';

/** Says what is wrong with a member, if something is. */
export type Complain = (member: string, message: string) => void;

const LISTS: ReadonlySet<string> = new Set(['toRecipients', 'ccRecipients', 'bccRecipients', 'replyTo']);
const SINGLE: ReadonlySet<string> = new Set(['from', 'sender', 'organizer', 'receivedBy', 'receivedRepresenting']);
const ATTENDEES: ReadonlySet<string> = new Set(['requiredAttendees', 'optionalAttendees', 'resources']);

export function readItem(kind: ItemKind, given: SeedProperties, edition: number, complain: Complain): ItemData {
  const { kind: _kind, file: _file, content, attachments: _attachments, ...members } = given;
  const data: ItemData = {};
  for (const [member, value] of Object.entries(members)) {
    if (value === undefined) continue;
    if (hasMember(kind, member, edition))
      data[member] = readValue(kind, member, value, (text) => complain(member, text));
    else complain(member, `no property of a ${kind}${meantMember(kind, member)}`);
  }
  if (content !== undefined) data['mimeContent'] = { value: Buffer.from(content as string) };
  return data;
}

export function readAttachments(given: readonly SeedAttachment[] = []): IncomingAttachment[] {
  return given.map(({ content, contentType = 'application/octet-stream', ...rest }) => ({
    kind: 'fileAttachment',
    contentType,
    ...rest,
    content: new Uint8Array(Buffer.from(content as string)),
  }));
}

function readValue(kind: ItemKind, member: string, value: unknown, complain: (text: string) => void): unknown {
  if (LISTS.has(member)) return [value].flat().map(address);
  if (SINGLE.has(member)) return address(value);
  if (ATTENDEES.has(member)) return [value].flat().map((one) => (hasMailbox(one) ? one : { mailbox: address(one) }));
  if (member === 'body' && typeof value === 'string')
    return { bodyType: /^\s*<(!doctype|html)\b/i.test(value) ? 'HTML' : 'Text', value };
  if (member === 'emailAddresses')
    return [value]
      .flat()
      .map((one, place) => (typeof one === 'string' ? { key: `EmailAddress${place + 1}`, value: one } : one));
  const type = simpleTypeOf(kind, member);
  return type === undefined || Array.isArray(value) ? value : simple(type, value, complain);
}

function simple(
  { name, values }: { name: string; values: ReadonlySet<string> | undefined },
  value: unknown,
  complain: (text: string) => void,
) {
  if (name === 'dateTime') {
    const time = isDate(value) ? value : new Date(String(value));
    if (Number.isNaN(time.getTime())) complain(`expected a Date or an ISO text, got ${JSON.stringify(value)}`);
    return time;
  }
  const wanted =
    name === 'boolean'
      ? 'boolean'
      : /^(int|short|long|double|float)$/.test(name)
        ? 'number'
        : name === 'base64Binary'
          ? undefined
          : 'string';
  if (wanted !== undefined && typeof value !== wanted) complain(`expected a ${wanted}, got ${JSON.stringify(value)}`);
  else if (wanted === undefined && !isUint8Array(value)) complain('expected a Uint8Array');
  else if (values !== undefined && !values.has(String(value)))
    complain(`expected one of ${[...values].join(', ')}, got ${JSON.stringify(value)}`);
  return value;
}

/** `Ann <ann@contoso.com>`, an address alone, or a mailbox as the schema has it. */
function address(value: unknown): Record<string, unknown> {
  if (typeof value !== 'string') {
    const { mailbox } = (value ?? {}) as { mailbox?: Record<string, unknown> };
    return mailbox ?? (value as Record<string, unknown>);
  }
  const [, name, inside] = /^([^<]*)<([^<>]*)>$/.exec(value.trim()) ?? [];
  return inside === undefined
    ? { name: value, emailAddress: value, routingType: 'SMTP' }
    : { name: name?.trim() || inside, emailAddress: inside, routingType: 'SMTP' };
}

function hasMailbox(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'mailbox' in value;
}
