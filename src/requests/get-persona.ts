/** GetPersona: one person, with all that is known. Since Exchange 2013. */
import type { GetPersonaType, ItemIdType, PersonaType } from '../../generated/index.js';
import { hasCode } from '../client/response-errors.js';
import { call } from './call.js';
import type { RequestOptions } from './options.js';
import type { Session } from './session.js';

/** By id, or by address. */
export async function getPersona(
  session: Session,
  who: string | ItemIdType,
  options: RequestOptions,
): Promise<PersonaType | undefined> {
  const request: GetPersonaType =
    typeof who === 'string' ? { emailAddress: { emailAddress: who } } : { personaId: { id: who.id } };
  try {
    return (await call(session, 'GetPersona', request, options)).persona;
  } catch (error) {
    if (hasCode(error, 'ErrorItemNotFound', 'ErrorNameResolutionNoResults')) return undefined;
    throw error;
  }
}
