/** A message's life: written, changed, found, moved, copied, sent, answered, deleted. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Account, type Message, ResponseError } from '../../src/index.js';
import { MessageType } from '../../src/raw.js';
import { operationsOf, story } from './mailbox.js';

const s = story();
let alice: Account;
let bob: Account;

beforeAll(async () => {
  [alice, bob] = [await s.connect('alice'), await s.connect('bob')];
});

/** The message of that subject, as soon as it has come. */
const received = (account: Account, subject: string): Promise<Message> =>
  account.inbox.get({ subject }) as Promise<Message>;

describe('create', () => {
  test('returns an instance of the class with the id and change key that the server gave', async () => {
    const draft = await alice.drafts.create({ subject: 'Lunch?', importance: 'Low', text: 'Thursday?' });
    expect(draft).toBeInstanceOf(MessageType);
    expect(draft.constructor.name).toBe('Message');
    expect([draft.kind, draft.subject, draft.importance]).toEqual(['message', 'Lunch?', 'Low']);
    expect(draft.id).toMatch(/^[A-Za-z0-9+/=]{40,}$/);
    expect(draft.changeKey).toBeDefined();
  });

  test('what was given is there when read back, other characters than ASCII too', async () => {
    const subject = 'Grüße, 日本語 & <tags> "quoted" 🙂';
    const { id } = await alice.drafts.create({
      subject,
      html: '<p>é</p>',
      categories: ['Red', 'Blue'],
      to: ['bob@example.test'],
      cc: [{ name: 'Carol', emailAddress: 'carol@example.test' }],
    });
    const read = (await alice.item(id)) as Message;
    expect([read.subject, read.body?.bodyType, read.categories]).toEqual([subject, 'HTML', ['Red', 'Blue']]);
    expect(read.body?.value).toContain('é');
    expect(read.toRecipients?.map(({ emailAddress }) => emailAddress)).toEqual(['bob@example.test']);
    expect(read.ccRecipients?.[0]?.name).toBe('Carol');
  });

  test('the data of an item is plain: spread, JSON and structuredClone have it and nothing else', async () => {
    const item = await alice.drafts.create({ subject: 'plain' });
    const names = ['itemId', 'kind', 'subject'];
    expect(Object.keys({ ...item }).sort()).toEqual(names);
    expect(Object.keys(JSON.parse(JSON.stringify(item)) as object).sort()).toEqual(names);
    expect(Object.keys(structuredClone({ ...item })).sort()).toEqual(names);
  });

  test('createAll gives the items, in order', async () => {
    const made = await alice.drafts.createAll([{ subject: 'one' }, { subject: 'two' }, { subject: 'three' }], {
      chunkSize: 2,
    });
    expect(made.map(({ subject }) => subject)).toEqual(['one', 'two', 'three']);
    expect(new Set(made.map(({ id }) => id)).size).toBe(3);
  });
});

describe('update', () => {
  test('sends one UpdateItem with only what changes, and the change is there', async () => {
    const draft = await alice.drafts.create({ subject: 'before', importance: 'Low' });
    const before = draft.changeKey;
    expect(await operationsOf(s.sandbox, () => draft.update({ subject: 'after', importance: 'Low' }))).toEqual([
      'UpdateItem',
    ]);
    expect([draft.subject, draft.changeKey === before]).toEqual(['after', false]);
    await draft.refresh();
    expect([draft.subject, draft.importance]).toEqual(['after', 'Low']);
  });

  test('sends nothing when nothing changes', async () => {
    const draft = await alice.drafts.create({ subject: 'same', categories: ['a'] });
    expect(await operationsOf(s.sandbox, () => draft.update({ subject: 'same', categories: ['a'] }))).toEqual([]);
  });

  test('null removes a member, undefined leaves it alone', async () => {
    const draft = await alice.drafts.create({ subject: 'categories', categories: ['a', 'b'] });
    await draft.update({ categories: null, subject: undefined });
    await draft.refresh();
    expect([draft.categories, draft.subject]).toEqual([undefined, 'categories']);
  });

  test('what the server sets itself is refused before anything is sent', async () => {
    const draft = await alice.drafts.create({ subject: 'read-only' });
    const sent = operationsOf(s.sandbox, async () => {
      await expect(draft.update({ size: 5 } as object)).rejects.toThrow('size: Exchange sets this itself');
      await expect(draft.update({ subjct: 'x' } as object)).rejects.toThrow("did you mean 'subject'");
    });
    expect(await sent).toEqual([]);
  });

  test('an item that is gone gives the server’s own code', async () => {
    const draft = await alice.drafts.create({ subject: 'gone' });
    const { itemId } = draft;
    await draft.delete({ disposal: 'hard' });
    draft.itemId = itemId;
    await expect(draft.update({ subject: 'x' })).rejects.toMatchObject({
      name: 'ResponseError',
      code: 'ErrorItemNotFound',
    });
  });
});

