/** A CreateItem whose answer was lost: how it is looked for, when it is sent again, and what is known when it is not. */
import { expect, test } from '@jest/globals';
import { CreateItem } from '../../generated/index.js';
import { faultTolerance } from '../../src/client/retry-policy.js';
import { type EwsError, TransportError } from '../../src/errors.js';
import { clientOf } from './function-server.js';
import { refusal, response, success } from './misbehaving.js';

const lost = () => new TransportError('ERR_CONNECTION_RESET', 'mail.b.test:443 closed the connection.');
const items = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ kind: 'message' as const, subject: `${n}` }));
const drafts = (count: number) => ({ messageDisposition: 'SaveOnly' as const, items: items(count) });

interface Options {
  /** Marks of the request that exist afterwards. */
  readonly exist?: (marks: readonly string[]) => readonly string[];
  /** Most items in a page, whatever is asked for. */
  readonly page?: number;
  /** Says where the next page begins. */
  readonly next?: (end: number) => number;
}

/** A server that loses the first answer. */
function forgetful({ exist = (marks) => marks, page = 1000, next = (end) => end }: Options = {}) {
  let made: readonly string[] = [];
  const sent = { CreateItem: 0, FindItem: 0 };
  const answer = (body: string): string | Error => {
    const marks = [...body.matchAll(/<t:Value>([\w-]{36}\/\d+)<\/t:Value>/g)].map(([, mark]) => mark as string);
    if (body.includes('<m:CreateItem')) {
      if (sent.CreateItem++ > 0)
        return response(
          'CreateItem',
          marks.map((mark) => success('CreateItem', item(mark))),
        );
      made = exist(marks);
      return lost();
    }
    sent.FindItem++;
    const [, most, offset] = (/MaxEntriesReturned="(\d+)" Offset="(\d+)"/.exec(body) ?? []).map(Number);
    const end = (offset as number) + Math.min(most as number, page);
    const found = made.slice(offset, end).map((mark) => marked(mark));
    return response('FindItem', [pageOf(found, end >= made.length, next(end))]);
  };
  return { answer, sent };
}

const FIELD =
  '<t:ExtendedFieldURI DistinguishedPropertySetId="PublicStrings" PropertyName="ewskit-created-by" PropertyType="String"/>';
const item = (mark: string) => `<m:Items><t:Message><t:ItemId Id="new-${mark.slice(37)}"/></t:Message></m:Items>`;
const marked = (mark: string) =>
  `<t:Message><t:ItemId Id="id-${mark.slice(37)}"/><t:ExtendedProperty>${FIELD}<t:Value>${mark}</t:Value></t:ExtendedProperty></t:Message>`;
const pageOf = (found: readonly string[], last: boolean, next: number) =>
  success(
    'FindItem',
    `<m:RootFolder IndexedPagingOffset="${next}" IncludesLastItemInRange="${last}"><t:Items>${found.join('')}</t:Items></m:RootFolder>`,
  );

/** Looks, and never sends again. */
const retry = faultTolerance({ firstWaitMs: 1, maxWaitMs: 60, maxAttempts: 4 });

test('it is looked for in one question, not in one for each item', async () => {
  const { answer, sent } = forgetful();
  const { client } = clientOf(answer);
  const { responseMessages } = await client.call(CreateItem, drafts(30));
  expect(responseMessages.map((message) => message.items?.[0]?.itemId?.id)).toEqual(items(30).map((_, n) => `id-${n}`));
  expect(sent).toEqual({ CreateItem: 1, FindItem: 1 });
});

test('on all pages, where the server gives shorter ones than were asked for', async () => {
  const { answer, sent } = forgetful({ page: 2 });
  const { client } = clientOf(answer);
  const { responseMessages } = await client.call(CreateItem, drafts(5));
  expect(responseMessages.map((message) => message.items?.[0]?.itemId?.id)).toEqual(items(5).map((_, n) => `id-${n}`));
  expect(sent).toEqual({ CreateItem: 1, FindItem: 3 });
});

test('pages that stand still say nothing', async () => {
  const { answer, sent } = forgetful({ page: 2, next: () => 2 });
  const { client } = clientOf(answer);
  const error = (await client.call(CreateItem, drafts(5)).catch((each: Error) => each)) as EwsError;
  expect(error).toMatchObject({ code: 'ERR_NOT_EWS', fate: 'unknown' });
  expect(error.message).toContain('its pages stand still at 2');
  expect(sent).toEqual({ CreateItem: 1, FindItem: 2 });
});

