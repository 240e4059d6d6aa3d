/** The six questions of the demo, each a query and a small table of its answer. */
import { type Account, and, type Message, not, or, type Where } from '../index.js';
import type { Output } from './stream.js';
import { table } from './table.js';

const WEEK = 7 * 86_400_000;

/** Asks all six and prints the first one's request. */
export async function runQueries(account: Account, monday: Date, out: Output): Promise<void> {
  const heading = (text: string) => out.write(`\n${text}\n\n`);

  heading('1  Unread and important, by subject, the first five');
  const important = account.inbox
    .filter({ isRead: false, importance: 'High' })
    .orderBy('subject')
    .only('subject', 'from', 'importance');
  const first = await important.slice(0, 5).toArray();
  out.write(
    table(
      ['Subject', 'From', 'Importance'],
      first.map((mail) => [mail.subject, mail.from?.name, mail.importance]),
    ),
  );

  heading('2  Urgent or an invoice, but nothing of the newsletter: how many');
  const urgent: Where<Message> = and(
    or({ subject__istartswith: 'urgent' }, { subject__icontains: 'invoice' }),
    not({ categories__contains: ['News'] }),
  );
  const unread = account.inbox.filter(urgent).filter({ isRead: false });
  out.write(table(['All', 'Unread'], [[await account.inbox.filter(urgent).count(), await unread.count()]]));

  heading('3  The three largest messages, as rows of values');
  const largest = await account.inbox.orderBy('-size').valuesList('subject', 'size').slice(0, 3).toArray();
  out.write(table(['Subject', 'Bytes'], largest));

  heading('4  Mail from Fabrikam: one of them, and whether Adatum wrote at all');
  const fabrikam = account.inbox.filter({ from__icontains: 'fabrikam' }).orderBy('-dateTimeCreated');
  const adatum = await account.inbox.filter({ from__icontains: 'adatum' }).exists();
  out.write(table(['Fabrikam', 'Adatum'], [[(await fabrikam.at(0))?.subject, adatum]]));

  heading('5  Meetings on Monday and Tuesday');
  const view = account.calendar.view({ start: monday, end: new Date(monday.getTime() + (2 * WEEK) / 7) });
  const meetings = await view.toArray();
  out.write(
    table(
      ['Start (UTC)', 'Subject', 'Location'],
      meetings.map((item) => [item.start, item.subject, item.location]),
    ),
  );

  heading('6  Contacts with a Danish mobile number');
  const danish = account.contacts.filter({ phoneNumbers__MobilePhone__startswith: '+45' }).orderBy('displayName');
  const cards = await danish.only('displayName', 'companyName').slice(0, 5).toArray();
  out.write(
    table(
      ['Name', 'Company'],
      cards.map((card) => [card.displayName, card.companyName]),
    ),
  );

  heading('What query 1 sends');
  out.write(`${await important.slice(0, 5).explain()}\n\n`);
}
