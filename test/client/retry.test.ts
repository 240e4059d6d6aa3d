/** Back-off and retries over a transport that is a function: the rules, without sockets. */
import { describe, expect, test } from '@jest/globals';
import { CreateItem, DeleteItem, FindItem, GetItem } from '../../generated/index.js';
import { retryAfterMs, waitBefore } from '../../src/client/back-off.js';
import { failFast, faultTolerance } from '../../src/client/retry-policy.js';
import { type EwsError, TransportError, ValidationError } from '../../src/errors.js';
import { clientOf } from './function-server.js';
import { fault, refusal, response, success } from './misbehaving.js';

const lost = () => new TransportError('ERR_CONNECTION_RESET', 'mail.b.test:443 closed the connection.');
const items = (...subjects: string[]) => subjects.map((subject) => ({ kind: 'message' as const, subject }));
const item = (id: string) => `<m:Items><t:Message><t:ItemId Id="${id}"/></t:Message></m:Items>`;

describe('waits', () => {
  test('Retry-After in seconds, as a date, and as nonsense', () => {
    const now = Date.parse('Sat, 21 Nov 2026 10:00:00 GMT');
    expect(retryAfterMs('120', now)).toBe(120_000);
    expect(retryAfterMs(' 0 ', now)).toBe(0);
    expect(retryAfterMs('Sat, 21 Nov 2026 10:00:30 GMT', now)).toBe(30_000);
    expect(retryAfterMs('Saturday, 21-Nov-26 09:00:00 GMT', now)).toBe(0);
    for (const nonsense of ['Mon 5', 'Mon, 2026', undefined, '', 'soon', '-5', '1e9', '20:26'])
      expect(retryAfterMs(nonsense, now)).toBeUndefined();
  });

  test('our own double, half of each random, up to the longest; the wish of the server is never cut short', () => {
    const policy = faultTolerance({ firstWaitMs: 100 });
    const waits = (random: number) => [2, 3, 4, 20].map((next) => waitBefore(next, policy, undefined, () => random));
    expect(waits(0)).toEqual([50, 100, 200, 5000]);
    expect(waits(1)).toEqual([100, 200, 400, 10_000]);
    expect(waitBefore(2, policy, 7000, () => 0)).toBe(7000);
    expect(waitBefore(2, policy, 7000, () => 0.5)).toBe(7350);
  });

  test('a policy takes no nonsense', () => {
    expect(() => faultTolerance({ maxWaitMs: Number.NaN })).toThrow(ValidationError);
    expect(() => faultTolerance({ maxAttempts: -1 })).toThrow(ValidationError);
    expect(() => faultTolerance({ maxAttempts: 1.5 })).toThrow(ValidationError);
    expect(() => faultTolerance({ maxAttempt: 3 } as object)).toThrow(
      /there is no such option; did you mean 'maxAttempts'/,
    );
    expect(faultTolerance({ maxAttempts: Number.POSITIVE_INFINITY })).toMatchObject({ maxWaitMs: 30_000 });
  });
});

