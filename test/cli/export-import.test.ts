/** `ewskit export` and `ewskit import`: a mailbox into files and into another, broken off and taken up again. */
import { readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mboxEntry, mboxMessages } from '../../src/cli/mbox.js';
import { runCli } from '../../src/cli/program.js';
import type { Account } from '../../src/index.js';
import { story } from '../stories/mailbox.js';
import { type TemporaryFolder, temporaryFolder } from '../support/temp-folder.js';
import { capture } from './capture.js';

const [ALICE, BOB, CAROL] = ['alice@example.test', 'bob@example.test', 'carol@example.test'];
const s = story();
let files: TemporaryFolder;
let alice: Account;
let bob: Account;

beforeAll(async () => {
  files = await temporaryFolder('ewskit-export-');
  [alice, bob] = await Promise.all([s.connect('alice'), s.connect('bob')]);
  await alice.inbox.createFolder('Projects');
  const projects = alice.folder('Inbox/Projects', 'mail');
  for (const subject of ['One', 'Two', 'Three'])
    await projects.create({ subject, text: `From the first\nFrom ${subject}` });
  const task = await alice.tasks.create({ subject: 'Water', categories: ['x'] });
  await task.attach({ name: 'a.txt', content: 'in it' });
  await alice.contacts.create({ displayName: 'Carol', emailAddresses: [{ key: 'EmailAddress1', value: CAROL }] });
});

afterAll(() => rm(files.path, { recursive: true, force: true }));

async function run(...argv: string[]) {
  const context = capture({ env: { EWS_PASSWORD: 'secret' } });
  const code = await runCli([...argv, '--endpoint', s.sandbox.endpoint], context);
  return { code, out: context.out().trim(), err: context.err() };
}

test('a mailbox is exported, and what is there already is not again; it is put into another as it was, once', async () => {
  const out = join(files.path, 'whole');
  expect(await run('export', ALICE, '--out', out)).toMatchObject({
    code: 0,
    out: '5 exported, 0 there already, 0 failed',
    err: '',
  });
  await alice.folder('Inbox/Projects', 'mail').create({ subject: 'Four' });
  expect((await run('export', ALICE, '--out', out, '--json')).out).toBe('{"exported":1,"known":5,"failed":0}');

  const entries = (await readFile(join(out, 'manifest.jsonl'), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(entries.filter(({ folder }) => folder === 'Inbox/Projects')).toHaveLength(4);
  expect((await readdir(join(out, 'Inbox', 'Projects'))).every((name) => /^[0-9a-f]{24}\.fts$/.test(name))).toBe(true);

  // One file is not what it was: it is told, and the others go in.
  const spoiled = join(out, entries[0].file);
  const good = await readFile(spoiled);
  await writeFile(spoiled, Buffer.from(good).fill(0, 10, 20));
  const first = await run('import', BOB, out);
  expect(first).toMatchObject({ code: 1, out: '5 imported, 0 in it already, 1 failed' });
  expect(first.err).toContain('its checksum differs');
  await writeFile(spoiled, good);
  expect(await run('import', BOB, out)).toMatchObject({
    err: '',
    code: 0,
    out: '1 imported, 5 in it already, 0 failed',
  });

  expect((await bob.folder('Inbox/Projects', 'mail').pluck('subject').toArray()).sort()).toEqual([
    'Four',
    'One',
    'Three',
    'Two',
  ]);
  const task = await bob.tasks.get({ subject: 'Water' });
  expect(task.categories).toEqual(['x']);
  const [file] = task.attachments ?? [];
  expect(file?.kind === 'fileAttachment' && (await file.text())).toBe('in it');
  expect((await bob.contacts.get()).displayName).toBe('Carol');
});

test('as MIME: .eml of mail, .vcf of contacts; mail goes in again', async () => {
  const out = join(files.path, 'mime');
  await run('export', ALICE, '--out', out, '--format', 'mime', '--folder', 'Inbox/Projects', '--folder', 'Contacts');
  expect((await readdir(join(out, 'Inbox', 'Projects'))).map((name) => name.slice(-4))).toEqual(Array(4).fill('.eml'));
  const [card] = await readdir(join(out, 'Contacts'));
  expect(await readFile(join(out, 'Contacts', card ?? ''), 'utf8')).toContain('BEGIN:VCARD');
  const { code, out: said, err } = await run('import', BOB, out, '--folder', 'Restored');
  expect([code, said]).toEqual([1, '4 imported, 0 in it already, 1 failed']);
  expect(err).toContain('only whole items (.fts) and mail');
  expect(await bob.folder('Restored/Inbox/Projects', 'mail').count()).toBe(4);
});

test('as mbox: one file of a folder; what a run that broke off has left in it is cut off', async () => {
  const out = join(files.path, 'mbox');
  const args = ['export', ALICE, '--out', out, '--format', 'mbox', '--folder', 'Inbox/Projects'] as const;
  await run(...args);
  const box = join(out, 'Inbox', 'Projects.mbox');
  const whole = await readFile(box);
  expect([...mboxMessages(whole)]).toHaveLength(4);
  const manifest = join(out, 'manifest.jsonl');
  const lines = (await readFile(manifest, 'utf8')).trim().split('\n');
  // As if the last message had been written by half, and its line not at all.
  await writeFile(manifest, `${lines.slice(0, 3).join('\n')}\n{"folder":`);
  await truncate(box, whole.length - 5);
  expect((await run(...args)).out).toBe('1 exported, 3 there already, 0 failed');
  expect([...mboxMessages(await readFile(box))]).toHaveLength(4);
  expect((await run('import', BOB, box, '--folder', 'Drafts')).out).toBe('4 imported, 0 in it already, 0 failed');
  const texts = await bob.drafts.all({ bodyType: 'Text' }).toArray();
  expect(texts.map(({ text }) => text?.includes('From the first')).filter(Boolean)).toHaveLength(3);
});

test.each([
  [['export', ALICE], "required option '--out <dir>'"],
  [['export', ALICE, '--out', 'x', '--format', 'pst'], 'Allowed choices are fts, mime, mbox'],
  [['import', BOB, 'nowhere'], 'nowhere is not there'],
])('%j is refused', async (argv, message) => {
  const { code, err } = await run(...argv);
  expect(code).toBe(2);
  expect(err).toContain(message);
});

test('lines of mail that begin with From come back as they were', () => {
  const mail = 'Subject: x\r\n\r\nFrom here\r\n>From there\r\n\r\nend\r\n';
  const file = Buffer.concat([
    mboxEntry(Buffer.from(mail), new Date(0)),
    mboxEntry(Buffer.from('Subject: y\r\n\r\nz\r\n'), new Date(0)),
  ]);
  expect(file.toString()).toMatch(/^From MAILER-DAEMON Thu Jan 01 00:00:00 1970\n/);
  expect([...mboxMessages(file)].map(String)).toEqual([mail, 'Subject: y\r\n\r\nz\r\n']);
});
