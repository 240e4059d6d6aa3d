/** ConvertId: an id in another form; Graph's form is made here, for it is EWS's in the alphabet of URLs. */
import type { AlternateIdType, ConvertIdType, IdFormatType } from '../../generated/index.js';
import { call } from './call.js';
import type { RequestOptions } from './options.js';
import { demand, onlyMessage } from './payload.js';
import type { Session } from './session.js';

/** Microsoft's forms, and that of Graph (its `restId`). */
export type IdForm = IdFormatType | 'RestId';

/**
 * Graph's ids are those of EWS with `-` for `/` and `_` for `+`, as Office's own convertToRestId() and convertToEwsId() have it.
 * @see https://learn.microsoft.com/javascript/api/outlook/office.mailbox#outlook-office-mailbox-converttorestid-member(1)
 */
const toRest = (id: string): string => id.replaceAll('/', '-').replaceAll('+', '_');
const fromRest = (id: string): string => id.replaceAll('-', '/').replaceAll('_', '+');

function convertIdRequest(id: string, from: IdFormatType, to: IdFormatType, mailbox: string): ConvertIdType {
  return { destinationFormat: to, sourceIds: [{ kind: 'alternateId', format: from, id, mailbox }] };
}

export async function convertId(
  session: Session,
  id: string,
  from: IdForm,
  to: IdForm,
  options: RequestOptions,
): Promise<string> {
  if (from === 'RestId' && (to === 'EwsId' || to === from)) return to === from ? id : fromRest(id);
  if (from === 'RestId') return convertId(session, fromRest(id), 'EwsId', to, options);
  if (to === 'RestId') return toRest(from === 'EwsId' ? id : await convertId(session, id, from, 'EwsId', options));
  const response = await call(session, 'ConvertId', convertIdRequest(id, from, to, session.email), options);
  const converted = onlyMessage(response).alternateId as AlternateIdType | undefined;
  return demand('ConvertId', 'what the id is then', converted?.id, response);
}