describe('parts of a batch', () => {
  test('only those that the server was too busy for are sent again; the results are in order', async () => {
    const { client, bodies } = clientOf((body, number) => {
      const ids = [...body.matchAll(/<t:Subject>(.)<\/t:Subject>/g)].map(([, subject]) => subject as string);
      return response(
        'CreateItem',
        ids.map((id) =>
          id === 'b' && number < 3 ? refusal('CreateItem', 'ErrorServerBusy', 1) : success('CreateItem', item(id)),
        ),
      );
    });
    const result = await client.call(CreateItem, { messageDisposition: 'SaveOnly', items: items('a', 'b', 'c') });
    expect(result.responseMessages.map((message) => message.items?.[0]?.itemId?.id)).toEqual(['a', 'b', 'c']);
    expect(bodies.map((body) => body.match(/<t:Subject>/g)?.length)).toEqual([3, 1, 1]);
  });

  const TRANSIENT = [
    'ErrorInternalServerTransientError',
    'ErrorTimeoutExpired',
    'ErrorMailboxStoreUnavailable',
    'ErrorMailboxMoveInProgress',
    'ErrorConnectionFailed',
    'ErrorADUnavailable',
    'ErrorInsufficientResources',
    'ErrorNoRespondingCASInDestinationSite',
    'ErrorProxyTokenExpired',
  ];
  const idsIn = (body: string) => [...body.matchAll(/<t:ItemId Id="(.)"/g)].map(([, id]) => id as string);
  const itemIds = ['a', 'b', 'c'].map((id) => ({ kind: 'itemId' as const, id }));

  test.each(TRANSIENT)('%s: read again, and of a change nothing is sent again', async (code) => {
    const { client, bodies } = clientOf((body, number) => {
      const operation = body.includes('<m:GetItem') ? 'GetItem' : 'DeleteItem';
      return response(
        operation,
        idsIn(body).map((id) =>
          id === 'b' && number === 1
            ? refusal(operation, code)
            : success(operation, operation === 'GetItem' ? item(id) : ''),
        ),
      );
    });
    const got = await client.call(GetItem, { itemShape: { baseShape: 'IdOnly' }, itemIds });
    expect(got.responseMessages.map((message) => message.items?.[0]?.itemId?.id)).toEqual(['a', 'b', 'c']);
    expect(bodies.map(idsIn)).toEqual([['a', 'b', 'c'], ['b']]);
    expect(client.concurrency).toBe(2);

    const change = clientOf(() =>
      response('DeleteItem', [success('DeleteItem'), refusal('DeleteItem', code), success('DeleteItem')]),
    );
    const error = await change.client
      .call(DeleteItem, { deleteType: 'HardDelete', itemIds })
      .catch((each: Error) => each);
    expect(error).toMatchObject({ code, index: 1 });
    expect(change.bodies).toHaveLength(1);
  });

  test('a folder that cannot be asked just now is asked again as a whole', async () => {
    const page = '<m:RootFolder TotalItemsInView="0" IncludesLastItemInRange="true"><t:Items/></m:RootFolder>';
    const { client, bodies } = clientOf((_, number) =>
      response('FindItem', [
        number === 1 ? refusal('FindItem', 'ErrorMailboxStoreUnavailable') : success('FindItem', page),
      ]),
    );
    const folder = { kind: 'distinguishedFolderId' as const, id: 'inbox' as const };
    await client.call(FindItem, {
      traversal: 'Shallow',
      itemShape: { baseShape: 'IdOnly' },
      parentFolderIds: [folder],
    });
    expect(bodies).toHaveLength(2);
  });

  test('a new item that may be there after all is looked for before it is sent again', async () => {
    const marks: string[] = [];
    const { client, bodies } = clientOf((body, number) => {
      marks.push(...[...body.matchAll(/<t:Value>([\w-]{36}\/\d)</g)].map(([, mark]) => mark as string));
      const property = `<t:ExtendedProperty><t:ExtendedFieldURI DistinguishedPropertySetId="PublicStrings" PropertyName="ewskit-created-by" PropertyType="String"/><t:Value>${marks[1]}</t:Value></t:ExtendedProperty>`;
      if (body.includes('<m:FindItem'))
        return response('FindItem', [
          success(
            'FindItem',
            `<m:RootFolder TotalItemsInView="1" IncludesLastItemInRange="true"><t:Items><t:Message><t:ItemId Id="b"/>${property}</t:Message></t:Items></m:RootFolder>`,
          ),
        ]);
      return response('CreateItem', [
        success('CreateItem', item(number === 1 ? 'a' : 'again')),
        ...(number === 1 ? [refusal('CreateItem', 'ErrorTimeoutExpired')] : []),
      ]);
    });
    const request = { messageDisposition: 'SaveOnly' as const, items: items('a', 'b') };
    const made = await client.call(CreateItem, request);
    expect(made.responseMessages.map((message) => message.items?.[0]?.itemId?.id)).toEqual(['a', 'b']);
    expect(bodies.map((body) => /<m:(CreateItem|FindItem)/.exec(body)?.[1])).toEqual(['CreateItem', 'FindItem']);
  });

  test('an error of a part that is not about load is not retried', async () => {
    const { client, bodies } = clientOf(() =>
      response('GetItem', [success('GetItem', item('a')), refusal('GetItem', 'ErrorItemNotFound')]),
    );
    const request = {
      itemShape: { baseShape: 'IdOnly' as const },
      itemIds: [
        { kind: 'itemId' as const, id: 'a' },
        { kind: 'itemId' as const, id: 'b' },
      ],
    };
    const error = (await client.call(GetItem, request).catch((each: Error) => each)) as EwsError;
    expect(error).toMatchObject({ code: 'ErrorItemNotFound', index: 1 });
    expect(bodies).toHaveLength(1);
  });

  test('what was done stays done when the rest is lost: errors in the response, with the reason', async () => {
    const { client } = clientOf((_, number) =>
      number === 1
        ? response('DeleteItem', [success('DeleteItem'), refusal('DeleteItem', 'ErrorServerBusy', 1)])
        : lost(),
    );
    const request = {
      deleteType: 'HardDelete' as const,
      itemIds: [
        { kind: 'itemId' as const, id: 'a' },
        { kind: 'itemId' as const, id: 'b' },
      ],
    };
    const { responseMessages } = await client.call(DeleteItem, request, { errors: 'return' });
    expect(responseMessages[0]).toMatchObject({ responseClass: 'Success' });
    expect(responseMessages[1]).toMatchObject({
      responseClass: 'Error',
      messageText: expect.stringContaining('not known'),
    });
  });
});

