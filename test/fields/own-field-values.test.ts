/** Own fields: how they are declared, and how values of each MAPI type go out and come back. */
import { describe, expect, test } from '@jest/globals';
import { type ExtendedProperty, extendedProperty, type Message, mapi, ValidationError } from '../../src/index.js';
import { updatesOf } from '../items/updates.js';
import { inside, xml } from '../support/compact-xml.js';
import { recorder } from '../support/recorder.js';

const wire = recorder({ timeZone: 'Europe/Copenhagen' });
const GUID = 'C11FF724-AA03-4555-9952-8FA248A11C3E';

type Type = ExtendedProperty['type'];
type AnyItem = Record<string, unknown> & { save(): Promise<void> };

function own(type: Type): ExtendedProperty {
  return extendedProperty({ tag: 0x6f01, type } as never);
}

const inboxWith = (property: ExtendedProperty) => wire.account.inbox.withFields({ own: property });
const URI = (type: string) => `<ExtendedFieldURI PropertyTag="0x6f01" PropertyType="${type}"/>`;

describe('extendedProperty()', () => {
  test.each<[object, object]>([
    [
      { set: 'PublicStrings', name: 'x', type: 'String' },
      { distinguishedPropertySetId: 'PublicStrings', propertyName: 'x', propertyType: 'String' },
    ],
    [
      { set: GUID, id: 0x8501, type: 'Integer' },
      { propertySetId: GUID, propertyId: 0x8501, propertyType: 'Integer' },
    ],
    [
      { set: GUID.toLowerCase(), name: 'x', type: 'String' },
      { propertySetId: GUID.toLowerCase(), propertyName: 'x', propertyType: 'String' },
    ],
    [
      { tag: 0x3001, type: 'String' },
      { propertyTag: '0x3001', propertyType: 'String' },
    ],
    [
      { tag: '0x3001', type: 'String' },
      { propertyTag: '0x3001', propertyType: 'String' },
    ],
    [{ header: 'X-A' }, { distinguishedPropertySetId: 'InternetHeaders', propertyName: 'X-A', propertyType: 'String' }],
    [
      { set: 'Common', id: 0, type: 'Integer' },
      { distinguishedPropertySetId: 'Common', propertyId: 0, propertyType: 'Integer' },
    ],
  ])('%j', (by, path) => {
    const property = extendedProperty(by as never);
    expect(property.path).toEqual(path);
    expect(property.type).toBe((path as { propertyType: string }).propertyType);
  });

  test.each([
    { type: 'String' },
    { set: 'PublicStrings', type: 'String' },
    { set: 'PublicStrings', name: 'x', id: 5, type: 'String' },
    { name: 'x', type: 'String' },
    { id: 5, type: 'String' },
    { tag: 0x3001, set: 'PublicStrings', name: 'x', type: 'String' },
    { tag: 0x3001, header: 'X-A', type: 'String' },
    { header: 'X-A', name: 'x' },
  ])('%j is named in no way, or in two', (by) => {
    expect(() => extendedProperty(by as never)).toThrow(
      'give a tag alone, a header alone, or a set with either a name or an id',
    );
  });

  test.each(['Error', 'Null', 'Object', 'ObjectArray'])('Exchange has no values of type %s', (type) => {
    expect(() => own(type as Type)).toThrow(`Exchange has no values of type ${type}`);
  });

  test('a type has to be said', () => {
    expect(() => extendedProperty({ tag: 5 } as never)).toThrow('expected a MAPI type such as String');
  });

  test('those that are often wanted are there', () => {
    expect(
      Object.fromEntries(Object.entries(mapi).map(([name, { path, type }]) => [name, [path.propertyTag, type]])),
    ).toMatchObject({
      comment: ['0x3004', 'String'],
      messageSize: ['0xe08', 'Long'],
      hidden: ['0x10f4', 'Boolean'],
      deferredSendTime: ['0x3fef', 'SystemTime'],
      transportMessageHeaders: ['0x7d', 'String'],
    });
  });
});

