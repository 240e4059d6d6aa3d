/** Mailboxes in items: filled in as Exchange does when it resolves them, and shown in one line. */
import type { Address, Attendee } from '../store/item-data.js';
import type { DirectoryList } from '../store/lists.js';
import type { Mailbox, Mailboxes } from '../store/mailboxes.js';
import type { Store } from '../store/store.js';

export function addressOf(mailbox: Mailbox): Address {
  return { name: mailbox.name, emailAddress: mailbox.address, routingType: 'SMTP', mailboxType: 'Mailbox' };
}

export function addressOfList({ name, address }: DirectoryList): Address {
  return { name, emailAddress: address, routingType: 'SMTP', mailboxType: 'PublicDL' };
}

/** As the directory has it; of others, the address. */
export function inDirectory({ mailboxes, lists }: Pick<Store, 'mailboxes' | 'lists'>, address: string): Address {
  const mailbox = mailboxes.byAddress(address);
  const list = mailbox ? undefined : lists.byAddress(address);
  if (mailbox) return addressOf(mailbox);
  return list ? addressOfList(list) : { name: address, emailAddress: address, routingType: 'SMTP' };
}

/** Exchange stores a recipient with name, routing type and mailbox type, whatever of them was sent. */
export function resolved(address: Address, mailboxes: Mailboxes): Address {
  const known = mailboxes.byAddress(address.emailAddress);
  return {
    name: address.name ?? known?.name ?? address.emailAddress,
    emailAddress: address.emailAddress,
    routingType: address.routingType ?? (address.emailAddress === undefined ? undefined : 'SMTP'),
    mailboxType: known ? 'Mailbox' : (address.mailboxType ?? 'OneOff'),
    ...(address.itemId && { itemId: address.itemId }),
  };
}

/** As in DisplayTo. */
export function displayList(addresses: readonly Address[] | undefined): string {
  return (addresses ?? []).map((one) => one.name ?? one.emailAddress ?? '').join('; ');
}

export function isSame(a: Address | undefined, b: Address | undefined): boolean {
  return a?.emailAddress !== undefined && a.emailAddress.toLowerCase() === b?.emailAddress?.toLowerCase();
}

/** Every attendee of a meeting, resources too. */
export function attendeesOf(data: {
  requiredAttendees?: Attendee[] | undefined;
  optionalAttendees?: Attendee[] | undefined;
  resources?: Attendee[] | undefined;
}): Attendee[] {
  return [...(data.requiredAttendees ?? []), ...(data.optionalAttendees ?? []), ...(data.resources ?? [])];
}
