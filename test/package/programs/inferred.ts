/** A user's module that exports what TypeScript inferred: compiled with `declaration: true`, every type in it needs a name. */
import { type Account, and, credentials, extendedProperty, msal, not, or } from 'ewskit';
import { decodeEnvelope, FindItem } from 'ewskit/raw';
import { Sandbox } from 'ewskit/sandbox';

declare const account: Account;

export const { inbox, calendar } = account;
export const unread = inbox.filter({ isRead: false }).exclude({ importance: 'Low' }).orderBy('-dateTimeReceived');
export const either = inbox.filter(and(or({ subject: 'a' }, { importance: 'High' }), not({ isRead: true })));
export const globbed = inbox.glob('*');
export const rows = inbox.values('subject', 'size');
export const lists = calendar.view({ start: new Date(0), end: new Date(1) }).valuesList('start', 'subject');
export const password = credentials({ username: 'a', password: 'b' });
export const token = msal({ clientId: 'c', clientSecret: 's', tenant: 't' });

export async function create() {
  return inbox.create({ subject: 'x' });
}

export async function createWithMenu() {
  const menu = extendedProperty({ set: 'PublicStrings', name: 'menu', type: 'String' });
  return calendar.withFields({ menu }).create({ subject: 'x' });
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
