/** What an answer means as a value: kinds of values, absence, and what is kept of what the schema does not know. */
import { describe, expect, test } from '@jest/globals';
import { BaseItemIdType, ItemType, MeetingRequestMessageType, MessageType } from '../../generated/index.js';
import { Struct, ZonedDate } from '../../src/codec/index.js';
import type { XmlError } from '../../src/errors.js';
import { decodeEnvelope } from '../../src/soap/documents.js';
import { decode, decodeItem, envelope, itemAnswer, writeAgain } from './support.js';

const back = (content: string): string => {
  const text = writeAgain(decodeEnvelope(envelope(itemAnswer(`<t:Message>${content}</t:Message>`))));
  return /<t:Message>([\s\S]*)<\/t:Message>/.exec(text)?.[1] ?? '';
};

describe('absent and empty', () => {
  test('what is not there is undefined, and no property', () => {
    expect(Object.keys(decodeItem(''))).toEqual(['kind']);
    expect(decodeItem('').subject).toBeUndefined();
  });

  test('an empty element is "", an empty list is []', () => {
    const item = decodeItem('<t:Subject/><t:Categories></t:Categories><t:DisplayTo></t:DisplayTo>');
    expect({ ...item }).toEqual({ kind: 'message', subject: '', categories: [], displayTo: '' });
  });

  test('text content that is empty is ""', () => {
    expect(decodeItem('<t:Body BodyType="HTML"/>').body).toEqual({ bodyType: 'HTML', value: '' });
    expect(decodeItem('<t:Body BodyType="HTML"></t:Body>').body.value).toBe('');
  });

  test('an empty number or date is no value, and the element is kept', () => {
    expect(decodeItem('<t:Size/><t:DateTimeSent></t:DateTimeSent>')).toMatchObject({
      unknown: [{ name: 'Size' }, { name: 'DateTimeSent' }],
    });
    expect(decodeItem('<t:Size/>').size).toBeUndefined();
  });
});

describe('simple values', () => {
  test.each([
    ['IsRead', 'true', { isRead: true }],
    ['IsRead', '0', { isRead: false }],
    ['IsRead', ' True ', { isRead: true }],
    ['Size', '2147483647', { size: 2147483647 }],
    ['Size', '-5', { size: -5 }],
    ['Size', ' 007 ', { size: 7 }],
    ['Importance', 'High', { importance: 'High' }],
    ['Importance', 'Urgent', { importance: 'Urgent' }],
    ['Subject', '  two  spaces ', { subject: '  two  spaces ' }],
    ['Subject', '<![CDATA[a<b]]> &amp; c', { subject: 'a<b & c' }],
    ['Subject', 'a<!-- no --> b', { subject: 'a b' }],
    ['ConversationIndex', 'AQID', { conversationIndex: new Uint8Array([1, 2, 3]) }],
    ['ConversationIndex', '\n AQ\nID ', { conversationIndex: new Uint8Array([1, 2, 3]) }],
  ])('%s of %j is %j, and is written as it came', (name, text, expected) => {
    const item = decodeItem(`<t:${name}>${text}</t:${name}>`);
    expect({ ...item }).toEqual({ kind: 'message', ...expected });
    if (!text.includes('<')) expect(back(`<t:${name}>${text}</t:${name}>`)).toBe(`<t:${name}>${text}</t:${name}>`);
  });

  test.each([
    ['IsRead', 'txyz'],
    ['IsRead', 'constructor'],
    ['Size', 'twelve'],
    ['Size', '1.5'],
    ['DateTimeSent', '2026-02-30T00:00:00Z'],
    ['DateTimeSent', 'tomorrow'],
    ['ConversationIndex', 'no base64!'],
  ])('%s of %j is no value; the element is kept as it came', (name, text) => {
    const element = `<t:${name}>${text}</t:${name}>`;
    expect(decodeItem(element).unknown).toMatchObject([{ name, children: [text] }]);
    expect(back(element)).toContain(`>${text}</`);
  });

  test('integers keep all 64 bits: beyond 2^53 they are bigints', () => {
    const item = (text: string) => decodeItem(`<t:SortKey>${text}</t:SortKey>`).sortKey;
    expect(item('9007199254740991')).toBe(9007199254740991);
    expect(item('9007199254740993')).toBe(9007199254740993n);
    expect(item('-9223372036854775808')).toBe(-9223372036854775808n);
    expect(back('<t:SortKey>9223372036854775807</t:SortKey>')).toBe('<t:SortKey>9223372036854775807</t:SortKey>');
  });
});

