/** Attachments against a sandbox: what is attached arrives byte by byte, and is found, saved and taken off again. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Account, Attachment, FileAttachment, ItemAttachment, NewAttachment } from '../../src/index.js';
import { type TemporaryFolder, temporaryFolder } from '../support/temp-folder.js';
import { operationsOf, story } from './mailbox.js';

const s = story({ mailboxes: { 'alice@example.test': {}, 'bob@example.test': {} } });
let alice: Account;
let bob: Account;

beforeAll(async () => {
  [alice, bob] = await Promise.all([s.connect('alice'), s.connect('bob')]);
});

/** Bytes of every value, no two neighbours the same. */
const bytes = (length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, index) => (index * 31 + (index >> 8)) % 256);

async function draft(attachments: readonly NewAttachment[] = []) {
  const made = await alice.drafts.create({ subject: 'With files', attachments });
  return { made, read: async () => alice.drafts.item(made.id) };
}

const names = (attachments: readonly Attachment[] | undefined): unknown[] =>
  (attachments ?? []).map(({ name }) => name);
const file = (attachments: readonly Attachment[] | undefined, index = 0): FileAttachment =>
  attachments?.[index] as FileAttachment;

describe('contents', () => {
  const LARGE = bytes(300_001);
  const KINDS: readonly (readonly [string, NewAttachment & { name: string }, Uint8Array])[] = [
    ['text, as UTF-8', { name: 'a', content: 'Grüße' }, Buffer.from('Grüße')],
    ['nothing', { name: 'b', content: '' }, new Uint8Array()],
    ['bytes', { name: 'c', content: bytes(10) }, bytes(10)],
    ['many bytes', { name: 'd', content: LARGE }, LARGE],
    ['a Blob', { name: 'e', content: new Blob([LARGE]) }, LARGE],
    ['a stream', { name: 'f', content: new Blob([LARGE]).stream() }, LARGE],
    ['a function', { name: 'g', content: () => new Blob([LARGE]).stream() }, LARGE],
  ];

  test('of every form come back as they were, given with the item and attached to it', async () => {
    const { made, read } = await draft(KINDS.slice(0, 5).map(([, given]) => given));
    const later = await made.attach(KINDS.slice(5).map(([, given]) => given));
    expect(names(later)).toEqual(['f', 'g']);
    const item = await read();
    expect(names(item.attachments)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
    for (const [index, [what, , expected]] of KINDS.entries()) {
      for (const holder of [made, item]) {
        const got = await file(holder.attachments, index).bytes();
        expect([what, Buffer.compare(got, expected)]).toEqual([what, 0]);
      }
    }
    expect(await file(item.attachments).text()).toBe('Grüße');
  });

  test('come as a stream, of which nothing is asked for that is not read', async () => {
    const { read } = await draft([{ name: 'd', content: LARGE }]);
    const attachment = file((await read()).attachments);
    expect(await operationsOf(s.sandbox, async () => attachment.stream())).toEqual([]);
    const parts: Uint8Array[] = [];
    for await (const part of attachment.stream()) parts.push(part);
    expect(Buffer.concat(parts).equals(LARGE)).toBe(true);
    expect(parts.length).toBeGreaterThan(1);
    for await (const _part of attachment.stream()) break;
  });

  test('of what is not saved yet are read where they come from', async () => {
    const item = alice.drafts.new({ subject: 'x', attachments: [{ name: 'a', content: 'one' }] });
    await item.attach({ name: 'b', content: 'two' });
    const read = async () => Promise.all((item.attachments ?? []).map((one) => (one as FileAttachment).text()));
    expect(await read()).toEqual(['one', 'two']);
    await item.detach(file(item.attachments));
    await item.save();
    expect(names((await alice.drafts.item(item.id)).attachments)).toEqual(['b']);
    expect(await read()).toEqual(['two']);
  });

  test('of another item can be attached as they are', async () => {
    const first = await draft([{ name: 'd', content: LARGE }]);
    const second = await draft();
    await second.made.attach(file(first.made.attachments));
    expect(Buffer.compare(await file((await second.read()).attachments).bytes(), LARGE)).toBe(0);
  });
});

describe('files', () => {
  let temporary: TemporaryFolder;
  const folder = (): string => temporary.path;
  beforeAll(async () => {
    temporary = await temporaryFolder('ewskit-attachments-');
  });
  afterAll(async () => {
    await temporary[Symbol.asyncDispose]();
  });

  test('are attached by path, under their own name or another', async () => {
    const path = join(folder(), 'menu.txt');
    await writeFile(path, 'Tofu burger');
    const { read } = await draft([{ path }, { path, name: 'karte.txt', contentType: 'text/plain' }]);
    const { attachments } = await read();
    expect(attachments?.map(({ name, contentType }) => [name, contentType])).toEqual([
      ['menu.txt', undefined],
      ['karte.txt', 'text/plain'],
    ]);
    expect(await file(attachments, 1).text()).toBe('Tofu burger');
  });

  test('are saved into a folder under a safe name, beside what is there, and to a path only once', async () => {
    const into = join(folder(), 'in');
    await mkdir(into);
    const { made } = await draft([{ name: '../../CON.txt', content: 'new' }]);
    const attachment = file(made.attachments);
    expect(await attachment.saveTo(`${into}/`)).toBe(join(into, '_CON.txt'));
    expect(await attachment.saveTo(into)).toBe(join(into, '_CON (2).txt'));
    const path = join(into, 'here.txt');
    expect(await attachment.saveTo(path)).toBe(path);
    await writeFile(path, 'old');
    const sent = await operationsOf(s.sandbox, async () =>
      expect(attachment.saveTo(path)).rejects.toThrow(
        /here\.txt' is there already, and stays as it is.*overwrite: true/,
      ),
    );
    expect([sent, await readFile(path, 'utf8')]).toEqual([[], 'old']);
    await attachment.saveTo(path, { overwrite: true });
    expect(await readFile(path, 'utf8')).toBe('new');
    expect((await readdir(into)).sort()).toEqual(['_CON (2).txt', '_CON.txt', 'here.txt']);
  });

  test('that are gone leave nothing behind', async () => {
    const { made } = await draft([{ name: 'a.txt', content: 'x' }]);
    const attachment = file(made.attachments);
    await made.delete({ disposal: 'hard' });
    await expect(attachment.saveTo(folder())).rejects.toMatchObject({ code: expect.stringMatching(/^Error/) });
    expect((await readdir(folder())).filter((name) => name.endsWith('.part') || name === 'a.txt')).toEqual([]);
  });

  test('an item is saved as MIME under its subject, with the ending that fits', async () => {
    const message = await alice.drafts.create({ subject: 'Lunch: today?', text: 'Yes' });
    const event = await alice.calendar.create({ subject: 'Lunch', start: '2026-12-01T12:00', end: '2026-12-01T13:00' });
    expect(await message.saveTo(folder())).toBe(join(folder(), 'Lunch_ today_.eml'));
    expect(await event.saveTo(folder())).toBe(join(folder(), 'Lunch.ics'));
    expect(Buffer.from(await message.mime()).toString()).toMatch(/^Subject: Lunch: today\?/m);
  });
});

describe('items', () => {
  test('that are new and items that are saved are attached as they are, and read as items', async () => {
    const kept = await alice.drafts.create({
      subject: 'Kept',
      text: 'k',
      attachments: [{ name: 'in.txt', content: 'deep' }],
    });
    const task = await alice.tasks.create({ subject: 'Buy milk', dueDate: '2026-12-24' });
    const { made, read } = await draft();
    const enclosed = alice.drafts.new({ subject: 'Enclosed', attachments: [{ name: 'sub.txt', content: 'below' }] });
    await made.attach([{ item: enclosed }, { item: kept }, { item: task, name: 'todo' }]);
    const { attachments } = await read();
    expect(names(attachments)).toEqual(['Enclosed', 'Kept', 'todo']);
    const loaded = await Promise.all((attachments ?? []).map((one) => (one as ItemAttachment).load()));
    expect(loaded.map(({ subject, kind }) => [kind, subject])).toEqual([
      ['message', 'Enclosed'],
      ['message', 'Kept'],
      ['task', 'Buy milk'],
    ]);
    expect(await file(loaded[0]?.attachments).text()).toBe('below');
    expect(await file(loaded[1]?.attachments).text()).toBe('deep');
    const mime = await (attachments as ItemAttachment[])[0]?.text();
    expect(mime).toMatch(/^Subject: Enclosed/m);
  });
});

describe('inline', () => {
  test('is what the HTML names by its content id', async () => {
    const { made } = await draft();
    await made.update({ html: '<img src="cid:logo"><img src="cid:a%40b">' });
    await made.attach([
      { name: 'logo.png', content: bytes(4), contentId: 'logo' },
      { name: 'b.png', content: bytes(4), contentId: 'a@b' },
      { name: 'c.png', content: bytes(4), contentId: 'other' },
    ]);
    const item = await alice.drafts.item(made.id);
    expect(item.attachments?.map(({ name, isInline }) => [name, isInline])).toEqual([
      ['logo.png', true],
      ['b.png', true],
      ['c.png', false],
    ]);
  });
});

describe('inline, said or found out', () => {
  const HTML = '<img src="cid:logo">';
  test.each<[what: string, given: Partial<NewAttachment>, inline: boolean, body?: { text?: string; html?: string }]>([
    ['named by what is no HTML', { contentId: 'logo' }, false, { text: 'cid:logo' }],
    ['said to be, where there is no HTML', { contentId: 'logo', isInline: true }, true, { text: 'cid:logo' }],
    ['said to be', { contentId: 'logo', isInline: true }, true],
    ['said not to be, though the HTML names it', { contentId: 'logo', isInline: false }, false],
    ['said to be, though the HTML does not name it', { contentId: 'other', isInline: true }, true],
    ['said to be, without a content id', { isInline: true }, true],
    ['named', { contentId: 'logo' }, true],
    ['without a content id', {}, false],
  ])('%s', async (_, given, inline, body = { html: HTML }) => {
    const attachments = [{ name: 'a.png', content: bytes(4), ...given } as NewAttachment];
    const made = await alice.drafts.create({ ...body, attachments });
    const later = await alice.drafts.create(body);
    await later.attach(attachments);
    for (const { id } of [made, later]) {
      const item = await alice.drafts.item(id);
      expect(item.attachments?.map(({ isInline }) => isInline)).toEqual([inline]);
    }
  });
});

describe('the name before it is sent', () => {
  test.each<[given: NewAttachment, name: string]>([
    [{ name: 'a.txt', content: 'x' }, 'a.txt'],
    [{ path: '/tmp/files/b.txt' }, 'b.txt'],
    [{ path: 'C:\\files\\c.txt' }, 'c.txt'],
    [{ path: '/tmp/files/b.txt', name: 'd.txt' }, 'd.txt'],
    [{ item: { kind: 'message', subject: 'Inner' } as never }, 'Inner'],
    [{ item: { kind: 'message', subject: 'Inner' } as never, name: 'Outer' }, 'Outer'],
    [{ url: 'https://b.test/e', name: 'e' }, 'e'],
  ])('of %j is %s', async (given, name) => {
    const letter = alice.drafts.new({ subject: 'With one' });
    expect(names(await letter.attach(given))).toEqual([name]);
    expect(names(letter.attachments)).toEqual([name]);
  });
});

describe('what is wrong', () => {
  const huge = { size: 2 ** 31, stream: () => new Blob([]).stream(), arrayBuffer: async () => new ArrayBuffer(0) };
  const WRONG: readonly (readonly [given: unknown, said: string])[] = [
    [{ content: 'x' }, 'attachments[0].name: expected a name, under which it is listed'],
    [
      { name: 'a', content: 7 },
      'attachments[0].content: expected a string, a Uint8Array, a Blob, a stream, or a function',
    ],
    [{ name: 'a', content: 'x', path: 'y' }, 'attachments[0]: expected one of content, path, item and url'],
    [
      { name: 'a', content: 'x', contenttype: 'text/plain' },
      "attachments[0].contenttype: does not go with content; did you mean 'contentType'?",
    ],
    [
      { name: 'a', content: 'x', contentType: 'text' },
      'attachments[0].contentType: expected a type such as \'image/png\', got "text"',
    ],
    [{ name: 'a\nb', content: 'x' }, 'attachments[0].name: expected a text without control characters'],
    [{ name: 'a', url: 'nowhere' }, 'attachments[0].url: expected a URL'],
    [{ path: 'no/such.file' }, '(ENOENT); give the path of one'],
    [{ path: '.' }, 'is no file; give the path of one'],
    [
      { name: 'a', content: huge },
      'attachments[0].content: has 2147483648 bytes, and an attachment has 2147483647 at most',
    ],
    ['menu.txt', 'attachments[0]: expected { name, content }, { path }, { item } or { url, name }, got "menu.txt"'],
  ];

  test.each(WRONG)('%j is refused by its path, with the item and to it, and nothing is sent', async (given, said) => {
    const { made } = await draft();
    const sent = await operationsOf(s.sandbox, async () => {
      await expect(made.attach(given as never)).rejects.toThrow(said);
      await expect(alice.drafts.create({ attachments: [given as never] })).rejects.toThrow(said);
      await expect(alice.send({ attachments: [given as never] })).rejects.toThrow(said);
    });
    expect(sent).toEqual([]);
  });
});

test('attachments of other items are attached when they are files; of what else, the way is told and nothing is sent', async () => {
  const enclosed = alice.drafts.new({ subject: 'Enclosed' });
  const source = await draft([{ name: 'a.txt', content: 'a' }, { item: enclosed }]);
  const [own, item] = (await source.read()).attachments as [FileAttachment, ItemAttachment];
  const { made, read } = await draft();
  const sent = await operationsOf(s.sandbox, () =>
    expect(made.attach(item as never)).rejects.toThrow('give other ones as { item: await attachment.load() }'),
  );
  expect(sent).toEqual([]);
  await made.attach(own);
  expect(await file((await read()).attachments).text()).toBe('a');
});

describe('detaching', () => {
  test('takes off what is named, and refuses what is of another item', async () => {
    const { made, read } = await draft(['a', 'b', 'c'].map((name) => ({ name, content: name })));
    const other = await draft([{ name: 'x', content: 'x' }]);
    const sent = await operationsOf(s.sandbox, async () =>
      expect(made.detach(file(other.made.attachments))).rejects.toThrow('attachments[0]: is not attached to this item'),
    );
    expect(sent).toEqual([]);
    await made.detach(file(made.attachments, 1));
    expect([names(made.attachments), names((await read()).attachments)]).toEqual([
      ['a', 'c'],
      ['a', 'c'],
    ]);
    await made.detach(made.attachments ?? []);
    expect([made.attachments, (await read()).attachments]).toEqual([[], undefined]);
    await made.update({ subject: 'Without' });
  });
});

describe('sending', () => {
  test('a draft that was attached to goes out, and so does what is new, in one request', async () => {
    const made = await alice.drafts.create({ to: ['bob@example.test'], subject: 'Draft' });
    await made.attach({ name: 'a.txt', content: 'a' });
    await made.send();
    const letter = alice.drafts.new({ to: ['bob@example.test'], subject: 'New' });
    await letter.attach({ name: 'b.txt', content: 'b' });
    expect(await operationsOf(s.sandbox, () => letter.send())).toEqual(['CreateItem']);
    await alice.send({
      to: ['bob@example.test'],
      subject: 'Line',
      text: '.',
      attachments: [{ name: 'c.txt', content: 'c' }],
    });
    for (const [subject, text] of [
      ['Draft', 'a'],
      ['New', 'b'],
      ['Line', 'c'],
    ] as const)
      expect(await file((await bob.inbox.get({ subject })).attachments).text()).toBe(text);
  });

  test('answers with attachments go by a draft, of which nothing is left', async () => {
    await alice.send({ to: ['bob@example.test'], subject: 'Question', text: '?' });
    const received = await bob.inbox.get({ subject: 'Question' });
    const attachments = [{ name: 'yes.txt', content: 'yes' }];
    const sent = await operationsOf(s.sandbox, () => received.reply({ text: 'Yes.', attachments }));
    expect(sent).toEqual(['CreateItem', 'CreateAttachment', 'SendItem']);
    expect(await file((await alice.inbox.get({ subject: 'RE: Question' })).attachments).text()).toBe('yes');
    const reply = await received.createReply({ text: 'Again', attachments });
    expect(names(reply.attachments)).toEqual(['yes.txt']);
    await reply.delete({ disposal: 'hard' });
    expect(await bob.drafts.count()).toBe(0);
    await expect(received.reply({ text: 'No', attachments: [{ path: 'no/such.file' }] })).rejects.toThrow(
      /attachments\[0\]\.path: there is no file '.*no\/such\.file' \(ENOENT\)/,
    );
    expect(await bob.drafts.count()).toBe(0);
  });
});
