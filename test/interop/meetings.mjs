/**
 * Our part of a meeting with exchangelib: alice, who calls it, and bob. Carol is exchangelib's (meetings.py). `meetings.mjs STEP URL`; each
 * step begins with what the others have done since the last. Prints a line for each check, and exits with 1 when one fails.
 */
import { Account, recur } from '../../dist/index.js';
import { check, conclude } from './check.mjs';

const [, , step, endpoint] = process.argv;
const open = (email) =>
  Account.connect({
    email,
    endpoint,
    credentials: { username: email, password: 'secret' },
    timeZone: 'Europe/Copenhagen',
  });
const [alice, bob] = await Promise.all([open('alice@example.test'), open('bob@example.test')]);

const SPAN = { start: '2027-03-01', end: '2027-03-05' };
const days = async (who) => {
  const found = await who.calendar.view(SPAN).toArray();
  return found
    .filter(({ subject }) => subject?.includes('Plans'))
    .map(({ start, legacyFreeBusyStatus }) => `${start.toISOString().slice(5, 16)} ${legacyFreeBusyStatus}`);
};
const series = async () => {
  const [first] = await alice.calendar.view(SPAN).toArray();
  return first?.master();
};
const answers = ({ requiredAttendees = [] }) =>
  requiredAttendees.map(({ mailbox, responseType }) => `${mailbox.name} ${responseType}`);
const requests = async (who) =>
  (await who.inbox.filter({ subject: 'Plans' }).toArray()).filter(
    ({ kind, isOutOfDate }) => kind === 'meetingRequest' && !isOutOfDate,
  );

if (step === 'invite') {
  await alice.calendar.create(
    {
      subject: 'Plans',
      start: '2027-03-01T10:00',
      end: '2027-03-01T11:00',
      location: 'Room 1',
      recurrence: recur.daily({ numberOfOccurrences: 3 }),
      requiredAttendees: ['bob@example.test', 'carol@example.test'],
    },
    { notify: 'all' },
  );
  const [request] = await requests(bob);
  await request.accept({ text: 'Fine.' });
  check('bob has accepted', await days(bob), ['03-01T09:00 Busy', '03-02T09:00 Busy', '03-03T09:00 Busy']);
} else if (step === 'change') {
  const master = await series();
  check('who has answered what', answers(master), ['Bob Accept', 'Carol Tentative']);
  const proposals = (await alice.inbox.all().toArray()).filter(({ proposedStart }) => proposedStart);
  check(
    'what carol proposes',
    proposals.map((one) => [one.responseType, one.proposedStart, one.proposedEnd, one.from.emailAddress]),
    [['Tentative', '2027-03-01T13:00:00.000Z', '2027-03-01T14:00:00.000Z', 'carol@example.test']],
  );
  check('which stands in the list, too', master.requiredAttendees[1].proposedStart, '2027-03-01T13:00:00.000Z');
  await master.update({ start: '2027-03-01T14:00', end: '2027-03-01T15:00', location: 'Room 2' }, { notify: 'all' });
  const [update] = await requests(bob);
  check('bob is asked again', update.meetingRequestType, 'FullUpdate');
  await update.accept();
  check('nobody else has answered since', answers(await series()), ['Bob Accept', 'Carol Unknown']);
} else if (step === 'one-day') {
  check('both are in', answers(await series()), ['Bob Accept', 'Carol Accept']);
  await (await (await series()).occurrence(2)).delete({ notify: 'all' });
  check('two days are left', await days(alice), ['03-01T13:00 Busy', '03-03T13:00 Busy']);
  check('bob knows of it', await days(bob), ['03-01T13:00 Busy', '03-02T13:00 Free', '03-03T13:00 Busy']);
  for await (const mail of bob.inbox.filter({ subject: 'Canceled: Plans' })) await mail.removeFromCalendar();
  check('and has removed it', await days(bob), ['03-01T13:00 Busy', '03-03T13:00 Busy']);
} else if (step === 'off') {
  await (await series()).cancel({ text: 'No budget.' });
} else {
  check('nothing is left at alice', await days(alice), []);
  for await (const mail of bob.inbox.filter({ subject: 'Canceled: Plans' })) await mail.removeFromCalendar();
  check('nor at bob', await days(bob), []);
  check('what alice has heard', (await alice.inbox.orderBy('subject').pluck('subject').toArray()).sort(), [
    'Accepted: Plans',
    'Accepted: Plans',
    'Accepted: Plans',
    'Tentative: Plans',
    'Tentative: Plans',
  ]);
  // The meeting that exchangelib called.
  const [theirs] = await bob.inbox.filter({ subject: 'Carol calls' }).toArray();
  check(
    'an invitation of exchangelib',
    [theirs?.kind, theirs?.meetingRequestType],
    ['meetingRequest', 'NewMeetingRequest'],
  );
  check('and its end', await bob.inbox.filter({ subject: 'Canceled: Carol calls' }).count(), 1);
}
conclude(`ewskit, ${step}`);
await Promise.all([alice, bob].map((account) => account[Symbol.asyncDispose]()));