describe('dates', () => {
  const sent = (text: string) => decodeItem(`<t:DateTimeSent>${text}</t:DateTimeSent>`).dateTimeSent;

  test.each([
    ['2026-04-01T10:00:00Z', '2026-04-01T10:00:00.000Z'],
    ['2026-04-01T10:00:00.123Z', '2026-04-01T10:00:00.123Z'],
    ['2026-04-01T10:00:00+02:00', '2026-04-01T08:00:00.000Z'],
    ['2026-04-01T10:00:00-11:30', '2026-04-01T21:30:00.000Z'],
    ['2026-04-01T10:00:00.1234567Z', '2026-04-01T10:00:00.123Z'],
    ['2026-04-01T10:00:00', '2026-04-01T10:00:00.000Z'],
    ['2026-04-01T24:00:00Z', '2026-04-02T00:00:00.000Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
  ])('%s is a Date, and is written as it came', (text, instant) => {
    expect(sent(text)).toBeInstanceOf(Date);
    expect(sent(text).toISOString()).toBe(instant);
    expect(back(`<t:DateTimeSent>${text}</t:DateTimeSent>`)).toBe(`<t:DateTimeSent>${text}</t:DateTimeSent>`);
  });

  test('the zone is kept where the wire had one, and shows when there was none', () => {
    expect((sent('2026-04-01T10:00:00+02:00') as ZonedDate).zone).toBe('+02:00');
    expect((sent('2026-04-01T10:00:00') as ZonedDate).zone).toBe('');
    expect(sent('2026-04-01T10:00:00Z')).not.toBeInstanceOf(ZonedDate);
  });

  test('a date that was changed is written anew, in its zone', () => {
    const date = sent('2026-04-01T10:00:00.5+02:00') as ZonedDate;
    date.setUTCHours(20);
    expect(date.text).toBe('2026-04-01T22:00:00.500+02:00');
  });

  test.each([
    '2026-04-01',
    '2026-04-01Z',
    '2026-04-01-02:00',
    ' 2026-04-01 ',
    '2026-04-01T00:00:00',
    '2026-04-01T00:00:00.000000Z',
    '2026-04-01T23:59:59+14:00',
  ])('an xs:date is a string, whatever stands behind the day: %p', (text) => {
    const element = `<t:Recurrence><t:NoEndRecurrence><t:StartDate>${text}</t:StartDate></t:NoEndRecurrence></t:Recurrence>`;
    const { recurrence } = decodeItem(element, 'CalendarItem');
    expect(recurrence.range).toEqual({ kind: 'noEndRecurrence', startDate: '2026-04-01' });
  });

  test.each(['2026-04-01T', '2026-04-01T1', '2026-04-01 00:00:00', '01.04.2026'])('%p is none', (text) => {
    const element = `<t:Recurrence><t:NoEndRecurrence><t:StartDate>${text}</t:StartDate></t:NoEndRecurrence></t:Recurrence>`;
    const { range } = decodeItem(element, 'CalendarItem').recurrence;
    expect(range).toMatchObject({ unknown: [{ name: 'StartDate', children: [text] }] });
  });
});

test('a long number that is none is told to be so in time that grows with its length', () => {
  const steps = (length: number): number => {
    const started = process.cpuUsage();
    for (let i = 0; i < 20; i++) decodeItem(`<t:PercentComplete>${'1'.repeat(length)}x</t:PercentComplete>`, 'Task');
    const { user, system } = process.cpuUsage(started);
    return user + system + 1;
  };
  steps(1000);
  // With the square it would be 64 times as long.
  expect(steps(16_000) / steps(2000)).toBeLessThan(30);
});

describe('what the schema does not know is kept and written back', () => {
  test('elements, with all in them', () => {
    const content = '<t:New a="1">x<t:Inner>&lt;</t:Inner></t:New>';
    expect(decodeItem(content).unknown).toMatchObject([{ name: 'New', attributes: { a: '1' } }]);
    expect(back(content)).toContain(
      '<New xmlns="http://schemas.microsoft.com/exchange/services/2006/types" a="1">x<Inner>&lt;</Inner></New>',
    );
  });

  test('elements of other namespaces, whatever they are called', () => {
    const item = decodeItem('<x:Subject xmlns:x="urn:other">theirs</x:Subject><t:Subject>ours</t:Subject>');
    expect(item).toMatchObject({ subject: 'ours', unknown: [{ name: 'Subject', namespace: 'urn:other' }] });
  });

  test('an attribute whose name means something to JavaScript', () => {
    const content = '<t:ItemId Id="a" __proto__="1" constructor="2"/>';
    const { unknownAttributes } = decodeItem(content).itemId;
    expect(Object.entries(unknownAttributes ?? {})).toEqual([
      ['__proto__', '1'],
      ['constructor', '2'],
    ]);
    expect(back(content)).toContain('<t:ItemId Id="a" __proto__="1" constructor="2"/>');
  });

  test('attributes, and text where only elements stand', () => {
    const content = '<t:ItemId Id="a" New="1" x:y="2" xmlns:x="urn:x"/>stray';
    const item = decodeItem(content);
    expect(item.itemId.unknownAttributes).toEqual({ New: '1', '{urn:x}y': '2' });
    expect(item.unknown).toEqual(['stray']);
    expect(back(content)).toMatch(/<t:ItemId Id="a" New="1" xmlns:a1="urn:x" a1:y="2"\/>stray/);
  });

  test('a second element where one may stand', () => {
    const item = decodeItem('<t:Subject>first</t:Subject><t:Subject>second</t:Subject>');
    expect(item).toMatchObject({ subject: 'first', unknown: [{ name: 'Subject', children: ['second'] }] });
  });
});

describe('classes', () => {
  test('mirror the inheritance of the schema', () => {
    const item = decodeItem('', 'MeetingRequest');
    expect(item).toBeInstanceOf(MeetingRequestMessageType);
    expect(item).toBeInstanceOf(MessageType);
    expect(item).toBeInstanceOf(ItemType);
    expect(item).toBeInstanceOf(Struct);
    expect(decodeItem('<t:ItemId Id="a"/>').itemId).toBeInstanceOf(BaseItemIdType);
  });

  test('spread, JSON and structuredClone give plain data', () => {
    const item = decodeItem('<t:ItemId Id="a" ChangeKey="b"/><t:Size>007</t:Size>');
    const plain = { kind: 'message', itemId: { id: 'a', changeKey: 'b' }, size: 7 };
    expect(JSON.parse(JSON.stringify(item))).toEqual(plain);
    expect(structuredClone(item)).toEqual(plain);
    expect(Object.keys({ ...item })).toEqual(Object.keys(plain));
  });

  test('a map gives other classes to build, by type name', () => {
    class Mail extends MessageType {}
    const classes = new Map([['MessageType', Mail as unknown as new () => Struct]]);
    const { body } = decodeEnvelope(envelope(itemAnswer('<t:Message/>')), { classes });
    expect((body as { responseMessages: { items: unknown[] }[] }).responseMessages[0]!.items[0]).toBeInstanceOf(Mail);
  });
});

describe('errors', () => {
  const errorOf = (bytes: Uint8Array): XmlError => {
    try {
      decodeEnvelope(bytes);
    } catch (error) {
      return error as XmlError;
    }
    throw new Error('nothing was thrown');
  };

  test('carry the elements that were open, and the byte', () => {
    const text = envelope(itemAnswer('<t:Message><t:Sender><t:Mailbox><t:Name>A</t:Nome>'));
    const error = errorOf(text);
    expect(error.path).toMatch(/GetItemResponse.*\/MessageType/);
    expect(error.offset).toBe(text.indexOf('t:Nome'));
    expect(error.message).toContain(`at byte ${error.offset} in ${error.path}`);
  });

  test('say that half an answer is cut off', () => {
    const whole = envelope(itemAnswer('<t:Message/>'));
    expect(errorOf(whole.subarray(0, whole.length / 2)).code).toBe('ERR_XML_TRUNCATED');
    expect(errorOf(new Uint8Array()).code).toBe('ERR_XML_TRUNCATED');
  });

  test('say that an HTML page is no envelope', () => {
    expect(errorOf(Buffer.from('<html><body>Sign in</body></html>')).message).toMatch(
      /Expected a SOAP Envelope, got <html>/,
    );
    expect(errorOf(Buffer.from('<!DOCTYPE html><html/>')).code).toBe('ERR_XML_DTD');
  });

  test('stop a document that is too deep, inside what is known and what is not', () => {
    const group = (depth: number) => '<t:ExpandedConversation>'.repeat(depth);
    expect(errorOf(envelope(`<m:Unknown>${group(300)}`)).code).toBe('ERR_XML_LIMIT');
    const ands = '<t:Not>'.repeat(300);
    expect(errorOf(envelope(`<m:FindItem><m:Restriction>${ands}`)).code).toBe('ERR_XML_LIMIT');
  });
});

test('a body that the schema does not know is a tree', () => {
  expect(decode('<x xmlns="urn:x"><y>1</y></x>')).toEqual({
    name: 'x',
    namespace: 'urn:x',
    children: [{ name: 'y', namespace: 'urn:x', children: ['1'] }],
  });
});
