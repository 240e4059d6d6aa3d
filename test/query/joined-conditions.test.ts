/** Conditions that are joined: how they nest in what is sent, and what holds for nothing or for everything. */
import { describe, expect, test } from '@jest/globals';
import { and, type Message, not, or, type Where } from '../../src/index.js';
import { recorder } from '../support/recorder.js';
import { all, any, compared, equal, none, restriction, restrictionOf } from './restrictions.js';

const wire = recorder();
const [x, y, z] = [equal('item:Subject', 'x'), equal('item:Importance', 'High'), equal('message:IsRead', 'true')];
const [X, Y, Z] = [{ subject: 'x' }, { importance: 'High' } as const, { isRead: true }];
const NEVER: Where<Message> = { subject__in: [] };
const SIZE: Where<Message> = { size__range: [1, 2] };

const sent = (where: object): Promise<string | undefined> => restrictionOf(wire, wire.account.inbox.filter(where));

describe('joining', () => {
  test.each<[string, object, string]>([
    ['keys of one object: all of them', { ...X, ...Y }, all(x, y)],
    ['and()', and(X, Y), all(x, y)],
    ['and() of one is that one', and(X), x],
    ['or()', or(X, Y), any(x, y)],
    ['or() of one is that one', or(X), x],
    ['not()', not(X), none(x)],
    ['not() of several keys: not all of them', not({ ...X, ...Y }), none(all(x, y))],
    ['not: [] of several: not all of them', { not: [X, Y] }, none(all(x, y))],
    ['not() of not()', not(not(X)), x],
    ['or() in and()', and(or(X, Y), Z), all(any(x, y), z)],
    ['and() in or()', or(and(X, Y), Z), any(all(x, y), z)],
    ['not() in or()', or(not(X), Z), any(none(x), z)],
    ['or() beside keys', { ...X, ...or(Y, Z) }, all(x, any(y, z))],
    ['and, or and not side by side', { and: [X], or: [Y, Z], not: X }, all(x, any(y, z), none(x))],
    ['a lookup that is two comparisons', or(SIZE, X), any(all(size('>=', 1), size('<=', 2)), x)],
  ])('%s', async (_, where, expected) => {
    expect(await sent(where)).toBe(restriction(expected));
  });

  test('filter() after filter(): both', async () => {
    expect(await restrictionOf(wire, wire.account.inbox.filter(X).filter(Y))).toBe(restriction(all(x, y)));
  });

  test('exclude() is the opposite', async () => {
    expect(await restrictionOf(wire, wire.account.inbox.exclude(X))).toBe(restriction(none(x)));
    expect(await restrictionOf(wire, wire.account.inbox.exclude({ ...X, ...Y }))).toBe(restriction(none(all(x, y))));
    expect(await restrictionOf(wire, wire.account.inbox.filter(Z).exclude(X))).toBe(restriction(all(z, none(x))));
  });

  test('get() takes a condition beside those that are there', async () => {
    wire.server.fill('inbox', { subject: 'x' });
    const request = await wire.xmlOf(() => wire.account.inbox.filter(Y).only('subject').get(X));
    expect(request).toContain(restriction(all(y, x)).split('\n')[2]?.trim());
    expect(wire.sent[0]?.body.restriction.searchExpression).toHaveLength(2);
  });

  test('a query is not changed by what is made of it', async () => {
    const query = wire.account.inbox.filter(X);
    query.filter(Y).exclude(Z);
    expect(await restrictionOf(wire, query)).toBe(restriction(x));
  });
});

function size(comparison: '>=' | '<=', value: number): string {
  const name = comparison === '>=' ? 'IsGreaterThanOrEqualTo' : 'IsLessThanOrEqualTo';
  return compared(name, 'item:Size', String(value));
}

describe('what holds for nothing is not sent', () => {
  test.each<[string, object]>([
    ['__in: []', { subject__in: [] }],
    ['or() of nothing', or()],
    ['a list that is to contain nothing', { categories__contains: [] }],
    ['beside what could hold', { ...X, subject__in: [] }],
    ['in and()', and(X, NEVER)],
    ['in or(), when nothing else could', or(NEVER, NEVER)],
    ['the opposite of its opposite', not(not(NEVER))],
    ['the opposite of what holds for everything, in and()', not(and(not(NEVER), not(NEVER)))],
    ['the opposite of what holds for everything, in or()', not(or(X, not(NEVER)))],
  ])('%s', async (_, where) => {
    const query = wire.account.inbox.filter(where);
    const nothing = await wire.requestsOf(async () => {
      expect(await query.toArray()).toEqual([]);
      expect(await query.count()).toBe(0);
      expect(await query.exists()).toBe(false);
      expect(await query.at(0)).toBeUndefined();
      expect(await query.snapshot().toArray()).toEqual([]);
      expect(await query.delete()).toEqual([]);
      expect(query.explain()).toBe('<!-- Nothing is sent: no item can match. -->');
    });
    expect(nothing).toEqual([]);
  });

  test('none()', async () => {
    const query = wire.account.inbox.none();
    expect(await wire.operationsOf(() => query.toArray())).toEqual([]);
    expect(await wire.operationsOf(() => query.filter(X).count())).toEqual([]);
    expect(await wire.operationsOf(() => query.all().slice(0, 5).toArray())).toEqual([]);
  });
});

describe('what holds for everything is no condition', () => {
  test.each<[string, object]>([
    ['{}', {}],
    ['and() of nothing', and()],
    ['the opposite of what never holds', not(NEVER)],
    ['or() with the opposite of what never holds', or(X, not(NEVER))],
    ['the opposite of nothing', not({})],
  ])('%s', async (_, where) => {
    expect(await sent(where)).toBeUndefined();
    expect(await restrictionOf(wire, wire.account.inbox.filter(X).filter(where))).toBe(restriction(x));
  });

  test('exclude() of what never holds', async () => {
    expect(await restrictionOf(wire, wire.account.inbox.exclude({ subject__in: [] }))).toBeUndefined();
    expect(await wire.operationsOf(() => wire.account.inbox.exclude(not(NEVER)).delete())).toEqual([]);
  });

  test('of and(), what holds for everything is left out', async () => {
    expect(await sent(and(X, not(NEVER), Y))).toBe(restriction(all(x, y)));
    expect(await sent(and(X, not(NEVER)))).toBe(restriction(x));
  });

  test('of or(), what never holds is left out', async () => {
    expect(await sent(or(X, NEVER, Y))).toBe(restriction(any(x, y)));
  });
});
