/** Whole items that come in are read once as MIME: what reads calendars and cards is there, also where nobody has asked for MIME before. */
import { expect, test } from '@jest/globals';
import { story } from '../../stories/mailbox.js';

const s = story();

test('a contact and an appointment are put in by the first request that needs cards and calendars', async () => {
  const alice = await s.connect('alice');
  await alice.contacts.create({ displayName: 'Carol' });
  await alice.calendar.create({ subject: 'Lunch', start: '2025-03-03T12:00', end: '2025-03-03T13:00' });
  await alice.contacts.upload(alice.contacts.all().export());
  await alice.calendar.upload(alice.calendar.all().export());
  expect([await alice.contacts.count(), await alice.calendar.count()]).toEqual([2, 2]);
});
