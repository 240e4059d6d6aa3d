/** Conditions and orders on MAPI properties of the caller's own: how the property is named, and how each type's values look. */
import { describe, expect, test } from '@jest/globals';
import { type ExtendedProperty, extendedProperty, ValidationError } from '../../src/index.js';
import { inside, xml } from '../support/compact-xml.js';
import { recorder } from '../support/recorder.js';
import { all, any, compared, contains, equal, exists, none, restriction, restrictionOf } from './restrictions.js';

const wire = recorder();
const GUID = 'c11ff724-aa03-4555-9952-8fa248a11c3e';

async function sent(own: ExtendedProperty, where: object): Promise<string | undefined> {
  return restrictionOf(wire, wire.account.inbox.withFields({ own }).filter(where as never));
}

describe('a property is named as it was declared', () => {
  test.each<[string, ExtendedProperty, string]>([
    [
      'by a well-known set and a name',
      extendedProperty({ set: 'PublicStrings', name: 'lunch menu', type: 'String' }),
      'DistinguishedPropertySetId="PublicStrings" PropertyName="lunch menu"',
    ],
    [
      'by a GUID and a number',
      extendedProperty({ set: GUID, id: 0x8501, type: 'String' }),
      `PropertySetId="${GUID}" PropertyId="34049"`,
    ],
    ['by a tag', extendedProperty({ tag: 0x6f01, type: 'String' }), 'PropertyTag="0x6f01"'],
    ['by a tag as text', extendedProperty({ tag: '0x6F01', type: 'String' }), 'PropertyTag="0x6F01"'],
    [
      'a header of mail',
      extendedProperty({ header: 'X-Mailer' }),
      'DistinguishedPropertySetId="InternetHeaders" PropertyName="X-Mailer"',
    ],
  ])('%s', async (_, own, attributes) => {
    expect(await sent(own, { own: 'x' })).toBe(
      restriction(equal(`<ExtendedFieldURI ${attributes} PropertyType="String"/>`, 'x')),
    );
  });
});

describe('values are written as MAPI types have them', () => {
  test.each<[Parameters<typeof typed>[0], unknown, string]>([
    ['String', 'x', 'x'],
    ['Boolean', true, 'true'],
    ['Short', -5, '-5'],
    ['Integer', 5, '5'],
    ['Long', 2 ** 40, '1099511627776'],
    ['Long', 2n ** 60n, '1152921504606846976'],
    ['Currency', 15_000, '15000'],
    ['Float', 1.5, '1.5'],
    ['Double', -0.25, '-0.25'],
    ['ApplicationTime', 2.5, '2.5'],
    ['SystemTime', new Date('2025-01-02T03:04:05Z'), '2025-01-02T03:04:05Z'],
    ['Binary', new Uint8Array([1, 2, 255]), 'AQL/'],
    ['CLSID', GUID, GUID],
  ])('%s', async (type, value, text) => {
    const [own, field] = typed(type);
    expect(await sent(own, { own: value })).toBe(restriction(equal(field, text)));
  });

  test('Binary that is a part of a larger buffer', async () => {
    const [own, field] = typed('Binary');
    const part = new Uint8Array([0, 1, 2, 255, 0]).subarray(1, 4);
    expect(await sent(own, { own: part })).toBe(restriction(equal(field, 'AQL/')));
  });
});

function typed(type: ExtendedProperty['type']): [ExtendedProperty, string] {
  return [extendedProperty({ tag: 0x6f02, type }), `<ExtendedFieldURI PropertyTag="0x6f02" PropertyType="${type}"/>`];
}

describe('each lookup', () => {
  const [text, textField] = typed('String');
  const [number, numberField] = typed('Integer');
  const [time, timeField] = typed('SystemTime');
  const [list, listField] = typed('StringArray');

  test.each<[object, string]>([
    [{ own__not: 'x' }, compared('IsNotEqualTo', textField, 'x')],
    [{ own__icontains: 'x' }, contains('Substring', 'IgnoreCase', textField, 'x')],
    [{ own__startswith: 'x' }, contains('Prefixed', 'Exact', textField, 'x')],
    [{ own__in: ['x', 'y'] }, any(equal(textField, 'x'), equal(textField, 'y'))],
    [{ own__exists: false }, none(exists(textField))],
  ])('texts: %j', async (where, expected) => {
    expect(await sent(text, where)).toBe(restriction(expected));
  });

  test.each<[object, string]>([
    [{ own__gt: 3 }, compared('IsGreaterThan', numberField, '3')],
    [
      { own__range: [3, 5] },
      all(compared('IsGreaterThanOrEqualTo', numberField, '3'), compared('IsLessThanOrEqualTo', numberField, '5')),
    ],
  ])('numbers: %j', async (where, expected) => {
    expect(await sent(number, where)).toBe(restriction(expected));
  });

  test('times: a day is the whole of it', async () => {
    expect(await sent(time, { own__lte: '2025-01-02' })).toBe(
      restriction(compared('IsLessThan', timeField, '2025-01-02T23:00:00Z')),
    );
  });

  test('lists: each of the values', async () => {
    expect(await sent(list, { own__contains: ['x', 'y'] })).toBe(
      restriction(all(equal(listField, 'x'), equal(listField, 'y'))),
    );
    expect(await sent(list, { own__in: ['x', 'y'] })).toBe(
      restriction(any(equal(listField, 'x'), equal(listField, 'y'))),
    );
  });
});

test('an order names the property, too', async () => {
  const [own, field] = typed('Integer');
  const request = await wire.xmlOf(() => wire.account.inbox.withFields({ own }).orderBy('-own').only('own').toArray());
  expect(inside(request, 'SortOrder')).toBe(xml`<FieldOrder Order="Descending">${field}</FieldOrder>`);
  expect(inside(request, 'AdditionalProperties')).toBe(xml(field));
});

describe('a value of another type is refused', () => {
  test.each<[Parameters<typeof typed>[0], unknown, string]>([
    ['Integer', 'x', 'expected a whole number from -2147483648 to 2147483647'],
    ['Integer', 2 ** 31, 'expected a whole number from -2147483648 to 2147483647'],
    ['Short', 2 ** 15, 'expected a whole number from -32768 to 32767'],
    ['Long', 0.5, 'expected a whole number from -9223372036854775808'],
    ['Boolean', 'true', 'expected true or false'],
    ['Double', Number.NaN, 'expected a number'],
    ['Binary', 'AQL/', 'expected a Uint8Array'],
    ['String', 5, 'expected a text'],
    ['SystemTime', 'soon', 'expected a Date'],
    ['String', null, 'to ask for what is absent use __exists: false'],
    ['String', undefined, 'the value is undefined'],
  ])('%s: %p', async (type, value, message) => {
    const error = await wire.refusalOf(() => sent(typed(type)[0], { own: value }));
    expect(error).toBeInstanceOf(ValidationError);
    expect(error.message).toContain(message);
    expect(error.message).toContain('filter.own');
  });
});
