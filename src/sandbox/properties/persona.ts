/** Personas: contacts, and users of the directory, seen as people. A persona here is one contact. */
import type { Context } from '../access/context.js';
import type { Body } from '../base/response-message.js';
import { formatChangeKey, formatId } from '../store/ids.js';
import type { Item } from '../store/items.js';
import type { Mailbox } from '../store/mailboxes.js';

export function personaOf(context: Context, item: Item): Body {
  const { data } = item;
  const guid = context.store.mailboxes.byId(item.mailbox).guid;
  const [email] = data.emailAddresses ?? [];
  const id = formatId({ guid, folder: item.folder, item: item.id });
  return {
    personaId: { id, changeKey: formatChangeKey('contact', item.change) },
    personaType: 'Person',
    creationTime: data.dateTimeCreated,
    displayName: data.displayName ?? data.fileAs,
    fileAs: data.fileAs,
    givenName: data.givenName,
    middleName: data.middleName,
    surname: data.surname,
    nickname: data.nickname,
    companyName: data.companyName,
    ...(email?.value !== undefined && {
      emailAddress: { name: data.displayName, emailAddress: email.value, routingType: 'SMTP', mailboxType: 'Contact' },
    }),
    relevanceScore: 2_147_483_647,
  };
}

export function directoryPersona(mailbox: Mailbox): Body {
  const [givenName, ...rest] = mailbox.name.split(' ');
  return {
    personaId: { id: formatId({ guid: mailbox.guid, folder: 0 }) },
    personaType: 'Person',
    displayName: mailbox.name,
    givenName,
    ...(rest.length > 0 && { surname: rest.join(' ') }),
    emailAddress: { name: mailbox.name, emailAddress: mailbox.address, routingType: 'SMTP', mailboxType: 'Mailbox' },
    relevanceScore: 2_147_483_647,
  };
}
