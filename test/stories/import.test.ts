/** Mail as text, out of a mailbox and into another: what it says, when it came, and that it is no draft. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import type { Account, FileAttachment } from '../../src/index.js';
import { temporaryFolder } from '../support/temp-folder.js';
import { operationsOf, story } from './mailbox.js';

const s = story({ mailboxes: { 'alice@example.test': {}, 'bob@example.test': {} } });
let alice: Account;
let bob: Account;

beforeAll(async () => {
  [alice, bob] = await Promise.all([s.connect('alice'), s.connect('bob')]);
});

const MAIL = [
  'Received: from a by b; Tue, 02 Jan 2024 10:00:05 +0100',
  'Received: from x by a;\r\n\tTue, 02 Jan 2024 08:59:59 +0000',
  'Date: Tue, 02 Jan 2024 08:59:00 +0000',
  'From: dora@example.org',
  'To: bob@example.test',
  'Subject: Years ago',
  '',
  'Hello.',
].join('\r\n');

test('mail that was exported is imported with all that is in it', async () => {
  const attachments = [{ name: 'a.txt', content: 'deep' }];
  await alice.send({ to: ['bob@example.test'], subject: 'Out and in', text: 'x', attachments });
  const received = await bob.inbox.get({ subject: 'Out and in' });
  const [copy] = await alice.inbox.import(await received.mime(), { isRead: true });
  expect(copy).toMatchObject({ subject: 'Out and in', isRead: true, isDraft: false });
  expect(await (copy?.attachments?.[0] as FileAttachment | undefined)?.text()).toBe('deep');
});

test('its day is that of its arrival, or the one that is given; it is unread and no draft', async () => {
  const days = [
    [MAIL, {}, '2024-01-02T09:00:05.000Z'],
    [MAIL.slice(MAIL.indexOf('Date:')), {}, '2024-01-02T08:59:00.000Z'],
    [MAIL, { dateTimeReceived: new Date('2020-02-02T00:00:00Z') }, '2020-02-02T00:00:00.000Z'],
  ] as const;
  for (const [text, options, day] of days) {
    const [made] = await bob.inbox.import(text, options);
    expect([made?.dateTimeReceived?.toISOString(), made?.isRead, made?.isDraft]).toEqual([day, false, false]);
  }
});

test('a file is imported by its path; what is no mail is refused by name, and nothing is sent', async () => {
  await using folder = await temporaryFolder('ewskit-import-');
  const path = join(folder.path, 'a.eml');
  await writeFile(path, MAIL);
  expect(await bob.inbox.import({ path })).toMatchObject([{ subject: 'Years ago' }]);
  const sent = await operationsOf(s.sandbox, async () => {
    await expect(bob.inbox.import('no mail')).rejects.toThrow(/source: is no message: it does not begin with a header/);
    await expect(bob.inbox.import({ path: 'no/such.eml' })).rejects.toThrow(/source\.path: .*ENOENT/);
    await expect(bob.inbox.import(7 as never)).rejects.toThrow(/source: expected MIME as a string or bytes/);
    const journal = bob.distinguished('journal');
    await expect(journal.import(MAIL)).rejects.toThrow(/folder: there are files of mail, events, tasks and contacts/);
    await expect(bob.tasks.import(MAIL)).rejects.toThrow(/import\(\) is not valid.*source: /);
  });
  expect(sent).toEqual([]);
});
