/** Fills a new mailbox with what the options of a sandbox say: folders, items, rights. What is wrong is listed by its path, and nothing is filled in. */
import { readFileSync } from 'node:fs';
import type { Context } from '../access/context.js';
import { LEVELS } from '../access/rights.js';
import { ValidationError } from '../base/codec.js';
import { Failure } from '../base/failure.js';
import { applyMime } from '../items/apply-mime.js';
import { storeItem } from '../items/create.js';
import { kindOfMime } from '../items/item-class.js';
import { addressOf, resolved } from '../properties/addresses.js';
import type { Folder } from '../store/folders.js';
import type { ItemData, ItemKind } from '../store/item-data.js';
import { folderClassOf } from '../store/wellknown.js';
import type { SeedFolder, SeedFolders, SeedItem, SeedProperties } from './options.js';
import { readAttachments, readItem } from './read-item.js';

const KINDS: Readonly<Record<string, ItemKind>> = {
  calendarFolder: 'calendarItem',
  contactsFolder: 'contact',
  tasksFolder: 'task',
};

const KIND_OF_FILE: Readonly<Record<string, ItemKind>> = { eml: 'message', ics: 'calendarItem', vcf: 'contact' };

type Complain = (path: string, message: string) => void;

/** The context is that of the mailbox's owner. Calendars and cards are loaded (see base/text-formats.ts). */
export function seedMailbox(context: Context, folders: SeedFolders): void {
  const violations: { path: string; message: string }[] = [];
  const { address } = context.mailbox;
  for (const [path, given] of Object.entries(folders)) {
    const at = `mailboxes['${address}'].folders['${path}']`;
    const complain: Complain = (where, message) => violations.push({ path: `${at}${where}`, message });
    const folder = folderAt(context, path, complain);
    if (folder === undefined) continue;
    const { items = [], rights } = isList(given) ? { items: given } : given;
    const place = isList(given) ? '' : '.items';
    for (const [index, item] of items.entries()) seedItem(context, folder, item, `${place}[${index}]`, complain);
    if (rights !== undefined) giveRights(context, folder, rights, complain);
  }
  if (violations.length > 0) throw new ValidationError('The call of Sandbox.start()', violations);
}

function isList(given: readonly SeedItem[] | SeedFolder): given is readonly SeedItem[] {
  return Array.isArray(given);
}

function folderAt({ store, mailbox }: Context, path: string, complain: Complain): Folder | undefined {
  const [first = '', ...rest] = path.split('/');
  let folder = store.folders.all(mailbox.id).find((one) => one.wellKnown === first.toLowerCase());
  if (folder === undefined)
    complain('', `${first} is no default folder; write inbox, or a path below one: inbox/Projects`);
  for (const name of folder === undefined ? [] : rest) {
    const above: Folder = folder as Folder;
    const known = store.folders.children(above.id).find((one) => one.name.toLowerCase() === name.toLowerCase());
    const kind = above.kind === 'searchFolder' ? 'folder' : above.kind;
    folder = known ?? store.folders.create(above, kind, name, folderClassOf(kind) ?? above.folderClass, {});
  }
  return folder;
}

function kindOfFile(ending: string, folder: Folder): ItemKind | undefined {
  return ending === 'ics' && KINDS[folder.kind] === 'task' ? 'task' : KIND_OF_FILE[ending];
}

function seedItem(context: Context, folder: Folder, item: SeedItem, at: string, complain: Complain): void {
  const given: SeedProperties = typeof item === 'string' ? { file: item } : item;
  try {
    const ending = /\.(\w+)$/.exec(given.file ?? '')?.[1]?.toLowerCase() ?? '';
    if (given.file !== undefined && !(ending in KIND_OF_FILE)) {
      complain(at, `${given.file}: expected an .eml, .ics or .vcf file`);
      return;
    }
    const content = given.file === undefined ? given.content : readFileSync(given.file);
    const kind = (given.kind ?? kindOfFile(ending, folder) ?? KINDS[folder.kind] ?? 'message') as ItemKind;
    const complaints: string[] = [];
    const data = readItem(
      kind,
      { ...given, ...(content !== undefined && { content }) },
      context.edition,
      (member, message) => {
        complaints.push(message);
        complain(`${at}.${member}`, message);
      },
    );
    if (complaints.length === 0) store(context, folder, kind, data, given);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (error instanceof Failure) complain(at, `${error.code}: ${error.message}`);
    else if (given.file !== undefined && code !== undefined) complain(at, `${given.file} cannot be read (${code})`);
    else throw error;
  }
}

/** As it would have come: a message is not a draft, and unread, outside of the folders of one's own. */
function store(context: Context, folder: Folder, kind: ItemKind, data: ItemData, given: SeedProperties): void {
  const files = applyMime(kind, data, { isSeed: true });
  const found = kindOfMime(kind, data.itemClass);
  if (kind === 'message') {
    const isOwn = folder.wellKnown === 'drafts' || folder.wellKnown === 'sentitems';
    data.isDraft ??= folder.wellKnown === 'drafts';
    data.isRead ??= isOwn;
    data.toRecipients ??= isOwn ? undefined : [addressOf(context.mailbox)];
    data.dateTimeReceived ??= data.dateTimeSent;
    data.dateTimeSent ??= data.dateTimeReceived;
    for (const member of ['from', 'sender'] as const) {
      const value = data[member] ?? data.from;
      if (value !== undefined) data[member] = resolved(value, context.store.mailboxes);
    }
  }
  storeItem(context, folder, found, data, [...files, ...readAttachments(given.attachments)]);
}

function giveRights(
  context: Context,
  folder: Folder,
  rights: Readonly<Record<string, string>>,
  complain: Complain,
): void {
  const isCalendar = folder.kind === 'calendarFolder';
  const list = Object.entries(rights).flatMap(([who, level]) => {
    const known = context.store.mailboxes.byAddress(who);
    if (known === undefined && who !== 'Default') complain(`.rights['${who}']`, 'no mailbox of the sandbox');
    if (!(level in LEVELS))
      complain(`.rights['${who}']`, `expected one of ${Object.keys(LEVELS).join(', ')}, got '${level}'`);
    const userId = known
      ? { primarySmtpAddress: known.address, displayName: known.name }
      : { distinguishedUser: 'Default' };
    return [{ userId, ...(isCalendar ? { calendarPermissionLevel: level } : { permissionLevel: level }) }];
  });
  const fallback = isCalendar ? { calendarPermissionLevel: 'FreeBusyTimeOnly' } : { permissionLevel: 'None' };
  const all = 'Default' in rights ? list : [{ userId: { distinguishedUser: 'Default' }, ...fallback }, ...list];
  const permissionSet = isCalendar ? { calendarPermissions: all } : { permissions: all };
  context.store.folders.update(folder, { data: { ...folder.data, permissionSet } });
}
