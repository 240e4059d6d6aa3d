/** Settings of programs in a folder: values of every type, XML, bytes. */
import { describe, expect, test } from '@jest/globals';
import { type ConfigurationValue, type NewConfigurationData, ValidationError } from '../../src/index.js';
import { operationsOf, story } from '../stories/mailbox.js';
import { inside, xml } from '../support/compact-xml.js';
import { recorder } from '../support/recorder.js';
import { failure, success } from '../support/scripted-server.js';
import { distinguished } from '../support/wire.js';

const wire = recorder();
const s = story();
const settings = () => wire.account.inbox.userConfiguration('tour');
const NAME = `<UserConfigurationName Name="tour">${distinguished('inbox')}</UserConfigurationName>`;

const entry = (type: string, ...texts: string[]) => xml`
  <DictionaryEntry>
    <DictionaryKey><Type>String</Type><Value>key</Value></DictionaryKey>
    <DictionaryValue><Type>${type}</Type>${texts.map((text) => `<Value>${text}</Value>`).join('')}</DictionaryValue>
  </DictionaryEntry>`;

describe('what is sent', () => {
  test('get() asks for all of it, and is undefined where there is none', async () => {
    wire.server.on('GetUserConfiguration', () => [failure('ErrorItemNotFound')]);
    const requests = await wire.requestsOf(async () => expect(await settings().get()).toBeUndefined());
    expect(requests.map((one) => one.xml)).toEqual([
      xml`<GetUserConfiguration>${NAME}
        <UserConfigurationProperties>All</UserConfigurationProperties></GetUserConfiguration>`,
    ]);
  });

  test('set() updates, and creates only where there is nothing to be updated', async () => {
    const set = () => settings().set({ xmlData: '<a/>', binaryData: new Uint8Array([1]) });
    const body = (name: string) =>
      xml`<${name}><UserConfiguration>${NAME}<XmlData>PGEvPg==</XmlData><BinaryData>AQ==</BinaryData></UserConfiguration></${name}>`;
    expect(await wire.xmlOf(set)).toBe(body('UpdateUserConfiguration'));
    wire.server.on('UpdateUserConfiguration', () => [failure('ErrorItemNotFound')]);
    const requests = await wire.requestsOf(set);
    expect(requests.map((one) => one.xml)).toEqual([body('UpdateUserConfiguration'), body('CreateUserConfiguration')]);
  });

  test('another error creates nothing', async () => {
    wire.server.on('UpdateUserConfiguration', () => [failure('ErrorAccessDenied')]);
    const requests = await wire.requestsOf(async () => {
      await expect(settings().set({ xmlData: '' })).rejects.toMatchObject({ code: 'ErrorAccessDenied' });
    });
    expect(requests).toHaveLength(1);
  });

  test.each<[unknown, string]>([
    ['dark', entry('String', 'dark')],
    ['', entry('String', '')],
    [3, entry('Integer32', '3')],
    [-2147483648, entry('Integer32', '-2147483648')],
    [2147483648, entry('Integer64', '2147483648')],
    [-(2n ** 63n), entry('Integer64', '-9223372036854775808')],
    [2n ** 64n - 1n, entry('UnsignedInteger64', '18446744073709551615')],
    [true, entry('Boolean', 'true')],
    [new Date('2026-01-02T03:04:05Z'), entry('DateTime', '2026-01-02T03:04:05.000Z')],
    [new Uint8Array([1, 2]), entry('ByteArray', 'AQI=')],
    [['a', 'b'], entry('StringArray', 'a', 'b')],
    [{ type: 'Byte', value: 255 }, entry('Byte', '255')],
    [{ type: 'UnsignedInteger32', value: 3 }, entry('UnsignedInteger32', '3')],
    [{ type: 'String', value: 'x' }, entry('String', 'x')],
  ])('%p', async (value, sent) => {
    const request = await wire.xmlOf(() => settings().set({ dictionary: { key: value as string } }));
    expect(inside(request, 'Dictionary')?.replaceAll('<Value></Value>', '<Value/>')).toBe(
      sent.replaceAll('<Value></Value>', '<Value/>'),
    );
  });

  test('null is no value, undefined is no entry', async () => {
    const request = await wire.xmlOf(() => settings().set({ dictionary: { key: null, other: undefined } }));
    expect(inside(request, 'Dictionary')).toContain('<DictionaryValue nil="true"/>');
    expect(request).not.toContain('other');
  });

  test('delete()', async () => {
    expect(await wire.xmlOf(() => settings().delete())).toBe(
      xml`<DeleteUserConfiguration>${NAME}</DeleteUserConfiguration>`,
    );
  });
});