describe('values of each type go out, and come back as they were', () => {
  test.each<[Type, unknown, string | string[]]>([
    ['String', 'ä < b', 'ä < b'],
    ['String', '', ''],
    ['Boolean', true, 'true'],
    ['Boolean', false, 'false'],
    ['Short', -32768, '-32768'],
    ['Integer', 2147483647, '2147483647'],
    ['Long', 5, '5'],
    ['Long', Number.MAX_SAFE_INTEGER, '9007199254740991'],
    ['Long', 2n ** 53n, '9007199254740992'],
    ['Long', -(2n ** 63n), '-9223372036854775808'],
    ['Currency', 12_345, '12345'],
    ['Float', 0.5, '0.5'],
    ['Double', 1e100, '1e+100'],
    ['ApplicationTime', -1.25, '-1.25'],
    ['SystemTime', new Date('2025-01-02T03:04:05.678Z'), '2025-01-02T03:04:05.678Z'],
    ['Binary', new Uint8Array([0, 127, 255]), 'AH//'],
    ['Binary', new Uint8Array(), ''],
    ['CLSID', GUID, GUID],
    ['StringArray', ['a', 'b'], ['a', 'b']],
    ['IntegerArray', [1, -2], ['1', '-2']],
    ['LongArray', [1, 2n ** 60n], ['1', '1152921504606846976']],
    ['BinaryArray', [new Uint8Array([1])], ['AQ==']],
    ['SystemTimeArray', [new Date(0)], ['1970-01-01T00:00:00.000Z']],
    ['DoubleArray', [1.5], ['1.5']],
    ['CLSIDArray', [GUID], [GUID]],
  ])('%s: %p', async (type, value, text) => {
    const folder = inboxWith(own(type));
    const [request] = await wire.requestsOf(() => folder.create({ subject: 'x', own: value } as never));
    const sent = request?.body.items[0].extendedProperty[0];
    expect(sent.value ?? sent.values ?? '').toEqual(text);
    expect(inside(request?.xml ?? '', 'ExtendedProperty')).toContain(xml(URI(type)));
    wire.server.keep(
      {
        extendedProperty: [
          {
            extendedFieldURI: { propertyTag: '0x6f01', propertyType: type },
            ...(Array.isArray(text) ? { values: text } : { value: text }),
          },
        ],
      },
      'm',
    );
    const item = (await folder.item('m')) as unknown as AnyItem;
    expect(item['own']).toEqual(value);
    expect(item['extendedProperty']).toBeUndefined();
    expect(await wire.operationsOf(() => item.save())).toEqual(['GetItem']);
  });

  test('times are given as anywhere', async () => {
    const folder = inboxWith(own('SystemTime'));
    for (const [given, sent] of [
      ['2025-07-01T10:00', '2025-07-01T08:00:00.000Z'],
      ['2025-07-01', '2025-06-30T22:00:00.000Z'],
      [{ epochMilliseconds: 0 }, '1970-01-01T00:00:00.000Z'],
    ] as const) {
      const request = await wire.xmlOf(() => folder.create({ own: given } as never));
      expect(inside(request, 'ExtendedProperty')).toBe(xml`${URI('SystemTime')}<Value>${sent}</Value>`);
    }
  });
});

describe('what a server sends otherwise is read as well', () => {
  test.each<[Type, object, unknown]>([
    ['Boolean', { value: '1' }, true],
    ['Boolean', { value: '0' }, false],
    ['Boolean', { value: 'TRUE' }, true],
    ['Boolean', { value: 'maybe' }, 'maybe'],
    ['Integer', { value: 'many' }, 'many'],
    ['Integer', { value: '' }, ''],
    ['Long', { value: '+7' }, 7],
    ['Long', { value: '1.5' }, '1.5'],
    ['Long', { value: '' }, ''],
    ['Double', { value: '0x10' }, '0x10'],
    ['Double', { value: '1.5E3' }, 1500],
    ['SystemTime', { value: 'soon' }, 'soon'],
    ['SystemTime', { value: '' }, ''],
    ['SystemTime', { value: '5' }, '5'],
    ['SystemTime', { value: '2025-01-02T03:04:05' }, new Date('2025-01-02T03:04:05Z')],
    ['SystemTime', { value: '2025-01-02T03:04:05.1234567+02:00' }, new Date('2025-01-02T01:04:05.123Z')],
    ['Binary', { value: 'no base64!' }, 'no base64!'],
    ['Binary', { value: 'AH\n//' }, new Uint8Array([0, 127, 255])],
    ['StringArray', { value: 'a' }, ['a']],
    ['String', { values: ['a', 'b'] }, 'a'],
  ])('%s: %j is %p', async (type, received, value) => {
    wire.server.keep(
      { extendedProperty: [{ extendedFieldURI: { propertyTag: '0x6F01', propertyType: type }, ...received }] },
      'm',
    );
    expect((await inboxWith(own(type)).item('m')) as object).toHaveProperty('own', value);
  });

  test('a set by its GUID or by its name, headers in any case, tags in any spelling', async () => {
    const fields = {
      menu: extendedProperty({ set: 'PublicStrings', name: 'menu', type: 'String' }),
      mailer: extendedProperty({ header: 'X-Mailer' }),
      tagged: extendedProperty({ tag: 0x0e08, type: 'Long' }),
      guided: extendedProperty({ set: GUID, name: 'Guests', type: 'String' }),
      other: extendedProperty({ set: 'PublicStrings', name: 'Menu', type: 'String' }),
    };
    const property = (extendedFieldURI: object, value: string) => ({ extendedFieldURI, value });
    wire.server.keep(
      {
        extendedProperty: [
          property(
            { propertySetId: '00020329-0000-0000-C000-000000000046', propertyName: 'menu', propertyType: 'String' },
            'Tofu',
          ),
          property(
            { distinguishedPropertySetId: 'InternetHeaders', propertyName: 'x-mailer', propertyType: 'String' },
            'M',
          ),
          property({ propertyTag: '0x0E08', propertyType: 'Long' }, '5'),
          property({ propertySetId: GUID.toLowerCase(), propertyName: 'Guests', propertyType: 'String' }, 'Bo'),
          property({ propertyTag: '0x1234', propertyType: 'String' }, 'not asked for'),
        ],
      },
      'm',
    );
    const item = await wire.account.inbox.withFields(fields).item('m');
    expect([item.menu, item.mailer, item.tagged, item.guided, item.other]).toEqual(['Tofu', 'M', 5, 'Bo', undefined]);
    expect((item as Message).extendedProperty).toHaveLength(1);
  });
});

