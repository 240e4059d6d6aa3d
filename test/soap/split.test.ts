/** Envelopes one after another, cut wherever chunks end; bounded in time and memory. */
import { expect, test } from '@jest/globals';
import { XmlError } from '../../src/errors.js';
import { splitEnvelopes } from '../../src/soap/split.js';

async function split(text: string, size: number, most?: number): Promise<string[]> {
  const bytes = Buffer.from(text);
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  const parts: string[] = [];
  for await (const part of splitEnvelopes(chunks(), most)) parts.push(Buffer.from(part).toString('utf8'));
  return parts;
}

const ENVELOPES = [
  '<s:Envelope xmlns:s="x">a</s:Envelope>',
  '<?xml version="1.0"?><Envelope>b &amp; Envelope></Envelope>',
  '\n<soap-env.1:Envelope>Umläut €</soap-env.1:Envelope \r\n>',
  '<s:Envelope><s:EnvelopeX></s:EnvelopeX>/s:Envelope></s:Envelope>',
];

test.each([1, 2, 3, 7, 63, 64, 65, 1000])('in chunks of %d bytes', async (size) => {
  expect(await split(ENVELOPES.join(''), size)).toEqual(ENVELOPES);
});

test('what follows the last one is handed on, unless it is white space', async () => {
  expect(await split('<Envelope></Envelope> \r\n', 4)).toEqual(['<Envelope></Envelope>']);
  expect(await split('<Envelope></Envelope><html>', 4)).toEqual(['<Envelope></Envelope>', '<html>']);
});

test('each has its own limit', async () => {
  const one = `<Envelope>${'a'.repeat(80)}</Envelope>`;
  expect(await split(one.repeat(50), 33, one.length)).toHaveLength(50);
  const error = await split(one.repeat(3), 33, one.length - 1).catch((each: Error) => each);
  expect(error).toBeInstanceOf(XmlError);
  expect(error).toMatchObject({ code: 'ERR_XML_LIMIT', remedy: expect.stringContaining('limits.totalBytes') });
});

test.each([
  ['names', 'Envelope'],
  ['beginnings of tags', '</'],
  ['colons', '</s:'],
  ['tags that do not end', `</s:Envelope${' '.repeat(100)}`],
])('twice as many %s take about twice as long', async (_, piece) => {
  const timeOf = async (bytes: number) => {
    const text = piece.repeat(bytes / piece.length);
    const started = performance.now();
    await split(text, 16_384);
    return performance.now() - started;
  };
  await timeOf(2 ** 20);
  const ratios: number[] = [];
  // The machine may be busy with others in any one of them.
  for (let turn = 0; turn < 5; turn++) ratios.push((await timeOf(2 ** 22)) / (await timeOf(2 ** 20)));
  expect(Math.min(...ratios)).toBeLessThan(10);
});