describe('what is wrong is told unsent', () => {
  test.each<[NewConfigurationData, string]>([
    [{ dictionary: { key: 1.5 } }, 'dictionary.key: expected a whole number of at most 64 bits'],
    [{ dictionary: { key: 2n ** 64n } }, 'dictionary.key: expected a whole number of at most 64 bits'],
    [{ dictionary: { key: [] } }, 'dictionary.key: has no text in it'],
    [{ dictionary: { key: [1] as never } }, 'dictionary.key: expected text'],
    [{ dictionary: { key: new Date(Number.NaN) } }, 'dictionary.key: expected text'],
    [{ dictionary: { key: { type: 'Byte', value: 256 } } }, 'dictionary.key: expected a whole number from 0 to 255'],
    [{ dictionary: { key: { type: 'Boolean', value: 'yes' } } }, 'dictionary.key: is not of type Boolean'],
    [{ dictionary: { key: { type: 'Float' as never, value: 1 } } }, "dictionary.key: type: expected one of 'Byte'"],
    [{ dictionary: 3 as never }, 'dictionary: expected an object'],
    [{ xmlData: new Uint8Array() as never }, 'xmlData: expected a string'],
    [{ dict: {} } as never, 'dict'],
  ])('%p', async (data, message) => {
    const error = await wire.refusalOf(() => settings().set(data));
    expect(error).toBeInstanceOf(ValidationError);
    expect(error.message).toContain(message);
  });

  test('a configuration has a name', () => {
    expect(() => wire.account.inbox.userConfiguration('')).toThrow('name: expected a name, as text');
  });
});

test('get(): values of every type, keys that are no texts, and what a server gives too large for a number', async () => {
  const kept = (type: string, ...value: string[]) => ({ type, value });
  const pairs: [object, object | null][] = [
    [kept('String', 'a'), kept('UnsignedInteger64', '18446744073709551615')],
    [kept('Integer32', '7'), kept('Byte', '3')],
    [kept('String', 'b'), kept('Boolean', 'True')],
    [kept('String', 'c'), null],
  ];
  const dictionary = pairs.map(([dictionaryKey, dictionaryValue]) => ({ dictionaryKey, dictionaryValue }));
  const userConfiguration = { userConfigurationName: { name: 'tour', folderId: { id: 'f' } }, dictionary };
  wire.server.on('GetUserConfiguration', () => [success({ userConfiguration })]);
  expect(await settings().get()).toEqual({ dictionary: { a: 2n ** 64n - 1n, 7: 3, b: true, c: null } });
});

describe('in a mailbox', () => {
  test('what was put in comes out; parts that are not given stay; what is deleted is gone', async () => {
    const bob = await s.connect('bob');
    const tour = (await bob.inbox.createFolder('Tour')).userConfiguration('tour');
    const dictionary: Record<string, ConfigurationValue> = {
      text: 'ä<&',
      small: 3,
      large: 2n ** 63n,
      yes: false,
      day: new Date('2026-02-03T04:05:06Z'),
      bytes: new Uint8Array([0, 255]),
      texts: ['a', 'b'],
      nothing: null,
    };
    expect(await operationsOf(s.sandbox, () => tour.set({ dictionary }))).toEqual([
      'UpdateUserConfiguration',
      'CreateUserConfiguration',
    ]);
    expect(await tour.get()).toEqual({ dictionary });
    await tour.set({ xmlData: '<ä/>', binaryData: new Uint8Array([9]) });
    expect(await tour.get()).toEqual({ dictionary, xmlData: '<ä/>', binaryData: new Uint8Array([9]) });
    await tour.set({ dictionary: { small: { type: 'Byte', value: 4 } } });
    expect((await tour.get())?.dictionary).toEqual({ small: 4 });
    await tour.delete();
    expect(await tour.get()).toBeUndefined();
    await expect(tour.delete()).rejects.toMatchObject({ code: 'ErrorItemNotFound' });
  });
});
