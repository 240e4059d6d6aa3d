/** Parts of members that have keys, asked for one by one: one telephone number of a contact, the city of one address. */
import { describe, expect, test } from '@jest/globals';
import { ValidationError } from '../../src/index.js';
import { story } from '../stories/mailbox.js';
import { inside, xml } from '../support/compact-xml.js';
import { recorder } from '../support/recorder.js';

const wire = recorder();
const s = story();
const car = xml`<IndexedFieldURI FieldURI="contacts:PhoneNumber" FieldIndex="CarPhone"/>`;
const city = xml`<IndexedFieldURI FieldURI="contacts:PhysicalAddress:City" FieldIndex="Home"/>`;

const phones = [
  { key: 'CarPhone', value: '+45 1' },
  { key: 'HomePhone', value: '+45 2' },
];

describe('what is sent', () => {
  test('only(), values(), valuesList() and pluck() ask for the part, and for nothing else', async () => {
    const contacts = wire.account.contacts;
    for (const query of [
      contacts.only('phoneNumbers__CarPhone', 'physicalAddresses__Home__city'),
      contacts.values('phoneNumbers__CarPhone', 'physicalAddresses__Home__city'),
      contacts.valuesList('phoneNumbers__CarPhone', 'physicalAddresses__Home__city'),
    ])
      expect(inside(await wire.xmlOf(() => query.toArray()), 'AdditionalProperties')).toBe(`${car}\n${city}`);
    const plucked = await wire.xmlOf(() => contacts.pluck('phoneNumbers__CarPhone').toArray());
    expect(inside(plucked, 'AdditionalProperties')).toBe(car);
  });

  test('the member by itself still asks for all of its keys', async () => {
    const request = await wire.xmlOf(() => wire.account.contacts.only('phoneNumbers').toArray());
    expect(inside(request, 'AdditionalProperties')).toBe('<FieldURI FieldURI="contacts:PhoneNumbers"/>');
  });

  test('a key that there is not is refused unsent', async () => {
    const error = await wire.refusalOf(() => wire.account.contacts.only('phoneNumbers__CarFone' as never).toArray());
    expect(error).toBeInstanceOf(ValidationError);
    expect(error.message).toContain('phoneNumbers__CarFone');
  });
});

test('what comes: in items under their member, in rows under the name', async () => {
  wire.server.fill('contacts', { kind: 'contact', phoneNumbers: phones }, { kind: 'contact' });
  const contacts = wire.account.contacts;
  expect(await contacts.values('phoneNumbers__CarPhone').toArray()).toEqual([
    { phoneNumbers__CarPhone: '+45 1' },
    { phoneNumbers__CarPhone: undefined },
  ]);
  expect(await contacts.pluck('phoneNumbers__HomePhone').toArray()).toEqual(['+45 2', undefined]);
  const [first] = await contacts.only('phoneNumbers__CarPhone').toArray();
  expect(first?.phoneNumbers?.[0]?.value).toBe('+45 1');
});

test('an order over several folders by a part reads that part, and takes away only what was not asked for', async () => {
  const entries = (value: string) => [{ key: 'HomePhone', value }];
  wire.server.fill('contacts', { kind: 'contact', phoneNumbers: entries('2') });
  wire.server.fill('recipientcache', { kind: 'contact', phoneNumbers: entries('1') });
  const { account } = wire;
  const both = account
    .folders(account.contacts, account.distinguished('recipientcache'))
    .orderBy('phoneNumbers__HomePhone');
  const requests = await wire.requestsOf(async () => {
    const ids = (await both.only('displayName').toArray()).map((item) => [
      item.itemId?.id,
      Object.keys(item).includes('phoneNumbers'),
    ]);
    expect(ids).toEqual([
      ['recipientcache-0', false],
      ['contacts-0', false],
    ]);
  });
  expect(inside(requests[0]?.xml ?? '', 'AdditionalProperties')).toBe(xml`
    <FieldURI FieldURI="contacts:DisplayName"/>
    <IndexedFieldURI FieldURI="contacts:PhoneNumber" FieldIndex="HomePhone"/>`);
  const kept = await both.only('phoneNumbers__CarPhone').toArray();
  expect(kept.map((item) => Object.keys(item).includes('phoneNumbers'))).toEqual([true, true]);
});

test('in a mailbox', async () => {
  const bob = await s.connect('bob');
  await bob.contacts.create({ displayName: 'Carol', phoneNumbers: phones as never });
  expect(await bob.contacts.values('displayName', 'phoneNumbers__CarPhone').toArray()).toEqual([
    { displayName: 'Carol', phoneNumbers__CarPhone: '+45 1' },
  ]);
  const [carol] = await bob.contacts.only('phoneNumbers__CarPhone').toArray();
  expect(carol?.phoneNumbers).toMatchObject([{ key: 'CarPhone', value: '+45 1' }]);
  expect(carol?.phoneNumbers).toHaveLength(1);
});
