/** GetPersona: a contact or a user of the directory as a person. */
import type { Context } from '../access/context.js';
import type { GetPersonaType } from '../base/codec.js';
import { Failure } from '../base/failure.js';
import { SUCCESS } from '../base/response-message.js';
import { directoryPersona, personaOf } from '../properties/persona.js';
import { parseId } from '../store/ids.js';
import type { Item } from '../store/items.js';
import type { Handler } from './handler.js';

export const getPersona: Handler<GetPersonaType> = (request, context) => {
  // The answer must have a Persona by the schema, so a refusal is a fault.
  const { mailboxes, items } = context.store;
  const id = request.personaId && parseId(request.personaId.id);
  // Whoever is asked for by an address is looked for in the directory; so are personas that are no item.
  const user = id ? id.item === undefined && mailboxes.byGuid(id.guid) : mailboxes.byAddress(emailOf(request));
  if (user) return { ...SUCCESS, persona: directoryPersona(user) };
  const item = items.byId(id?.item ?? contactOf(context, emailOf(request))?.id);
  if (item === undefined || item.mailbox !== context.mailbox.id) throw new Failure('ErrorItemNotFound');
  return { ...SUCCESS, persona: personaOf(context, item) };
};

function emailOf({ emailAddress }: GetPersonaType): string | undefined {
  return emailAddress?.emailAddress?.toLowerCase();
}

function contactOf({ store, mailbox }: Context, email: string | undefined): Item | undefined {
  const contacts = store.folders.wellKnown(mailbox.id, 'contacts');
  return store.items
    .inFolder(contacts.id, false)
    .find(({ data }) => data.emailAddresses?.some(({ value }) => value?.toLowerCase() === email));
}
