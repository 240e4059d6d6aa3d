/** ResolveNames: the directory is the sandbox's mailboxes; contacts and private lists are the caller's own. */
import type { Context } from '../access/context.js';
import { type FolderRef, folderOf, itemIdOf } from '../access/resolve.js';
import type { ResolveNamesType } from '../base/codec.js';
import { Failure } from '../base/failure.js';
import { type Body, failed, success } from '../base/response-message.js';
import { addressOf, addressOfList } from '../properties/addresses.js';
import type { Item } from '../store/items.js';
import type { Mailbox } from '../store/mailboxes.js';
import type { Handler } from './handler.js';

// Exchange gives no more than this many.
const LIMIT = 100;

export const resolveNames: Handler<ResolveNamesType> = (request, context) => {
  const wanted = request.unresolvedEntry
    .trim()
    .replace(/^smtp:/i, '')
    .toLowerCase();
  const scope = request.searchScope ?? 'ActiveDirectoryContacts';
  const directory = scope === 'Contacts' ? [] : inDirectory(context, wanted, request.returnFullContactData);
  const contacts = scope === 'ActiveDirectory' ? [] : inContacts(context, wanted, request);
  const found = scope === 'ContactsActiveDirectory' ? [...contacts, ...directory] : [...directory, ...contacts];
  const kind = 'resolveNamesResponseMessage';
  if (found.length === 0) return { responseMessages: [failed(kind, new Failure('ErrorNameResolutionNoResults'))] };
  const resolution = found.slice(0, LIMIT);
  const resolutionSet = {
    totalItemsInView: resolution.length,
    includesLastItemInRange: found.length <= LIMIT,
    resolution,
  };
  if (found.length === 1) return { responseMessages: [success(kind, { resolutionSet })] };
  const warning = failed(kind, new Failure('ErrorNameResolutionMultipleResults'));
  return { responseMessages: [{ ...warning, responseClass: 'Warning', resolutionSet }] };
};

function inDirectory(context: Context, wanted: string, withContact: boolean): Body[] {
  const isWanted = ({ address, name }: { address: string; name: string }): boolean =>
    address === wanted || begins(name, wanted) || begins(address, wanted);
  const { mailboxes, lists } = context.store;
  const people = mailboxes
    .all()
    .filter(isWanted)
    .map((mailbox) => ({ mailbox: addressOf(mailbox), ...(withContact && { contact: contactOf(mailbox) }) }));
  const groups = lists
    .all()
    .filter(isWanted)
    .map((list) => ({ mailbox: addressOfList(list) }));
  return [...people, ...groups];
}

function contactOf(mailbox: Mailbox): Body {
  const [givenName, ...rest] = mailbox.name.split(' ');
  return {
    displayName: mailbox.name,
    ...(givenName && { givenName }),
    emailAddresses: [{ key: 'EmailAddress1', value: `SMTP:${mailbox.address}` }],
    contactSource: 'ActiveDirectory',
    ...(rest.length > 0 && { surname: rest.join(' ') }),
  };
}

function inContacts(context: Context, wanted: string, request: ResolveNamesType): Body[] {
  const folders = request.parentFolderIds
    ? (request.parentFolderIds as FolderRef[]).map((id) => folderOf(context, id, 'read'))
    : [context.store.folders.wellKnown(context.mailbox.id, 'contacts')];
  return folders.flatMap((folder) =>
    context.store.items.inFolder(folder.id, false).flatMap((item) => resolutionsOf(context, item, wanted, request)),
  );
}

function resolutionsOf(context: Context, item: Item, wanted: string, request: ResolveNamesType): Body[] {
  const { data } = item;
  const isNamed = [data.displayName, data.givenName, data.surname, data.nickname, data.fileAs].some((name) =>
    begins(name, wanted),
  );
  if (item.kind === 'distributionList') {
    return isNamed
      ? [
          {
            mailbox: {
              name: data.displayName,
              mailboxType: 'PrivateDL',
              routingType: 'MAPIPDL',
              itemId: itemIdOf(context, item),
            },
          },
        ]
      : [];
  }
  if (item.kind !== 'contact') return [];
  const entries = (data.emailAddresses ?? []).filter((entry) => isNamed || begins(entry.value, wanted));
  return entries.map((entry) => ({
    mailbox: {
      name: data.displayName,
      emailAddress: entry.value,
      routingType: 'SMTP',
      mailboxType: 'Contact',
      itemId: itemIdOf(context, item),
    },
    ...(request.returnFullContactData && {
      contact: {
        itemId: itemIdOf(context, item),
        displayName: data.displayName,
        givenName: data.givenName,
        surname: data.surname,
        companyName: data.companyName,
        emailAddresses: data.emailAddresses,
        phoneNumbers: data.phoneNumbers,
        contactSource: 'Store',
      },
    }),
  }));
}

function begins(text: string | undefined, wanted: string): boolean {
  if (text === undefined || wanted === '') return false;
  const lower = text.toLowerCase();
  return lower.startsWith(wanted) || lower.includes(` ${wanted}`);
}
