/** FindPeople: the contacts of a folder, or the directory, as people. */
import type { Context } from '../access/context.js';
import { targetOf } from '../access/resolve.js';
import type { FindPeopleType } from '../base/codec.js';
import { Failure } from '../base/failure.js';
import { type Body, SUCCESS } from '../base/response-message.js';
import type { PathRef } from '../properties/paths.js';
import { directoryPersona, personaOf } from '../properties/persona.js';
import { memberOf } from '../properties/property-table.js';
import { compile, type Expression } from '../search/restriction.js';
import { type Order, sortBy } from '../search/sort.js';
import type { Item } from '../store/items.js';
import type { Handler } from './handler.js';

export const findPeople: Handler<FindPeopleType> = (request, context) => {
  const target = request.parentFolderId;
  const isDirectory = target?.distinguishedFolderId?.id === 'directory';
  // "You must specify a query string instead of a restriction, because this operation does not allow for browsing of the GAL."
  // https://learn.microsoft.com/exchange/client-developer/web-service-reference/findpeople-operation
  if (isDirectory && !request.queryString)
    throw new Failure('ErrorInvalidOperation', 'The directory cannot be browsed; a query string is needed.');
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

function contactsOf(context: Context, request: FindPeopleType): Item[] {
  const target = request.parentFolderId ?? { distinguishedFolderId: { id: 'contacts' as const } };
  const folder = targetOf(context, target, 'read');
  return context.store.items.inFolder(folder.id, false).filter((item) => item.kind === 'contact');
}
