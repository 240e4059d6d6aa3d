/** A user's module that exports what TypeScript inferred: compiled with `declaration: true`, every type in it needs a name. */
import { type Account, and, credentials, extendedProperty, msal, not, or } from 'ewskit';
import { decodeEnvelope, FindItem } from 'ewskit/raw';
import { Sandbox } from 'ewskit/sandbox';

declare const account: Account;

export const { inbox, calendar } = account;
export const unread = inbox.filter({ isRead: false }).exclude({ importance: 'Low' }).orderBy('-dateTimeReceived');
export const either = inbox.filter(and(or({ subject: 'a' }, { importance: 'High' }), not({ isRead: true })));
export const globbed = inbox.glob('*');
export const narrowed = inbox.only('subject', 'from');
export const menus = calendar.withFields({
  menu: extendedProperty({ set: 'PublicStrings', name: 'menu', type: 'String' }),
});
export const menuRows = menus.values('menu', 'subject');
export const team = account.folder('Team', 'calendar');
export const rooms = team.view({ start: '2025-01-01', end: '2025-01-31' }).pluck('location');
export const several = account.folders(inbox, account.sent);
export const itemsOf = (ids: readonly string[]) => inbox.items(ids);
export const rows = inbox.values('subject', 'size');
export const lists = calendar.view({ start: new Date(0), end: new Date(1) }).valuesList('start', 'subject');
export const password = credentials({ username: 'a', password: 'b' });
export const token = msal({ clientId: 'c', clientSecret: 's', tenant: 't' });

export async function create() {
  return inbox.create({ subject: 'x' });
}

export async function createWithMenu() {
  return menus.create({ subject: 'x', menu: 'Tofu' });
}

export async function createAll() {
  return inbox.createAll([{ subject: 'x' }]);
}

export async function find() {
  const parentFolderIds = [{ kind: 'distinguishedFolderId', id: 'inbox' } as const];
  return account.call(FindItem, { traversal: 'Shallow', itemShape: { baseShape: 'IdOnly' }, parentFolderIds });
}

export const startSandbox = () => Sandbox.start({ tls: true });
export const decode = (bytes: Uint8Array) => decodeEnvelope(bytes);

export class Mailer {
  readonly drafts = account.drafts;

  changes() {
    return this.drafts.changes();
  }

  stream() {
    return this.drafts.stream(['newMail']);
  }
}
