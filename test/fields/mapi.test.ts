/** The dictionary of MAPI properties: named right, each once, with values of its type in a mailbox. */
import { expect, test } from '@jest/globals';
import { type ExtendedProperty, mapi } from '../../src/index.js';
import { story } from '../stories/mailbox.js';

const s = story();
const ENTRIES = Object.entries(mapi) as [string, ExtendedProperty][];

test('no property is there twice, and each is named in one way', () => {
  const names = ENTRIES.map(([, { path }]) => {
    const { propertyType: _type, propertyTag, propertyId, propertyName, ...set } = path;
    expect([propertyTag, propertyId ?? propertyName].filter((one) => one !== undefined)).toHaveLength(1);
    return JSON.stringify([propertyTag, propertyId, propertyName, set]);
  });
  expect(new Set(names).size).toBe(ENTRIES.length);
  expect(ENTRIES.length).toBeGreaterThan(150);
});

test.each([
  ['flagStatus', { propertyTag: '0x1090', propertyType: 'Integer' }],
  ['reminderSet', { distinguishedPropertySetId: 'Common', propertyId: 0x8503, propertyType: 'Boolean' }],
  [
    'logStart',
    { propertySetId: '0006200a-0000-0000-c000-000000000046', propertyId: 0x8706, propertyType: 'SystemTime' },
  ],
  ['keywords', { distinguishedPropertySetId: 'PublicStrings', propertyName: 'Keywords', propertyType: 'StringArray' }],
] as const)('%s', (name, path) => {
  expect(mapi[name].path).toEqual(path);
});

/** A value of each type that the dictionary has. */
const VALUES: Readonly<Record<string, unknown>> = {
  Boolean: true,
  Short: 2,
  Integer: 3,
  Double: 0.5,
  SystemTime: new Date('2025-03-01T10:00:00Z'),
  Binary: new Uint8Array([1, 2, 3]),
  String: 'text',
  StringArray: ['a', 'b'],
};

test('what the dictionary names is written, found and read with its type', async () => {
  const alice = await s.connect('alice');
  // Of Address there is nothing that a message has otherwise, so that nothing but the dictionary can bring it.
  const own = ENTRIES.filter(([, { path }]) => path.distinguishedPropertySetId === 'Address' || path.propertySetId);
  expect(own.length).toBeGreaterThan(20);
  const fields = Object.fromEntries(own.map(([name, property]) => [`own_${name}`, property]));
  const values = Object.fromEntries(own.map(([name, { type }]) => [`own_${name}`, VALUES[type]]));
  const folder = alice.drafts.withFields(fields);
  const { id } = await folder.create({ subject: 'x', ...values } as never);
  expect(await folder.item(id)).toMatchObject(values);
  const wanted = { own_fileUnder: 'text', own_logStart__gte: new Date('2025-03-01T09:00:00Z') };
  expect(await folder.filter(wanted as never).count()).toBe(1);
});
