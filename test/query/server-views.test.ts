/** Views that the server makes of what a query finds: from a fraction or a condition on, contacts between two names, groups. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Account, ValidationError } from '../../src/index.js';
import { story } from '../stories/mailbox.js';
import { inside, xml } from '../support/compact-xml.js';
import { recorder } from '../support/recorder.js';

const wire = recorder();
const s = story();
let alice: Account;
const LETTERS = 'abcdefghij'.split('');
beforeAll(async () => {
  alice = await s.connect('alice');
  const items = LETTERS.map((subject, at) => ({
    subject,
    importance: at % 2 === 0 ? ('High' as const) : ('Low' as const),
  }));
  await alice.drafts.createAll(items, { concurrency: 1 });
});

const inOrder = () => alice.drafts.orderBy('subject');

describe('fractionalPage()', () => {
  test('asks by a FractionalPageItemView where it begins, and pages from there', async () => {
    const [first, second] = await wire.requestsOf(() =>
      wire.account.inbox.all().fractionalPage(1, 2).only('subject').toArray(),
    );
    expect(first?.xml).toContain('<FractionalPageItemView Denominator="2" MaxEntriesReturned="1" Numerator="1"/>');
    expect(second?.xml).toContain('<IndexedPageItemView');
  });

  test('begins there, and is counted, sliced and read from the end like any slice', async () => {
    const half = inOrder().fractionalPage(1, 2);
    expect(await half.pluck('subject').toArray()).toEqual(['f', 'g', 'h', 'i', 'j']);
    expect(await half.count()).toBe(5);
    expect(await half.slice(1, 3).pluck('subject').toArray()).toEqual(['g', 'h']);
    expect((await half.at(-1))?.subject).toBe('j');
    expect(await inOrder().fractionalPage(0, 1).count()).toBe(10);
    expect(await inOrder().fractionalPage(1, 1).toArray()).toEqual([]);
    expect(half.explain()).toContain('FractionalPageItemView');
  });

  test.each([
    [1, 0],
    [-1, 2],
    [3, 2],
    [0.5, 1],
  ])('%d of %d is refused', async (numerator, denominator) => {
    const error = await wire.refusalOf(() => wire.account.inbox.all().fractionalPage(numerator, denominator).count());
    expect(error).toBeInstanceOf(ValidationError);
    expect(error.message).toContain('fractionalPage: expected whole numbers');
  });
});

describe('seekToCondition()', () => {
  test('asks by a SeekToConditionPageItemView for the first item that a condition holds for', async () => {
    const [first] = await wire.requestsOf(() =>
      wire.account.inbox.orderBy('subject').seekToCondition({ subject__startswith: 'x' }).only('subject').toArray(),
    );
    expect(inside(first?.xml ?? '', 'Condition')).toContain('ContainmentMode="Prefixed"');
  });

  test('begins with it, in the order of the query; where there is none, nothing follows', async () => {
    const from = inOrder().seekToCondition({ subject: 'd' });
    expect(await from.pluck('subject').toArray()).toEqual(['d', 'e', 'f', 'g', 'h', 'i', 'j']);
    expect(await from.count()).toBe(7);
    expect(await from.slice(0, 2).pluck('subject').toArray()).toEqual(['d', 'e']);
    expect(await inOrder().reverse().seekToCondition({ subject: 'c' }).pluck('subject').toArray()).toEqual([
      'c',
      'b',
      'a',
    ]);
    expect(await inOrder().seekToCondition({ subject: 'none' }).toArray()).toEqual([]);
    expect(await inOrder().filter({ importance: 'High' }).seekToCondition({ subject__contains: 'e' }).count()).toBe(3);
  });

  test('a set of folders has no place to begin at, and an order comes before', async () => {
    const both = alice.folders(alice.drafts, alice.inbox).all();
    await expect(both.seekToCondition({ subject: 'd' }).toArray()).rejects.toThrow('no one place to begin at');
    expect(() => inOrder().seekToCondition({ subject: 'd' }).orderBy('subject')).toThrow('comes before slice()');
  });
});

describe('contactsView()', () => {
  test('gives the contacts by initials, in the order of names, by a ContactsView', async () => {
    for (const displayName of ['Dora', 'anna', 'Bert', 'Carl', 'Emil']) await alice.contacts.create({ displayName });
    const view = alice.contacts.contactsView({ initialName: 'B', finalName: 'D' });
    expect(await view.pluck('displayName').toArray()).toEqual(['Bert', 'Carl']);
    expect((await view.toArray()).map(({ displayName }) => displayName)).toEqual(['Bert', 'Carl']);
    expect(await view.count()).toBe(2);
    expect((await alice.contacts.contactsView().toArray()).length).toBe(5);
    expect((await alice.contacts.contactsView({ max: 2 }).toArray()).length).toBe(2);
    expect(view.explain()).toMatch(/<\S*ContactsView InitialName="B" FinalName="D"\/>/);
  });

  test('goes on from the last name where the server gives no more at a time', async () => {
    const named = (displayName: string) => ({ kind: 'contact', displayName, itemId: { id: displayName } });
    const page =
      (last: boolean, ...names: string[]) =>
      () => ({ includesLastItemInRange: last, items: names.map(named) });
    const pages = [page(false, 'a', 'b'), page(false, 'b', 'c'), page(true, 'c')];
    wire.server.next(
      'FindItem',
      ...pages.map((one) => () => [
        { responseClass: 'Success', responseCode: 'NoError', rootFolder: { ...one(), totalItemsInView: 3 } },
      ]),
    );
    const requests = await wire.requestsOf(async () =>
      expect(await wire.account.contacts.contactsView().pluck('displayName').toArray()).toEqual(['a', 'b', 'c']),
    );
    expect(requests.map(({ body }) => body.view.initialName)).toEqual([undefined, 'b', 'c']);
  });

  test('is of contacts, and in no other order', async () => {
    expect(() => (alice.inbox as never as typeof alice.contacts).contactsView()).toThrow('such views are of contacts');
    expect(() => alice.contacts.contactsView().orderBy('displayName')).toThrow('in the order of names');
  });
});

describe('groups that the server makes', () => {
  test('groupBy() with onServer sends GroupBy, with what orders the groups', async () => {
    const request = await wire.xmlOf(() =>
      wire.account.inbox.groupBy('importance', '-dateTimeReceived', { onServer: true }).toArray(),
    );
    expect(inside(request, 'GroupBy')).toBe(
      xml(
        '<FieldURI FieldURI="item:Importance"/><AggregateOn Aggregate="Maximum"><FieldURI FieldURI="item:DateTimeReceived"/></AggregateOn>',
      ),
    );
    expect(request).toContain('<GroupBy Order="Descending">');
  });

  test('they are the groups that are made here', async () => {
    for (const order of ['subject', '-subject'] as const) {
      const [server, here] = await Promise.all(
        [true, false].map(async (onServer) =>
          (await inOrder().groupBy('importance', order, { onServer }).toArray()).map(({ key, items }) => [
            key,
            items.map(({ subject }) => subject),
          ]),
        ),
      );
      expect(server).toEqual(here);
      expect(server?.map(([key]) => key)).toEqual(order === 'subject' ? ['High', 'Low'] : ['Low', 'High']);
    }
  });

  test('a slice is grouped here only', () => {
    expect(() => inOrder().slice(0, 2).groupBy('importance', 'subject', { onServer: true })).toThrow(
      'leave onServer away',
    );
  });
});

describe('search()', () => {
  test('sends how a query string is looked for', async () => {
    const request = await wire.xmlOf(() =>
      wire.account.inbox.search('x', { resetCache: true, returnDeletedItems: true }).count(),
    );
    expect(request).toContain('<QueryString ResetCache="true" ReturnDeletedItems="true">x</QueryString>');
  });

  test('highlightTerms() are the words that were looked for', async () => {
    const request = await wire.xmlOf(() => wire.account.inbox.search('x').highlightTerms());
    expect(request).toContain('<QueryString ReturnHighlightTerms="true">x</QueryString>');
    const terms = await alice.drafts.search('subject:a').highlightTerms();
    expect(terms.map(({ scope, value }) => [scope, value])).toEqual([['subject', 'a']]);
    await expect(alice.drafts.all().highlightTerms()).rejects.toThrow('call search() first');
  });
});
