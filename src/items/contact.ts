/** Contacts and distribution lists. */
import { ContactItemType, DistributionListType } from '../../generated/index.js';
import { type WithItemMethods, withItemMethods } from './item.js';

const ContactBase: WithItemMethods<typeof ContactItemType> = withItemMethods(ContactItemType);

/** A contact. */
export class Contact extends ContactBase {
  declare kind: 'contact';
}

const ListBase: WithItemMethods<typeof DistributionListType> = withItemMethods(DistributionListType);

/** A distribution list of one's own. */
export class DistributionList extends ListBase {
  declare kind: 'distributionList';
}
