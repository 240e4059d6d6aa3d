/**
 * An appointment, a series, and a meeting at a time that suits: what is free is asked for first.
 * Set EWS_EMAIL and EWS_PASSWORD, and EWS_ENDPOINT where autodiscover shall not look for it; EWS_TO is who is invited, by default nobody else.
 */
import { Account, credentials, recur } from 'ewskit';

const { EWS_ENDPOINT, EWS_EMAIL = '', EWS_PASSWORD = '', EWS_TO } = process.env;
const [DAY, HOUR] = [86_400_000, 3_600_000];

await using account = await Account.connect({
  email: EWS_EMAIL,
  credentials: credentials({ username: EWS_EMAIL, password: EWS_PASSWORD }),
  timeZone: 'Europe/Copenhagen',
  ...(EWS_ENDPOINT && { endpoint: EWS_ENDPOINT }),
});

const noon = new Date(Math.ceil(Date.now() / DAY) * DAY + 12 * HOUR);
await account.calendar.create({
  subject: 'Lunch',
  start: noon,
  end: new Date(noon.getTime() + HOUR),
  reminderMinutesBeforeStart: 5,
});

const review = await account.calendar.create({
  subject: 'Review',
  start: '2030-01-07T09:00',
  end: '2030-01-07T09:30',
  recurrence: recur.weekly({ daysOfWeek: ['Monday'], interval: 2, numberOfOccurrences: 6 }),
});
console.log(recur.describe(review.recurrence));
for await (const { start } of review.occurrences()) console.log(start);

const who = EWS_TO ? [EWS_EMAIL, EWS_TO] : [EWS_EMAIL];
const span = { start: new Date(), end: new Date(Date.now() + 7 * DAY), minutes: 60 };
for await (const { start, end, quality } of account.availability.suggest(who, span)) {
  const attendees = EWS_TO ? { requiredAttendees: [EWS_TO] } : {};
  await account.calendar.create({ subject: 'Planning', start, end, ...attendees }, { notify: EWS_TO ? 'all' : 'none' });
  console.log(`planned for ${start.toISOString()}, ${quality}`);
  break;
}
