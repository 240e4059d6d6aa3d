/** Each member of each class that may be written goes out, is kept, and comes back; is changed, and removed where that is allowed. */
import { beforeAll, expect, test } from '@jest/globals';
import type { Account } from '../../src/index.js';
import { propertiesOf } from '../../src/properties/index.js';
import { committed } from '../../src/soap/committed.js';
import { story } from '../stories/mailbox.js';
import { CLASSES, type Values } from './field-rows.js';

type Item = Record<string, unknown> & { id: string; update(changes: object): Promise<void>; delete(): Promise<void> };

const s = story();
let alice: Account;
beforeAll(async () => {
  alice = await s.connect('alice');
});

const TYPES: Record<string, string> = { Contact: 'ContactItemType' };
const ROWS = Object.entries(CLASSES).flatMap(([name, { values }]) =>
  Object.entries(values).map(([member, of]): [string, string, Values] => [name, member, of]),
);

/** What the server has by now, of one member. */
async function read(item: Item, member: string): Promise<unknown> {
  const [found] = await alice
    .items([item.id])
    .only(member as 'subject')
    .toArray();
  return (found as unknown as Item)[member];
}

/** A server may say more of a mailbox or an attendee than it was told. */
const atLeast = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(atLeast)
    : value !== null && typeof value === 'object' && !(value instanceof Date)
      ? expect.objectContaining(Object.fromEntries(Object.entries(value).map(([key, of]) => [key, atLeast(of)])))
      : value;

test.each(ROWS)(
  '%s: %s is written, kept and read back, changed and removed',
  async (name, member, [created, updated, stays]) => {
    const { base, folder } = CLASSES[name]!;
    const item = (await folder(alice).create({ ...base, [member]: created })) as Item;
    expect(await read(item, member)).toEqual(atLeast(created));
    const abilities = propertiesOf(committed, TYPES[name] ?? `${name}Type`).get(member)?.abilities;
    if (updated !== undefined) {
      expect(abilities?.has('update')).toBe(true);
      await item.update({ [member]: updated });
      expect(await read(item, member)).toEqual(atLeast(updated));
    }
    if (abilities?.has('delete') && stays === undefined) {
      await item.update({ [member]: null });
      expect(await read(item, member)).not.toEqual(atLeast(updated ?? created));
    }
  },
);
