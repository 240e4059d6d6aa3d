/** What belongs to a mailbox's calendar beside its items: who is free when, and what is reminded of. */
import { Listing } from '../requests/listing.js';
import { Availability } from './availability.js';
import { MailboxEvents } from './mailbox-events.js';
import { type Reminder, remindersOf } from './reminders.js';

/** The calendar's services. Nothing is sent before one of them is used. */
export abstract class MailboxCalendar extends MailboxEvents {
  /** When people are free, and when they could meet. */
  get availability(): Availability {
    return new Availability(this.session());
  }

  /** What the mailbox reminds of, soonest first. Exchange 2013. */
  get reminders(): Listing<Reminder> {
    return new Listing('account.reminders', (options) => remindersOf(this.session(), options));
  }
}
