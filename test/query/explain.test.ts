/** What explain() shows is what would be sent. */
import { expect, test } from '@jest/globals';
import { bodyOf } from '../support/compact-xml.js';
import { recorder } from '../support/recorder.js';

const wire = recorder();

/** The document before the comments. */
const document = (text: string): Buffer => Buffer.from(text.split('\n\n<!--')[0] ?? '');

test('the FindItem of the first page, to the letter', async () => {
  const query = wire.account.inbox.filter({ subject__contains: 'x' }).orderBy('-subject').only('subject');
  for (const each of [query, query.slice(5, 9), query.all({ pageSize: 7 }), wire.account.inbox.search('x').only()]) {
    const shown = document(each.explain());
    expect(bodyOf(shown)).toBe(await wire.xmlOf(() => each.toArray()));
  }
});

test('and the GetItem that would follow, in a comment', async () => {
  wire.server.fill('inbox', {});
  for (const query of [wire.account.inbox.all(), wire.account.inbox.only('body', 'subject')]) {
    const [find, get] = await wire.requestsOf(() => query.toArray());
    const shown = query.explain();
    expect(bodyOf(document(shown))).toBe(find?.xml);
    const comment = /Then, with the ids found:\s*(<[\s\S]*)-->/.exec(shown)?.[1] ?? '';
    expect(bodyOf(Buffer.from(`<?xml version="1.0"?>${comment.trim()}`))).toBe(get?.xml.replace('inbox-0', '(an id)'));
  }
});

test('says of a folder that is known by its path only that it is looked up first', () => {
  const shown = wire.account.inbox.folder('Projects/2024').only('subject').explain();
  expect(shown).toContain('<t:FolderId Id="Projects/2024"/>');
  expect(shown).toContain('The folder is looked up first: Projects/2024');
  expect(wire.account.inbox.only('subject').explain()).not.toContain('<!--');
  expect(wire.sent).toEqual([]);
});

test('what looks like the end of a comment does not end it', () => {
  const shown = wire.account.inbox.folder('a --> b').explain();
  expect(shown).not.toMatch(/--> b/);
});

test('a folder does the same', () => {
  expect(wire.account.inbox.explain()).toBe(wire.account.inbox.all().explain());
});
