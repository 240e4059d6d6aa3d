/** Options that nobody knows: each method refuses them before anything is sent, and says which method it is. */
import { describe, expect, test } from '@jest/globals';
import { ValidationError } from '../../src/index.js';
import { recorder } from '../support/recorder.js';

const wire = recorder();
const wrong = { bogus: 1 } as object;
const query = () => wire.account.inbox.all();
const items = () => wire.account.items(['a']);
const next = (all: AsyncGenerator<unknown>) => all.next();

describe.each([
  ['all()', () => query().all(wrong)],
  ['pages()', () => next(query().pages(wrong))],
  ['settled()', () => next(query().settled(wrong))],
  ['toArray()', () => query().toArray(wrong)],
  ['at()', () => query().at(0, wrong)],
  ['count()', () => query().count(wrong)],
  ['exists()', () => query().exists(wrong)],
  ['get()', () => query().get(undefined, wrong)],
  ['update()', () => query().update({}, wrong)],
  ['delete()', () => query().delete(wrong)],
  ['move()', () => query().move('inbox', wrong)],
  ['copy()', () => query().copy('inbox', wrong)],
  ['all()', () => items().all(wrong)],
  ['settled()', () => next(items().settled(wrong))],
  ['toArray()', () => items().toArray(wrong)],
  ['save()', () => items().save(wrong)],
  ['send()', () => items().send(wrong)],
] as [string, () => unknown][])('%s', (name, work) => {
  test('names itself and the option', async () => {
    const error = await wire.refusalOf(work);
    expect(error).toBeInstanceOf(ValidationError);
    expect(error.message).toContain(name);
    expect(error.message).toContain('bogus');
  });
});

test.each([
  ['all()', () => query().all({ subject: 'x' } as object)],
  ['pages()', () => next(query().pages({ subject: 'x' } as object))],
  ['settled()', () => next(query().settled({ subject: 'x' } as object))],
  ['toArray()', () => query().toArray({ subject: 'x' } as object)],
  ['count()', () => query().count({ subject: 'x' } as object)],
  ['exists()', () => query().exists({ subject: 'x' } as object)],
  ['get()', () => query().get(undefined, { subject: 'x' } as object)],
] as [string, () => unknown][])('%s: a condition among the options is told where it belongs', async (_, work) => {
  expect((await wire.refusalOf(work)).message).toContain('conditions go into filter()');
});

test('delete(): a condition among the options deletes nothing', async () => {
  const error = await wire.refusalOf(() => query().delete({ subject: 'x' } as object));
  expect(error.message).toContain('which items are deleted, says the query before it');
});
