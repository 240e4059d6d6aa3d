/** ExpandDL: the members of a distribution list, a private one of the contacts or one of the directory. */
import type { Context } from '../access/context.js';
import { itemOf } from '../access/resolve.js';
import type { ExpandDLType } from '../base/codec.js';
import { Failure } from '../base/failure.js';
import { inDirectory } from '../properties/addresses.js';
import type { Address } from '../store/item-data.js';
import { type Handler, onePart } from './handler.js';

export const expandDl: Handler<ExpandDLType> = (request, context) =>
  onePart(context, 'expandDLResponseMessage', () => {
    const members = membersOf(context, request.mailbox as Address);
    const mailbox = members.map((member) => ({ ...member, mailboxType: member.mailboxType ?? 'OneOff' }));
    return { dlExpansion: { totalItemsInView: mailbox.length, includesLastItemInRange: true, mailbox } };
  });

function membersOf(context: Context, list: Address): Address[] {
  if (list.itemId?.id !== undefined) {
    const item = itemOf(context, { kind: 'itemId', id: list.itemId.id });
    if (item.kind !== 'distributionList') throw new Failure('ErrorNameResolutionNoResults');
    return (item.data.members ?? []).flatMap((member) => (member.mailbox ? [member.mailbox] : []));
  }
  const { store } = context;
  const found = store.lists.byAddress(list.emailAddress);
  if (found === undefined) throw new Failure('ErrorNameResolutionNoResults');
  return found.members.map((address) => inDirectory(store, address));
}
