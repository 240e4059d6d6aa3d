/** What cannot go out in one request goes as a draft: made, attached to, sent. A draft that comes to nothing is removed. */
import { EwsError } from '../errors.js';
import type { NewAttachment } from '../fields/new-attachment.js';
import { single } from '../requests/chunks.js';
import { createAndSave } from '../requests/create-item.js';
import { deletion } from '../requests/delete-item.js';
import type { ItemRef } from '../requests/item-refs.js';
import type { RequestOptions, SendOptions } from '../requests/options.js';
import { demand } from '../requests/payload.js';
import { resolvePlace } from '../requests/resolve-place.js';
import { sending } from '../requests/send-item.js';
import { sentCopy } from '../requests/sent-copy.js';
import type { Session } from '../requests/session.js';
import { attachmentsOf, attachSaved } from './attaching.js';

/** Sends a message or an answer with attachments that it cannot be created with. */
export async function sendByDraft(
  session: Session,
  written: object,
  attachments: readonly NewAttachment[],
  html: string | undefined,
  { saveCopy, ...options }: SendOptions,
): Promise<void> {
  const made = attachmentsOf(session, attachments);
  const copy = await sentCopy(session, { saveCopy, ...options });
  const saved = await createAndSave(session, written, await resolvePlace(session, 'drafts', options), options);
  const draft: ItemRef & object = { itemId: demand('CreateItem', 'which draft it made', saved?.itemId, saved) };
  try {
    await attachSaved(session, draft, made, html, options);
    await single(session, draft, options, sending(copy));
  } catch (error) {
    // Whether it went out is not known: then there is nothing here to be removed.
    if (!(error instanceof EwsError && error.fate === 'unknown' && made.every(({ attachmentId }) => attachmentId)))
      await remove(session, draft, options);
    throw error;
  }
}

/** Without the caller's signal, which may be why. The first error says more than one of removing. */
async function remove(session: Session, draft: ItemRef & object, { timeoutMs }: RequestOptions): Promise<void> {
  await single(session, draft, { timeoutMs }, deletion({ disposal: 'hard' })).catch(() => undefined);
}
