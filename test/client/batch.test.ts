/** A request of many parts, by itself: what is asked for again, and what comes out. */
import { describe, expect, test } from '@jest/globals';
import { Batch } from '../../src/client/batch.js';

const ids = ['a', 'b', 'c', 'd'];
const request = { itemIds: ids, other: 1 };
const ok = (id: string) => ({ responseClass: 'Success', responseCode: 'NoError', id });
const no = (responseCode: string, responseClass = 'Error') => ({ responseClass, responseCode });
const AWAY = no('ErrorServerBusy');
const BROKEN = no('ErrorTimeoutExpired');
const STOPPED = no('ErrorBatchProcessingStopped');
const REFUSED = no('ErrorItemNotFound');
const answer = (...responseMessages: object[]) => ({ responseMessages });
const batch = (reads: boolean, canLook = false, operation = 'GetItem', asked: object = request) =>
  new Batch(operation, asked, reads, canLook);

describe('is asked for again', () => {
  test.each<[string, boolean, boolean, object[], number[]]>([
    ['nothing of what is settled', true, false, [ok('a'), ok('b'), REFUSED, ok('d')], []],
    ['what was turned away', false, false, [ok('a'), AWAY, ok('c'), AWAY], [1, 3]],
    ['what broke off, of a read', true, false, [ok('a'), BROKEN, ok('c'), ok('d')], [1]],
    ['what broke off, where a look can tell', false, true, [ok('a'), BROKEN, ok('c'), ok('d')], [1]],
    ['not what broke off of a write', false, false, [ok('a'), BROKEN, ok('c'), ok('d')], []],
    ['what was not looked at behind it', false, false, [ok('a'), AWAY, STOPPED, STOPPED], [1, 2, 3]],
    ['not what was stopped for another reason', false, false, [ok('a'), REFUSED, STOPPED, STOPPED], []],
    [
      'not a warning or a success with such a code',
      true,
      true,
      [no('ErrorServerBusy', 'Warning'), no('ErrorTimeoutExpired', 'Success'), ok('c'), ok('d')],
      [],
    ],
  ])('%s', (_, reads, canLook, messages, pending) => {
    const all = batch(reads, canLook);
    const why = all.take(answer(...messages));
    expect(all.pending).toEqual(pending);
    expect(why !== undefined).toBe(pending.length > 0);
    expect(all.partly).toBe(pending.length > 0);
    const open = pending.map((index) => ids[index]);
    expect(all.request()).toEqual(pending.length > 0 ? { ...request, itemIds: open } : { ...request, itemIds: [] });
  });

  test('the reason is one of those that broke off, where there is one', () => {
    expect(batch(true).take(answer(AWAY, BROKEN, AWAY, ok('d')))).toBe(BROKEN);
    expect(batch(true).take(answer(ok('a'), AWAY, AWAY, ok('d')))).toBe(AWAY);
  });

  test.each<[string, boolean, object[], object | undefined]>([
    ['a read that was turned away', true, [ok('a'), AWAY], AWAY],
    ['a read that broke off', true, [ok('a'), BROKEN], BROKEN],
    ['a read that is refused: not', true, [REFUSED], undefined],
    ['a write all of which was turned away', false, [AWAY, AWAY], AWAY],
    ['a write of which a part was: not', false, [AWAY, ok('b')], undefined],
    ['a write that broke off: not', false, [BROKEN], undefined],
    ['no message at all: not', true, [], undefined],
  ])('as a whole, where it cannot be divided: %s', (_, reads, messages, why) => {
    const all = batch(reads, true, 'GetUserAvailability', { what: 1 });
    expect(all.take(answer(...messages))).toBe(why);
    expect([all.pending, all.partly, all.request()]).toEqual([[], false, { what: 1 }]);
    const last = answer(...messages);
    expect(all.response(last)).toBe(last);
    // Nor where the answer has another number of messages than there are parts.
    expect(batch(reads, true).take(answer(...messages))).toBe(why);
  });
});

describe('the response', () => {
  test('has a message for each part, in order, whichever answer brought it', () => {
    const all = batch(true);
    all.take(answer(ok('a'), AWAY, ok('c'), AWAY));
    const last = { more: 2, ...answer(ok('b'), REFUSED) };
    all.take(last);
    expect(all.pending).toEqual([]);
    expect(all.response(last)).toEqual({ more: 2, responseMessages: [ok('a'), ok('b'), ok('c'), REFUSED] });
    expect(all.response(last)).toBe(last);
  });

  test('with what was found to be done already', () => {
    const all = batch(false, true);
    all.take(answer(ok('a'), BROKEN, BROKEN, ok('d')));
    all.settle(2, ok('found') as never);
    expect(all.pending).toEqual([1]);
    const rest = () => no('rest') as never;
    const messages = [ok('a'), no('rest'), ok('found'), ok('d')];
    expect(all.response(undefined, rest)).toEqual({ responseMessages: messages });
    expect(all.response({})).toEqual({ responseMessages: [ok('a'), BROKEN, ok('found'), ok('d')] });
  });

  test('is what there is, where nothing was settled', () => {
    const last = { x: 1 };
    expect(batch(true).response(last)).toBe(last);
    expect(batch(true).response(undefined)).toEqual({});
  });

  test('before the first answer everything is open, and nothing is left', () => {
    const all = batch(true);
    expect([all.pending, all.partly]).toEqual([[0, 1, 2, 3], false]);
    expect(all.request()).toBe(request);
  });
});