describe('created items', () => {
  test('carry a mark of their own, beside their other properties, and only if the policy may retry', async () => {
    const well = () => response('CreateItem', [success('CreateItem', item('a')), success('CreateItem', item('b'))]);
    const { client, bodies } = clientOf(well);
    const request = { messageDisposition: 'SaveOnly' as const, items: items('a', 'b') };
    await client.call(CreateItem, request);
    const marks = [
      ...(bodies[0] as string).matchAll(/PropertyName="ewskit-created-by"[^>]*\/><t:Value>([\w-]{36})\/(\d)</g),
    ];
    expect(marks.map(([, , index]) => index)).toEqual(['0', '1']);
    expect(marks[0]?.[1]).toBe(marks[1]?.[1]);
    expect(request.items[0]).toEqual({ kind: 'message', subject: 'a' });
    await client.call(CreateItem, request, { retry: failFast() });
    expect(bodies[1]).not.toContain('ewskit-created-by');
  });

  test.each(['SendOnly', 'SendAndSaveCopy'] as const)(
    '%s: no mark, and a lost answer is of unknown fate',
    async (messageDisposition) => {
      const { client, bodies } = clientOf(lost);
      const error = (await client
        .call(CreateItem, { messageDisposition, items: items('a') })
        .catch((each: Error) => each)) as EwsError;
      expect(error).toMatchObject({ code: 'ERR_CONNECTION_RESET', fate: 'unknown' });
      expect(bodies).toHaveLength(1);
      expect(bodies[0]).not.toContain('ewskit-created-by');
    },
  );

  test('are looked for in the folder they were meant for', async () => {
    const { client, bodies } = clientOf((body, number) => {
      if (number === 1) return lost();
      if (body.includes('<m:FindItem'))
        return response('FindItem', [
          success(
            'FindItem',
            '<m:RootFolder TotalItemsInView="0" IncludesLastItemInRange="true"><t:Items/></m:RootFolder>',
          ),
        ]);
      return response('CreateItem', [success('CreateItem', item('a'))]);
    });
    const savedItemFolderId = { folderId: { id: 'folder' } };
    await client.call(CreateItem, { messageDisposition: 'SaveOnly', savedItemFolderId, items: items('a') });
    expect(bodies.filter((body) => body.includes('<m:CreateItem'))).toHaveLength(2);
    expect(bodies[1]).toContain('<m:ParentFolderIds><t:FolderId Id="folder"/></m:ParentFolderIds>');
  });

  test('when they cannot be looked for, their fate is unknown', async () => {
    const { client, bodies } = clientOf((_, number) => (number === 1 ? lost() : fault('ErrorAccessDenied')));
    const error = (await client
      .call(CreateItem, { messageDisposition: 'SaveOnly', items: items('a') })
      .catch((each: Error) => each)) as EwsError;
    expect(error).toMatchObject({ fate: 'unknown' });
    expect(error.attempts).toHaveLength(2);
    expect(bodies).toHaveLength(2);
  });
});

test('the tries are on the error, with their codes and waits', async () => {
  const { client } = clientOf(lost);
  const request = {
    traversal: 'Shallow' as const,
    itemShape: { baseShape: 'IdOnly' as const },
    parentFolderIds: [{ kind: 'distinguishedFolderId' as const, id: 'inbox' as const }],
  };
  const error = (await client.call(FindItem, request).catch((each: Error) => each)) as EwsError;
  expect(error.fate).toBeUndefined();
  expect(error.attempts?.map(({ code }) => code)).toEqual(Array(4).fill('ERR_CONNECTION_RESET'));
  expect(error.attempts?.map(({ waitedMs }) => waitedMs > 0)).toEqual([false, true, true, true]);
});
