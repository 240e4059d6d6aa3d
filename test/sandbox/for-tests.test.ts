/** The sandbox as the tests of its users take it: filled when it starts, set back in no time, without a socket. */
import '../support/judged-sandboxes.js';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Account, failFast, ValidationError } from '../../src/index.js';
import { Sandbox } from '../../src/sandbox.js';

const ALICE = 'alice@example.test';
const BOB = 'bob@example.test';

let place: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'sandbox-test-'));
});
afterEach(() => rmSync(place, { recursive: true, force: true }));

const subjects = async (account: Account, folder: 'inbox' | 'drafts' = 'inbox') =>
  (await account[folder].all().toArray()).map(({ subject }) => subject);

describe('seeds', () => {
  test('mailboxes begin with items of objects and of files, in folders that are made, with rights', async () => {
    const [eml, ics, vcf, todo] = ['mail.eml', 'day.ics', 'ann.vcf', 'todo.ics'].map((name) => join(place, name)) as [
      string,
      string,
      string,
      string,
    ];
    writeFileSync(
      eml,
      'From: Ann <ann@contoso.com>\r\nSubject: As it came\r\nDate: Mon, 05 Jan 2026 10:00:00 +0000\r\n\r\nText',
    );
    writeFileSync(
      ics,
      'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20260106T090000Z\r\nDTEND:20260106T100000Z\r\nSUMMARY:Day\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n',
    );
    writeFileSync(
      todo,
      'BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\nUID:1\r\nSUMMARY:Of a file\r\nDUE;VALUE=DATE:20260107\r\nSTATUS:IN-PROCESS\r\nEND:VTODO\r\nEND:VCALENDAR\r\n',
    );
    writeFileSync(vcf, 'BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ann Berg\r\nN:Berg;Ann;;;\r\nEND:VCARD\r\n');
    await using sandbox = await Sandbox.start({
      listen: false,
      mailboxes: {
        [ALICE]: {
          folders: {
            inbox: [
              eml,
              {
                subject: 'Made up',
                from: 'Bob Bo <bob@example.test>',
                body: 'Hello',
                dateTimeReceived: '2026-01-07T08:00:00Z',
                categories: ['Blue'],
                attachments: [{ name: 'a.txt', content: 'text' }],
              },
            ],
            'inbox/Projects/One': [{ subject: 'Below' }],
            calendar: {
              items: [ics, { subject: 'Lunch', start: '2026-01-06T11:00:00Z', end: '2026-01-06T12:00:00Z' }],
              rights: { [BOB]: 'Reviewer' },
            },
            contacts: [vcf, { displayName: 'Carl', emailAddresses: ['carl@contoso.com'] }],
            tasks: [{ subject: 'To do' }, todo],
            drafts: [{ subject: 'Not yet', toRecipients: BOB }],
          },
        },
        [BOB]: {},
      },
    });
    await using account = await Account.connect({ ...sandbox.connectionFor(ALICE), timeZone: 'UTC' });
    const mails = await account.inbox.all().toArray();
    expect(mails.map(({ subject, isRead, isDraft }) => [subject, isRead, isDraft])).toEqual([
      ['Made up', false, false],
      ['As it came', false, false],
    ]);
    expect(mails[0]).toMatchObject({
      from: { name: 'Bob Bo', emailAddress: BOB },
      hasAttachments: true,
      categories: ['Blue'],
    });
    expect(mails[1]?.dateTimeReceived).toEqual(new Date('2026-01-05T10:00:00Z'));
    const below = account.inbox.folder('Projects/One');
    expect(await below.all().count()).toBe(1);
    expect((await account.calendar.all().toArray()).map(({ subject }) => subject).sort()).toEqual(['Day', 'Lunch']);
    expect((await account.contacts.all().toArray()).map(({ displayName }) => displayName).sort()).toEqual([
      'Ann Berg',
      'Carl',
    ]);
    const tasks = (await account.tasks.all().toArray()).map(({ subject, status, dueDate }) => [
      subject,
      status,
      dueDate,
    ]);
    expect(tasks).toContainEqual(['Of a file', 'InProgress', new Date('2026-01-07T00:00:00Z')]);
    expect(tasks).toHaveLength(2);
    expect(await subjects(account, 'drafts')).toEqual(['Not yet']);
    await using bob = await Account.connect({ ...sandbox.connectionFor(BOB), email: ALICE });
    expect(await bob.calendar.all().count()).toBe(2);
    await expect(bob.inbox.all().count()).rejects.toMatchObject({ code: 'ErrorAccessDenied' });
  });

  test('what is wrong is told by its path, all of it, and nothing is started', async () => {
    const wrong = Sandbox.start({
      mailboxes: {
        [ALICE]: {
          folders: {
            inbox: [{ subjet: 'x' }, { isRead: 'no' as never }, 'nowhere.eml', 'mail.txt', { importance: 'Highest' }],
            nowhere: [],
            calendar: { rights: { 'zoe@example.test': 'King' } },
            contacts: [{ dateTimeReceived: 'tomorrow' }],
          },
        },
      },
    });
    const error = (await wrong.catch((thrown: unknown) => thrown)) as ValidationError;
    expect(error).toBeInstanceOf(ValidationError);
    const at = (path: string) => `mailboxes['${ALICE}'].folders['${path}`;
    expect(error.violations.map(({ path, message }) => `${path}: ${message}`)).toEqual([
      `${at('inbox')}'][0].subjet: no property of a message; did you mean 'subject'?`,
      `${at('inbox')}'][1].isRead: expected a boolean, got "no"`,
      `${at('inbox')}'][2]: nowhere.eml cannot be read (ENOENT)`,
      `${at('inbox')}'][3]: mail.txt: expected an .eml, .ics or .vcf file`,
      `${at('inbox')}'][4].importance: expected one of Low, Normal, High, got "Highest"`,
      `${at('nowhere')}']: nowhere is no default folder; write inbox, or a path below one: inbox/Projects`,
      `${at('calendar')}'].rights['zoe@example.test']: no mailbox of the sandbox`,
      expect.stringContaining(`${at('calendar')}'].rights['zoe@example.test']: expected one of None, `),
      `${at('contacts')}'][0].dateTimeReceived: expected a Date or an ISO text, got "tomorrow"`,
    ]);
  });

  test('a data file is filled once', async () => {
    const options = {
      data: join(place, 'mail.db'),
      mailboxes: { [ALICE]: { folders: { inbox: [{ subject: 'Once' }] } } },
    };
    await (await Sandbox.start(options)).close();
    await using sandbox = await Sandbox.start(options);
    await using account = await Account.connect(sandbox.connectionFor(ALICE));
    expect(await subjects(account)).toEqual(['Once']);
  });
});

