/**
 * The one question of EWS that an examination asks: GetFolder for the inbox, ids only, in the oldest version of requests, which every
 * server understands. Changes nothing. Must not know how it is sent.
 */
import type { ServerVersionInfoType } from '../../generated/index.js';
import { responseMessages } from '../client/responses.js';
import { XmlError } from '../errors.js';
import type { HttpRequest, HttpResponse } from '../http/transport.js';
import { decodeEnvelope, encodeEnvelope } from '../soap/documents.js';
import type { Envelope } from '../soap/envelope.js';

/** What came back. */
export interface Reply {
  /** Whether it was EWS that answered. */
  readonly isEws: boolean;
  /** `NoError`, `ErrorServerBusy`; undefined when it was not EWS. */
  readonly code: string | undefined;
  readonly message: string | undefined;
  readonly version: ServerVersionInfoType | undefined;
  /** Milliseconds that a busy server wants to be left alone. */
  readonly backOffMs: number | undefined;
}

export function inboxQuestion(url: URL): HttpRequest {
  const body = { folderShape: { baseShape: 'IdOnly' }, folderIds: [{ kind: 'distinguishedFolderId', id: 'inbox' }] };
  return {
    method: 'POST',
    url,
    headers: { 'content-type': 'text/xml; charset=utf-8', accept: 'text/xml' },
    body: encodeEnvelope({ operation: 'GetFolder', body }, { requestServerVersion: { version: 'Exchange2007_SP1' } }),
    idempotent: true,
  };
}

/** Never throws: what cannot be read was not EWS. */
export function readReply({ body }: HttpResponse): Reply {
  const envelope = decoded(body);
  if (!envelope) return { isEws: false, code: undefined, message: undefined, version: undefined, backOffMs: undefined };
  const { fault } = envelope;
  const first = envelope.body && responseMessages(envelope.body)[0];
  const backOff = Number(fault?.values['BackOffMilliseconds'] ?? Number.NaN);
  return {
    isEws: true,
    code: fault ? (fault.responseCode ?? fault.code) : first?.responseCode,
    message: fault?.message ?? first?.messageText,
    version: envelope.headers.serverVersionInfo,
    backOffMs: Number.isFinite(backOff) ? backOff : undefined,
  };
}

function decoded(body: Uint8Array): Envelope | undefined {
  try {
    return decodeEnvelope(body);
  } catch (error) {
    if (error instanceof XmlError) return undefined;
    throw error;
  }
}
