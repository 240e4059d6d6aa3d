/** What a newer server no longer knows is refused before it is sent, with the last edition that knew it and the server's. */
import { describe, expect, test } from '@jest/globals';
import { Encoder } from '../../src/codec/encode.js';
import type { TypeInfo } from '../../src/codec/registry.js';
import { committed } from '../../src/soap/committed.js';
import { encodeEnvelope } from '../../src/soap/documents.js';
import { generatedTexts, generateFromEmitted, scratch } from '../editions/support.js';

/** What is wrong with a value of a type for a server of that edition. */
function violations(type: TypeInfo, value: object, edition?: string): string[] {
  const encoder = new Encoder(committed, {
    edition: edition === undefined ? undefined : committed.editionIndex(edition),
  });
  encoder.element({ tag: 't:X', scalar: undefined, type, nillable: false }, value);
  return encoder.violations.map(({ path, message }) => `${path}: ${message}`);
}

/** A type as code generated from an older edition declares it. */
async function declared(edition: string, name: string): Promise<TypeInfo> {
  using out = scratch();
  await generateFromEmitted(edition, out.path);
  const text = Object.values(generatedTexts(out.path)).join('\n');
  const [, flags = '', notation = ''] =
    new RegExp(`'t:${name}((?: [^']*)?)', \\x60\n([^\\x60]*)\\x60`).exec(text) ?? [];
  const until = /until=(\S+)/.exec(flags)?.[1];
  const facts = { name, xmlName: name, prefix: 't', shape: 'struct', abstract: false, restriction: false } as const;
  return { ...facts, registry: committed, since: undefined, until, base: undefined, ctor: undefined, notation };
}

const ENTRY = {
  clientEventTimeUTC: new Date(0),
  clientEventTimeLocal: new Date(0),
  clientId: 'x',
  clientSessionId: 'x',
  clientVersion: 'x',
  entityType: 'x',
  eventType: 'x',
};

describe('code generated from an older edition', () => {
  test('a member that vanished is refused for a newer server, and sent to one that has it', async () => {
    const type = await declared('Exchange2016', 'EntityFeedbackEntryType');
    const about = (edition?: string) =>
      violations(type, ENTRY, edition).filter((line) => line.startsWith('clientEventTimeUTC'));
    expect(about('ExchangeSE')).toEqual([
      'clientEventTimeUTC: ClientEventTimeUTC is known until Exchange2016, and the server is ExchangeSE',
    ]);
    expect(about('Exchange2016')).toEqual([]);
    expect(about()).toEqual([]);
  });
});

describe('code of the newest edition', () => {
  test('a member that only older editions had is named as such', () => {
    const type = committed.types.get('EntityFeedbackEntryType')!;
    const about = (edition?: string) =>
      violations(type, ENTRY, edition).filter((line) => line.includes('clientEventTimeUTC'));
    expect(about('ExchangeSE')).toEqual([
      ': "clientEventTimeUTC" is no member of EntityFeedbackEntryType; Exchange knew it until Exchange2016, and the server is ExchangeSE',
    ]);
    expect(about()).toEqual([
      ': "clientEventTimeUTC" is no member of EntityFeedbackEntryType; Exchange knew it until Exchange2016',
    ]);
  });

  test('so is a value of an enumeration', () => {
    const type = committed.types.get('EntityFeedbackEntryType')!;
    expect(violations(type, { entityAddSource: 'RecipientCache' }, 'ExchangeSE').join('\n')).toMatch(
      /entityAddSource: .*; Exchange knew it until Exchange2016, and the server is ExchangeSE/,
    );
  });

  test('and an operation', () => {
    expect(() => encodeEnvelope({ operation: 'GetUMPrompt', body: {} }, {})).toThrow(
      'the schema has no operation "GetUMPrompt"; Exchange knew it until Exchange2013_SP1',
    );
  });
});