describe('move, copy, delete', () => {
  test('move takes the item along, with a new id', async () => {
    const draft = await alice.drafts.create({ subject: 'moving' });
    const before = draft.id;
    await draft.move(alice.junk);
    expect(draft.id).not.toBe(before);
    expect([
      await alice.junk.filter({ subject: 'moving' }).count(),
      await alice.drafts.filter({ subject: 'moving' }).count(),
    ]).toEqual([1, 0]);
  });

  test('copy leaves the original where it is', async () => {
    const draft = await alice.drafts.create({ subject: 'twice' });
    const copy = await draft.copy('junkemail');
    expect(copy?.id).not.toBe(draft.id);
    expect([
      await alice.junk.filter({ subject: 'twice' }).count(),
      await alice.drafts.filter({ subject: 'twice' }).count(),
    ]).toEqual([1, 1]);
  });

  test('delete goes to the deleted items unless told otherwise', async () => {
    const [soft, hard] = [
      await alice.drafts.create({ subject: 'bin' }),
      await alice.drafts.create({ subject: 'gone for good' }),
    ];
    await soft.delete();
    await hard.delete({ disposal: 'hard' });
    expect([
      await alice.trash.filter({ subject: 'bin' }).count(),
      await alice.trash.filter({ subject: 'gone for good' }).count(),
    ]).toEqual([1, 0]);
    expect(() => hard.id).toThrow('has no id');
  });

  test('a whole query is moved or deleted, with a result for each item', async () => {
    await alice.drafts.createAll(Array.from({ length: 7 }, (_, i) => ({ subject: `batch ${i}` })));
    const moved = await alice.drafts.filter({ subject__startswith: 'batch' }).move('junkemail', { chunkSize: 3 });
    expect(moved.map((itemId) => itemId?.id)).toEqual(Array(7).fill(expect.any(String)));
    const deleted = await alice.junk.filter({ subject__startswith: 'batch' }).delete({ disposal: 'hard' });
    expect(deleted).toHaveLength(7);
    expect(await alice.junk.filter({ subject__startswith: 'batch' }).exists()).toBe(false);
  });
});

describe('send and answer', () => {
  test('a message arrives, and a copy is in the sent items', async () => {
    await alice.send({ to: ['bob@example.test'], subject: 'Hi', text: 'Short and sweet.' });
    const message = await received(bob, 'Hi');
    expect([message.body?.value.trim(), message.from?.emailAddress, message.isRead]).toEqual([
      'Short and sweet.',
      'alice@example.test',
      false,
    ]);
    expect(await alice.sent.filter({ subject: 'Hi' }).count()).toBe(1);
  });

  test('a draft is sent and gone from the drafts', async () => {
    const draft = await alice.drafts.create({ subject: 'from draft', text: 'x', to: ['bob@example.test'] });
    await draft.send();
    expect((await received(bob, 'from draft')).subject).toBe('from draft');
    expect(await alice.drafts.filter({ subject: 'from draft' }).exists()).toBe(false);
  });

  test('an answer goes to the sender, with Re: before the subject', async () => {
    await alice.send({ to: ['bob@example.test'], subject: 'Question', text: 'Well?' });
    await (await received(bob, 'Question')).reply({ text: 'Well.' });
    const answer = await received(alice, 'RE: Question').catch(() =>
      alice.inbox.get({ subject__iexact: 're: question' }),
    );
    expect((answer as Message).from?.emailAddress).toBe('bob@example.test');
    expect((answer as Message).body?.value).toContain('Well.');
  });

  test('an appointment is forwarded to somebody, and is in his inbox', async () => {
    const times = { start: '2027-03-01T10:00', end: '2027-03-01T11:00' } as const;
    const appointment = await alice.calendar.create({ subject: 'Come along', ...times });
    await appointment.forward({ to: ['bob@example.test'], text: 'You, too?' });
    const [forwarded] = await bob.inbox.filter({ subject__contains: 'Come along' }).toArray();
    expect([forwarded?.subject, (forwarded as Message).from?.emailAddress]).toEqual([
      'FW: Come along',
      'alice@example.test',
    ]);
    expect(forwarded?.body?.value).toContain('You, too?');
  });

  test('a message without recipients is refused with the server’s code', async () => {
    const draft = await alice.drafts.create({ subject: 'nobody' });
    await expect(draft.send()).rejects.toBeInstanceOf(ResponseError);
  });
});
