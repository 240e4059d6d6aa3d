/** What belongs to a mailbox beside its folders: settings, rules, delegates, people. Nothing is sent before one of them is used. */
import type {
  MailTips,
  RetentionPolicyTagType,
  SearchableMailboxType,
  SearchPreviewItemType,
} from '../../generated/index.js';
import {
  checkOptions,
  listOf,
  type Rules as OptionRules,
  oneOf,
  type Rule,
  rule,
  TEXT,
  TRUE_OR_FALSE,
  ValidationError,
  violationsOf,
  wholeNumber,
} from '../errors.js';
import { Categories } from '../mailbox/categories.js';
import { Delegates } from '../mailbox/delegates.js';
import { OutOfOffice } from '../mailbox/out-of-office.js';
import { Rules } from '../mailbox/rules.js';
import { People } from '../people/people.js';
import { getMailTips } from '../requests/get-mail-tips.js';
import { getPasswordExpirationDate } from '../requests/get-password-expiration-date.js';
import { getSearchableMailboxes, type SearchableOptions } from '../requests/get-searchable-mailboxes.js';
import {
  type ConfigurationName,
  getServiceConfiguration,
  type ServiceConfigurations,
} from '../requests/get-service-configuration.js';
import { getRetentionTags } from '../requests/get-user-retention-policy-tags.js';
import { Listing } from '../requests/listing.js';
import { REQUEST_RULES, type RequestOptions } from '../requests/options.js';
import { type MailboxSearchOptions, searchMailboxes } from '../requests/search-mailboxes.js';
import { MailboxCalendar } from './mailbox-calendar.js';

const ADDRESSES: Rule = rule(
  'an address, or an array of addresses',
  (value) => Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string' && one !== ''),
);

const SEARCHABLE_RULES: OptionRules<SearchableOptions> = {
  ...REQUEST_RULES,
  search: TEXT,
  expandGroups: TRUE_OR_FALSE,
};
const MAILBOXES = 'expected mailboxes of searchableMailboxes(), or their reference ids';
const isMailbox = (value: unknown): boolean => typeof (Object(value).referenceId ?? value) === 'string';
const MAILBOX_SEARCH_RULES: OptionRules<MailboxSearchOptions> = {
  ...REQUEST_RULES,
  mailboxes: rule(
    MAILBOXES.replace('expected ', ''),
    (value) => Array.isArray(value) && value.length > 0 && value.every(isMailbox),
  ),
  scope: oneOf('All', 'PrimaryOnly', 'ArchiveOnly'),
  deduplication: TRUE_OR_FALSE,
  pageSize: wholeNumber(1, 1000),
};
const CONFIGURATIONS = listOf(
  oneOf(
    'MailTips',
    'UnifiedMessagingConfiguration',
    'ProtectionRules',
    'PolicyNudges',
    'SharePointURLs',
    'OfficeIntegrationConfiguration',
  ),
);

/** The subjects of a mailbox, each an object of its own. */
export abstract class MailboxSubjects extends MailboxCalendar {
  /** What is answered while the owner is away. */
  get outOfOffice(): OutOfOffice {
    return new OutOfOffice(this.session());
  }

  /** What the server does with mail that arrives. */
  get rules(): Rules {
    return new Rules(this.session());
  }

  /** Who may act for the owner. */
  get delegates(): Delegates {
    return new Delegates(this.session());
  }

  /** People: names, lists, the directory, photos, rooms. */
  get people(): People {
    return new People(this.session());
  }

  /** The categories that Outlook offers, with their colors. Exchange 2010. */
  get categories(): Categories {
    return new Categories(this.session());
  }

  /** What a sender is told beforehand of recipients: that they are away, or none, how many a list has. Default: of this mailbox. */
  mailTips(who?: string | readonly string[], options: RequestOptions = {}): Listing<MailTips> {
    const session = this.session();
    const recipients = who === undefined ? [session.email] : typeof who === 'string' ? [who] : who;
    const wrong = violationsOf(recipients, ADDRESSES, 'who');
    if (wrong.length > 0) throw new ValidationError('account.mailTips()', wrong);
    return new Listing('account.mailTips()', (more) => getMailTips(session, recipients, more), options);
  }

  /** When the owner's password ends; undefined when it never does. Exchange 2010. */
  async passwordExpiresOn(options: RequestOptions = {}): Promise<Date | undefined> {
    checkOptions('account.passwordExpiresOn()', options, REQUEST_RULES);
    return getPasswordExpirationDate(this.session(), options);
  }

  /** The tags by which the owner says how long items are kept. Exchange 2013. */
  retentionTags(options: RequestOptions = {}): Listing<RetentionPolicyTagType> {
    const session = this.session();
    async function* list(more: RequestOptions) {
      yield* await getRetentionTags(session, more);
    }
    return new Listing('account.retentionTags()', list, options);
  }

  /** The mailboxes that one may search whose role is discovery; others are refused (ErrorAccessDenied). Exchange 2013. */
  searchableMailboxes(options: SearchableOptions = {}): Listing<SearchableMailboxType, SearchableOptions> {
    const session = this.session();
    async function* list(more: SearchableOptions) {
      yield* await getSearchableMailboxes(session, more);
    }
    return new Listing('account.searchableMailboxes()', list, options, SEARCHABLE_RULES);
  }

  /**
   * Searches many mailboxes by one query, as those may whose role is discovery: previews of what was found, wherever it lies. Mailboxes that
   * could not be searched are told at the end, by one {@link BulkError}. Exchange 2013.
   */
  searchMailboxes(query: string, options: MailboxSearchOptions): Listing<SearchPreviewItemType> {
    const isEmpty = typeof query !== 'string' || query.trim() === '';
    if (isEmpty)
      throw new ValidationError('account.searchMailboxes()', [
        { path: 'query', message: 'expected words to look for' },
      ]);
    checkOptions('account.searchMailboxes()', options, MAILBOX_SEARCH_RULES);
    if (!options?.mailboxes)
      throw new ValidationError('account.searchMailboxes()', [{ path: 'mailboxes', message: MAILBOXES }]);
    const { signal, timeoutMs, deadlineMs, retry } = options;
    const asked: RequestOptions = { signal, timeoutMs, deadlineMs, retry };
    const list = (more: RequestOptions) => searchMailboxes(this.session(), query, { ...options, ...more });
    return new Listing('account.searchMailboxes()', list, asked);
  }

  /** What the organization has set of mail tips, telephony and protection. Default: of mail tips. Exchange 2010. */
  async serviceConfiguration(
    names: readonly ConfigurationName[] = ['MailTips'],
    options: RequestOptions = {},
  ): Promise<ServiceConfigurations> {
    const wrong = violationsOf(names, CONFIGURATIONS, 'names');
    if (wrong.length > 0) throw new ValidationError('account.serviceConfiguration()', wrong);
    checkOptions('account.serviceConfiguration()', options, REQUEST_RULES);
    return getServiceConfiguration(this.session(), names, options);
  }
}
