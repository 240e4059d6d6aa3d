/** GetPersona: one contact as a person. */
import type { GetPersonaType } from '../base/codec.js';
import { Failure } from '../base/failure.js';
import { SUCCESS } from '../base/response-message.js';
import { personaOf } from '../properties/persona.js';
import { parseId } from '../store/ids.js';
import type { Handler } from './handler.js';

export const getPersona: Handler<GetPersonaType> = (request, context) => {
  // The answer must have a Persona by the schema, so a refusal is a fault.
  const id = parseId(request.personaId?.id);
  const item = context.store.items.byId(id.item);
  if (item === undefined || item.mailbox !== context.mailbox.id) throw new Failure('ErrorItemNotFound');
  return { ...SUCCESS, persona: personaOf(context, item) };
};