describe('snapshot and reset', () => {
  test('everything is as it was: items and their ids, folders, settings, clock, faults; connected clients stay', async () => {
    const start = new Date('2026-02-01T00:00:00Z');
    await using sandbox = await Sandbox.start({
      mailboxes: { [ALICE]: { folders: { inbox: [{ subject: 'Seed' }] } } },
      now: start,
    });
    await using account = await Account.connect(sandbox.connectionFor(ALICE));
    const make = async (subject: string) => (await account.drafts.create({ subject })).id;
    sandbox.clock.freeze(start);
    sandbox.reset();
    const first = await make('first');
    await account.inbox.createFolder('Below');
    await account.inbox
      .all()
      .delete({ deleteType: 'hard' } as never)
      .catch(() => undefined);
    sandbox.faults = { rate: 1, kinds: ['busy'] };
    sandbox.clock.advance(1_000_000);
    expect(sandbox.requests.length).toBeGreaterThan(1);
    sandbox.reset();
    expect([sandbox.requests.length, sandbox.faults, sandbox.external.length]).toEqual([0, undefined, 0]);
    expect(Math.abs(sandbox.clock.now().getTime() - start.getTime())).toBeLessThan(600_000);
    expect([await subjects(account), await subjects(account, 'drafts')]).toEqual([['Seed'], []]);
    expect(await make('first')).toEqual(first);
    sandbox.snapshot();
    await make('second');
    sandbox.reset();
    expect(await subjects(account, 'drafts')).toEqual(['first']);
  });

  test('a data file has what came after a snapshot once it is closed; without one there is nothing to go back to', async () => {
    const data = join(place, 'mail.db');
    const sandbox = await Sandbox.start({ data });
    expect(() => sandbox.reset()).toThrow(/call sandbox\.snapshot\(\) before/);
    sandbox.snapshot();
    {
      await using account = await Account.connect(sandbox.connectionFor(ALICE));
      await account.drafts.create({ subject: 'gone' });
      sandbox.reset();
      await account.drafts.create({ subject: 'kept' });
    }
    await sandbox.close();
    await using again = await Sandbox.start({ data });
    await using account = await Account.connect(again.connectionFor(ALICE));
    expect(await subjects(account, 'drafts')).toEqual(['kept']);
  });
});

describe('within the process', () => {
  test('a sandbox without a socket answers, records and fails as over one', async () => {
    await using sandbox = await Sandbox.start({ listen: false });
    expect(sandbox.endpoint).toBe('http://sandbox.ewskit.test/EWS/Exchange.asmx');
    await using account = await Account.connect({ ...sandbox.connectionFor(ALICE), retry: failFast() });
    await account.drafts.create({ subject: 'handed over' });
    expect(await subjects(account, 'drafts')).toEqual(['handed over']);
    expect(sandbox.requests).toContainEqual(
      expect.objectContaining({ operation: 'FindItem', user: ALICE, status: 200 }),
    );
    sandbox.failNext('ErrorMailboxStoreUnavailable', { operation: 'FindItem', times: 9 });
    await expect(subjects(account, 'drafts')).rejects.toMatchObject({ code: 'ErrorMailboxStoreUnavailable' });
    sandbox.reset();
    sandbox.faults = { rate: 1, kinds: ['reset'] };
    await expect(account.drafts.create({ subject: 'lost' })).rejects.toMatchObject({ code: 'ERR_CONNECTION_RESET' });
  });

  test('over the socket the same options connect, with the certificate where there is one', async () => {
    await using sandbox = await Sandbox.start({ tls: true });
    await using account = await Account.connect(sandbox.connectionFor(BOB));
    expect(await subjects(account)).toEqual([]);
    expect(() => sandbox.connectionFor('zoe@example.test')).toThrow(/no mailbox zoe/);
  });
});
