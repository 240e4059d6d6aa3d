/** GetAttachment: files, read while they arrive, and attached items, whole or as MIME. */
import type { AttachmentResponseShapeType, AttachmentType } from '../../generated/index.js';
import { responseMessages } from '../client/responses.js';
import { ProtocolError } from '../errors.js';
import type { TakeContent } from '../soap/stream.js';
import { call, receive } from './call.js';
import type { RequestOptions } from './options.js';
import type { Session } from './session.js';

type Answered = AttachmentType & { readonly item?: { readonly mimeContent?: object }; readonly content?: Uint8Array };

/** One attachment, with the item in it. */
export async function getAttachment(
  session: Session,
  id: string,
  attachmentShape: AttachmentResponseShapeType,
  options: RequestOptions,
): Promise<Answered> {
  const response = await call(session, 'GetAttachment', { attachmentShape, attachmentIds: [{ id }] }, options);
  return attachmentOf(response);
}

/** Hands on the content of a file, or with `mime` that of an attached item. */
export async function receiveAttachment(
  session: Session,
  id: string,
  take: TakeContent,
  options: RequestOptions,
  mime = false,
): Promise<void> {
  const shape = mime ? { attachmentShape: { includeMimeContent: true } } : {};
  const response = await receive(session, 'GetAttachment', { ...shape, attachmentIds: [{ id }] }, take, options);
  const { content, item } = attachmentOf(response);
  if (content === undefined && item?.mimeContent === undefined)
    throw new ProtocolError(
      'ERR_UNANSWERED',
      'GetAttachment: the server gave the attachment without its content.',
      response,
    );
}

function attachmentOf(response: object): Answered {
  const [message] = responseMessages(response) as readonly { readonly attachments?: readonly Answered[] }[];
  const found = message?.attachments?.[0];
  if (found) return found;
  throw new ProtocolError('ERR_UNANSWERED', 'GetAttachment: the server gave no attachment.', response);
}
