/** A search over many mailboxes, for those whose role is discovery: as it is sent, page by page, and what failed. */
import { expect, test } from '@jest/globals';
import { BulkError, ValidationError } from '../../src/index.js';
import { story } from '../stories/mailbox.js';
import { success } from '../support/messages.js';
import { recorder } from '../support/recorder.js';

const wire = recorder();
const s = story();

const result = (ids: readonly string[], failedMailboxes?: object[]) => () => [
  success({
    searchMailboxesResult: {
      searchQueries: [{ query: 'lunch', mailboxSearchScopes: [{ mailbox: 'm1', searchScope: 'All' }] }],
      resultType: 'PreviewOnly',
      itemCount: 3,
      size: 1,
      pageItemCount: ids.length,
      pageItemSize: 1,
      items: ids.map((id) => ({ id: { id }, subject: `Subject ${id}`, sortValue: `after ${id}` })),
      ...(failedMailboxes && { failedMailboxes }),
    },
  }),
];

test('search over many mailboxes goes on after the last item, page by page', async () => {
  wire.server.next('SearchMailboxes', result(['a', 'b']), result(['c']));
  const options = {
    mailboxes: ['m1', { referenceId: 'm2' }],
    scope: 'PrimaryOnly',
    pageSize: 2,
    deduplication: true,
  } as const;
  const requests = await wire.requestsOf(async () =>
    expect((await wire.account.searchMailboxes('lunch', options).toArray()).map(({ subject }) => subject)).toEqual([
      'Subject a',
      'Subject b',
      'Subject c',
    ]),
  );
  const asked = {
    query: 'lunch',
    mailboxSearchScopes: [
      { mailbox: 'm1', searchScope: 'PrimaryOnly' },
      { mailbox: 'm2', searchScope: 'PrimaryOnly' },
    ],
  };
  expect(
    requests.map(({ body }) => [
      body.searchQueries,
      body.resultType,
      body.pageSize,
      body.pageItemReference,
      body.deduplication,
    ]),
  ).toMatchObject([
    [[asked], 'PreviewOnly', 2, undefined, true],
    [[asked], 'PreviewOnly', 2, 'after b', true],
  ]);
});

test('mailboxes that could not be searched are told at the end', async () => {
  wire.server.next(
    'SearchMailboxes',
    result(['a'], [{ mailbox: 'm2', errorCode: 5, errorMessage: 'It is gone.', isArchive: false }]),
  );
  const found: unknown[] = [];
  const error = await (async () => {
    for await (const { subject } of wire.account.searchMailboxes('lunch', { mailboxes: ['m1', 'm2'] }))
      found.push(subject);
  })().catch((one: unknown) => one);
  expect(found).toEqual(['Subject a']);
  expect(error).toBeInstanceOf(BulkError);
  expect((error as BulkError).failures.map(({ reason }) => reason.message)).toEqual([
    'The mailbox m2 could not be searched: It is gone.',
  ]);
});

test('a search without words or mailboxes is refused', async () => {
  const { account } = wire;
  expect(() => account.searchMailboxes(' ', { mailboxes: ['m1'] })).toThrow(ValidationError);
  expect(() => account.searchMailboxes('x', { mailboxes: [] })).toThrow(
    'mailboxes: expected mailboxes of searchableMailboxes()',
  );
  expect(() => account.searchMailboxes('x', {} as never)).toThrow(
    'mailboxes: expected mailboxes of searchableMailboxes()',
  );
});

test('who has not the role is refused by the server', async () => {
  const alice = await s.connect('alice', { readOnly: true });
  await expect(alice.searchMailboxes('x', { mailboxes: ['m1'] }).toArray()).rejects.toMatchObject({
    code: 'ErrorAccessDenied',
  });
});
