/**
 * Who wrote the unread mail of the last month, and how much of it: a query, values instead of items, plain TypeScript after that.
 * Set EWS_EMAIL and EWS_PASSWORD, and EWS_ENDPOINT where autodiscover shall not look for it.
 */
import { Account, credentials } from 'ewskit';

const { EWS_ENDPOINT, EWS_EMAIL = '', EWS_PASSWORD = '' } = process.env;
const MONTH = 30 * 86_400_000;

await using account = await Account.connect({
  email: EWS_EMAIL,
  credentials: credentials({ username: EWS_EMAIL, password: EWS_PASSWORD }),
  ...(EWS_ENDPOINT && { endpoint: EWS_ENDPOINT }),
});

const unread = account.inbox.filter({ isRead: false, dateTimeReceived__gte: new Date(Date.now() - MONTH) });
const bySender = new Map<string, number>();
for await (const mail of unread.only('from')) {
  const sender = mail.from?.emailAddress ?? 'unknown';
  bySender.set(sender, (bySender.get(sender) ?? 0) + 1);
}
for (const [sender, count] of [...bySender].sort((a, b) => b[1] - a[1])) console.log(`${count}\t${sender}`);
