/** What belongs to a mailbox beside its folders: settings, rules, delegates, people. Nothing is sent before one of them is used. */
import type { MailTips } from '../../generated/index.js';
import { type Rule, rule, ValidationError, violationsOf } from '../errors.js';
import { Delegates } from '../mailbox/delegates.js';
import { OutOfOffice } from '../mailbox/out-of-office.js';
import { Rules } from '../mailbox/rules.js';
import { People } from '../people/people.js';
import { getMailTips } from '../requests/get-mail-tips.js';
import { Listing } from '../requests/listing.js';
import type { RequestOptions } from '../requests/options.js';
import { MailboxFolders } from './mailbox-folders.js';

const ADDRESSES: Rule = rule(
  'an address, or an array of addresses',
  (value) => Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string' && one !== ''),
);

/** The subjects of a mailbox, each an object of its own. */
export abstract class MailboxSubjects extends MailboxFolders {
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

  /** What a sender is told beforehand of recipients: that they are away, or none, how many a list has. Default: of this mailbox. */
  mailTips(who?: string | readonly string[], options: RequestOptions = {}): Listing<MailTips> {
    const session = this.session();
    const recipients = who === undefined ? [session.email] : typeof who === 'string' ? [who] : who;
    const wrong = violationsOf(recipients, ADDRESSES, 'who');
    if (wrong.length > 0) throw new ValidationError('account.mailTips()', wrong);
    return new Listing('account.mailTips()', (more) => getMailTips(session, recipients, more), options);
  }
}
