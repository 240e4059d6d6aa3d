/** snapshot(): all ids first, a thousand a request, then the items as they are by then, page by page. */
import { expect, test } from '@jest/globals';
import { inside, xml } from '../support/compact-xml.js';
import { recorder } from '../support/recorder.js';

const wire = recorder();

function fill(count: number): void {
  wire.server.fill('inbox', ...Array.from({ length: count }, (_, index) => ({ subject: String(index) })));
}

test('all ids are read before the first item is', async () => {
  fill(5);
  const requests = await wire.requestsOf(async () => {
    for await (const page of wire.account.inbox.snapshot().pages({ pageSize: 2 })) {
      expect(page.length).toBeLessThanOrEqual(2);
      wire.server.found.clear();
    }
  });
  expect(requests.map(({ operation }) => operation)).toEqual(['FindItem', 'GetItem', 'GetItem', 'GetItem']);
  expect(requests[0]?.body.view).toMatchObject({ offset: 0, maxEntriesReturned: 1000 });
  expect(inside(requests[0]?.xml ?? '', 'ItemShape')).toBe(xml`<BaseShape>IdOnly</BaseShape>`);
  expect(requests.slice(1).map(({ body }) => body.itemIds.map(({ id }: { id: string }) => id))).toEqual([
    ['inbox-0', 'inbox-1'],
    ['inbox-2', 'inbox-3'],
    ['inbox-4'],
  ]);
});

test('more than a thousand ids take more requests', async () => {
  fill(1001);
  const requests = await wire.requestsOf(() => wire.account.inbox.snapshot().only().toArray());
  expect(requests.map(({ body: { view } }) => view?.offset)).toEqual([0, 999]);
});

test('a hundred items a request, unless said otherwise', async () => {
  fill(150);
  const requests = await wire.requestsOf(() => wire.account.inbox.snapshot().toArray());
  expect(requests.slice(1).map(({ body }) => body.itemIds.length)).toEqual([100, 50]);
});

test('members that FindItem gives are got all the same: they are to be those of now', async () => {
  fill(2);
  const query = wire.account.inbox.snapshot().only('subject');
  const requests = await wire.requestsOf(async () => expect(await query.toArray()).toHaveLength(2));
  expect(requests.map(({ operation }) => operation)).toEqual(['FindItem', 'GetItem']);
  expect(inside(requests[1]?.xml ?? '', 'ItemShape')).toBe(
    xml`<BaseShape>IdOnly</BaseShape><AdditionalProperties><FieldURI FieldURI="item:Subject"/></AdditionalProperties>`,
  );
});

test('of a slice: no more ids than that', async () => {
  fill(9);
  const [find, get] = await wire.requestsOf(() => wire.account.inbox.slice(2, 5).snapshot().toArray());
  expect(find?.body.view).toMatchObject({ offset: 2, maxEntriesReturned: 3 });
  expect(get?.body.itemIds).toHaveLength(3);
});

test('of conditions and an order, they are asked with', async () => {
  const query = wire.account.inbox.filter({ subject: 'x' }).orderBy('-subject').snapshot();
  const request = await wire.xmlOf(() => query.toArray());
  expect(request).toContain('<Restriction>');
  expect(request).toContain('Order="Descending"');
});