test.each([
  ['refuses', refusal('FindItem', 'ErrorAccessDenied'), 'ErrorAccessDenied'],
  ['says nothing of', success('FindItem'), 'ERR_NOT_EWS'],
  ['leaves out', '', 'ERR_UNANSWERED'],
])('a folder that the server %s may be where it is', async (_, second, code) => {
  let created = 0;
  const { client } = clientOf((body) => {
    if (body.includes('<m:FindItem')) return response('FindItem', [pageOf([], true, 0), second]);
    created++;
    return lost();
  });
  const both = [...items(1), { kind: 'task' as const, subject: 'b' }];
  const asked = client.call(CreateItem, { messageDisposition: 'SaveOnly', items: both });
  expect(await asked.catch((each: Error) => each)).toMatchObject({ code, fate: 'unknown' });
  expect(created).toBe(1);
});

test('it is sent again when it can no longer come, and not before', async () => {
  const soon = forgetful({ exist: () => [] });
  await clientOf(soon.answer).client.call(CreateItem, drafts(1));
  expect(soon.sent.CreateItem).toBe(2);
  const late = forgetful({ exist: () => [] });
  const error = await clientOf(late.answer, { retry })
    .client.call(CreateItem, drafts(1))
    .catch((each: Error) => each);
  expect(error).toMatchObject({ code: 'ERR_CONNECTION_RESET', fate: 'unknown' });
  expect(late.sent.CreateItem).toBe(1);
  expect(late.sent.FindItem).toBeGreaterThan(1);
});

test('what came later than the first look is found by another', async () => {
  const marks: string[] = [];
  const { answer, sent } = forgetful({
    exist: (each) => {
      marks.push(...each);
      return [];
    },
  });
  const { client } = clientOf(
    (body) => {
      if (sent.FindItem < 2) return answer(body);
      return response('FindItem', [pageOf(marks.map(marked), true, 1)]);
    },
    { retry },
  );
  const { responseMessages } = await client.call(CreateItem, drafts(1));
  expect(responseMessages[0]?.items?.[0]?.itemId?.id).toBe('id-0');
  expect(sent).toEqual({ CreateItem: 1, FindItem: 2 });
});

test('of some that were found and others that were not, all that is known is told', async () => {
  const exist = (marks: readonly string[]) => marks.filter((_, index) => index !== 1);
  const known = [
    { responseClass: 'Success', items: [{ itemId: { id: 'id-0' } }] },
    {
      responseClass: 'Error',
      responseCode: 'ErrorBatchProcessingStopped',
      messageText: expect.stringContaining('not known'),
    },
    { responseClass: 'Success', items: [{ itemId: { id: 'id-2' } }] },
  ];
  const thrown = await clientOf(forgetful({ exist }).answer, { retry })
    .client.call(CreateItem, drafts(3))
    .catch((each: Error) => each);
  expect(thrown).toMatchObject({
    code: 'ERR_CONNECTION_RESET',
    fate: 'unknown',
    response: { responseMessages: known },
  });
  const returned = await clientOf(forgetful({ exist }).answer, { retry }).client.call(CreateItem, drafts(3), {
    errors: 'return',
  });
  expect(returned.responseMessages).toMatchObject(known);
});

test('parts that broke off are looked for, too, and the others are not sent again', async () => {
  let creations = 0;
  const { client } = clientOf((body) => {
    const marks = [...body.matchAll(/<t:Value>([\w-]{36}\/\d+)<\/t:Value>/g)].map(([, mark]) => mark as string);
    if (body.includes('<m:FindItem')) return response('FindItem', [pageOf([], true, 0)]);
    creations++;
    return response(
      'CreateItem',
      marks.map((mark, index) =>
        creations === 1 && index === 1
          ? refusal('CreateItem', 'ErrorTimeoutExpired')
          : success('CreateItem', item(mark)),
      ),
    );
  });
  const { responseMessages } = await client.call(CreateItem, drafts(3));
  expect(responseMessages.map((message) => message.items?.[0]?.itemId?.id)).toEqual(['new-0', 'new-1', 'new-2']);
  expect(creations).toBe(2);
});
