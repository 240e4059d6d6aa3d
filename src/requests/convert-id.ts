/** ConvertId: an id in another form. */
import { type AlternateIdType, ConvertId, type ConvertIdType, type IdFormatType } from '../../generated/index.js';
import { call } from './call.js';
import type { RequestOptions } from './options.js';
import { demand, onlyMessage } from './payload.js';
import type { Session } from './session.js';

function convertIdRequest(id: string, from: IdFormatType, to: IdFormatType, mailbox: string): ConvertIdType {
  return { destinationFormat: to, sourceIds: [{ kind: 'alternateId', format: from, id, mailbox }] };
}

export async function convertId(
  session: Session,
  id: string,
  from: IdFormatType,
  to: IdFormatType,
  options: RequestOptions,
): Promise<string> {
  const response = await call(session, ConvertId, convertIdRequest(id, from, to, session.email), options);
  const converted = onlyMessage(response).alternateId as AlternateIdType | undefined;
  return demand('ConvertId', 'what the id is then', converted?.id, response);
}
