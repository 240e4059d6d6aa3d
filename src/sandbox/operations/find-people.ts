/** FindPeople and GetPersona: contacts seen as people. A persona here is one contact. */
import type { FindPeopleType, GetPersonaType } from '../../../generated/index.js';
import type { Context } from '../access/context.js';
import { targetOf } from '../access/resolve.js';
import { Failure } from '../base/failure.js';
import { memberOf } from '../properties/names.js';
import type { PathRef } from '../properties/paths.js';
import { compile, type Expression } from '../search/restriction.js';
import { type Order, sortBy } from '../search/sort.js';
import { formatChangeKey, formatId, parseId } from '../store/ids.js';
import type { Item } from '../store/items.js';
import type { Mailbox } from '../store/mailboxes.js';
import { type Body, errorMembers, type Handler } from './handler.js';

const SUCCESS = { responseClass: 'Success', responseCode: 'NoError' };

export const findPeople: Handler<FindPeopleType> = (request, context) => {
  const target = request.parentFolderId;
  const isDirectory = target?.distinguishedFolderId?.id === 'directory';
  const people = isDirectory
    ? context.store.mailboxes.all().map((mailbox) => directoryPersona(mailbox))
    : contactsOf(context, request).map((item) => personaOf(context, item));
  const read = (person: Body, path: PathRef) => person[memberOf(path.fieldURI ?? '')];
  const matches = request.restriction && compile(request.restriction as Expression);
  const wanted = request.queryString?.toLowerCase();
  const found = people.filter((person) => {
    if (
      wanted &&
      !String(person['displayName'] ?? '')
        .toLowerCase()
        .includes(wanted)
    )
      return false;
    return matches?.((path) => read(person, path)) ?? true;
  });
  const sorted = request.sortOrder ? sortBy(found, request.sortOrder as Order[], read) : found;
  const { offset, maxEntriesReturned } = request.indexedPageItemView;
  return {
    ...SUCCESS,
    people: sorted.slice(offset, offset + (maxEntriesReturned ?? sorted.length)),
    totalNumberOfPeopleInView: sorted.length,
    firstMatchingRowIndex: 0,
    firstLoadedRowIndex: offset,
  };
};

export const getPersona: Handler<GetPersonaType> = (request, context) => {
  try {
    const id = parseId(request.personaId?.id);
    const item = context.store.items.byId(id.item);
    if (item === undefined || item.mailbox !== context.mailbox.id) throw new Failure('ErrorItemNotFound');
    return { ...SUCCESS, persona: personaOf(context, item) };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return errorMembers(error);
  }
};

function contactsOf(context: Context, request: FindPeopleType): Item[] {
  const target = request.parentFolderId ?? { distinguishedFolderId: { id: 'contacts' as const } };
  const folder = targetOf(context, target, 'read');
  return context.store.items.inFolder(folder.id, false).filter((item) => item.kind === 'contact');
}

function personaOf(context: Context, item: Item): Body {
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

function directoryPersona(mailbox: Mailbox): Body {
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