describe('what is no value of the type is refused, in items and changes', () => {
  test.each<[Type, unknown, string]>([
    ['Integer', 1.5, 'expected a whole number from -2147483648 to 2147483647'],
    ['Integer', '5', 'expected a whole number'],
    ['Short', 32768, 'expected a whole number from -32768 to 32767'],
    ['Long', 2n ** 63n, 'expected a whole number'],
    ['Long', 2 ** 53, 'expected a whole number'],
    ['Boolean', 1, 'expected true or false'],
    ['Double', Number.POSITIVE_INFINITY, 'expected a number'],
    ['SystemTime', 'soon', 'expected a Date'],
    ['Binary', 'AQ==', 'expected a Uint8Array'],
    ['String', 5, 'expected a text'],
    ['StringArray', 'a', 'expected an array, for it is a StringArray'],
    ['StringArray', ['a', 5], '[1]: expected a text'],
    ['IntegerArray', [1, 'x'], '[1]: expected a whole number'],
  ])('%s: %p', async (type, value, message) => {
    const folder = inboxWith(own(type));
    const item = (await folder.item('m')) as unknown as Message;
    for (const work of [() => folder.create({ own: value } as never), () => item.update({ own: value } as never)]) {
      const error = await wire.refusalOf(work);
      expect(error).toBeInstanceOf(ValidationError);
      expect(error.message).toContain(`own: ${message}`);
    }
  });
});

describe('changes', () => {
  test('a value sets, null removes, an empty list is none', async () => {
    const item = await inboxWith(own('StringArray')).item('m');
    for (const [value, sent] of [
      [['a'], [['0x6f01', expect.anything()]]],
      [null, [['-0x6f01']]],
      [[], [['-0x6f01']]],
    ] as const) {
      const fresh = await inboxWith(own('StringArray')).item('m');
      const [request] = await wire.requestsOf(() => (fresh as Message).update({ own: value } as never));
      expect(updatesOf(request)).toEqual(sent);
    }
    expect(item).toBeDefined();
  });

  test('the update names the property, and carries it', async () => {
    const item = (await inboxWith(own('Long')).item('m')) as Message & { own?: unknown };
    const request = await wire.xmlOf(() => item.update({ own: 5 } as never));
    expect(inside(request, 'Updates')).toBe(xml`
      <SetItemField>${URI('Long')}<Message><ExtendedProperty>${URI('Long')}<Value>5</Value></ExtendedProperty></Message></SetItemField>`);
    expect(item.own).toBe(5);
    await item.update({ own: null } as never);
    expect('own' in item).toBe(false);
  });

  test('what was assigned is saved, and compared as values', async () => {
    wire.server.keep(
      { extendedProperty: [{ extendedFieldURI: { propertyTag: '0x6f01', propertyType: 'Binary' }, value: 'AQ==' }] },
      'm',
    );
    const item = (await inboxWith(own('Binary')).item('m')) as Message & { own?: Uint8Array | undefined };
    item.own = new Uint8Array([1]);
    expect(await wire.operationsOf(() => item.save())).toEqual(['GetItem']);
    item.own = new Uint8Array([2]);
    const requests = await wire.requestsOf(() => item.save());
    expect(inside(requests[0]?.xml ?? '', 'AdditionalProperties')).toBe(xml(URI('Binary')));
    expect(inside(requests[1]?.xml ?? '', 'ExtendedProperty')).toBe(xml`${URI('Binary')}<Value>Ag==</Value>`);
    item.own = undefined;
    const removal = await wire.requestsOf(() => item.save());
    expect(updatesOf(removal[1])).toEqual([['-0x6f01']]);
  });

  test('of what was made here, without reading', async () => {
    const made = (await inboxWith(own('String')).create({ subject: 'x', own: 'a' } as never)) as unknown as Message & {
      own?: string;
    };
    expect(made.own).toBe('a');
    expect(made.extendedProperty).toBeUndefined();
    expect(await wire.operationsOf(() => made.save())).toEqual([]);
    made.own = 'b';
    const [request] = await wire.requestsOf(() => made.save());
    expect(updatesOf(request)).toEqual([['0x6f01', expect.anything()]]);
  });
});
