/**
 * generate(emit(generate(S))) = generate(S) for every edition: what is emitted from `generated/` says all that Microsoft's files
 * say. Without those files, what can be shown is that emitting and generating leaves everything as it is committed.
 */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readCommitted } from '../../codegen/editions/read-committed.js';
import { generate, writeSchema } from '../../codegen/index.js';
import { committedEditions, committedSchema, emitSchema } from '../../src/schema-text/committed.js';
import { say, testWith } from '../support/shared.js';
import {
  differences,
  EDITIONS,
  generatedTexts,
  generateFromEmitted,
  originalFolder,
  scratch,
  writeFiles,
} from './support.js';

const TIMEOUT = 120_000;

test('generated/ holds five editions, the newest first', async () => {
  expect(await committedEditions()).toEqual(EDITIONS);
});

describe('against the original schema files', () => {
  for (const edition of EDITIONS) {
    testWith(
      originalFolder(edition),
      "Microsoft's schema files",
      `${edition}: emitted and generated again, nothing differs`,
      async (folder) => {
        using original = scratch();
        using again = scratch();
        const first = generate({ schemas: folder, out: original.path, overlay: 'schemas/overlay' });
        await generateFromEmitted(edition, again.path);
        const [before, after] = [generatedTexts(original.path), generatedTexts(again.path)];
        expect(differences(before, after)).toEqual([]);
        const size = Object.values(before).reduce((sum, text) => sum + text.length, 0);
        say(
          `${edition}: ${Object.keys(before).length} files (${size} characters), ${first.types} types, ${first.operations} operations: the same from the emitted schema`,
        );
      },
      TIMEOUT,
    );
  }

  testWith(
    originalFolder('ExchangeSE'),
    "Microsoft's schema files",
    'what is committed is what they give',
    (folder) => {
      const { changed, changes } = generate({ schemas: folder, out: '.', check: true });
      expect({ changed, changes }).toEqual({ changed: [], changes: [] });
    },
    TIMEOUT,
  );

  testWith(
    originalFolder('ExchangeSE'),
    "Microsoft's schema files",
    'the base files alone give no difference',
    (folder) => {
      using alone = scratch();
      cpSync(folder, join(alone.path, 'schemas'), { recursive: true });
      const { changed, changes } = generate({ schemas: join(alone.path, 'schemas'), out: '.', check: true });
      expect({ changed, changes }).toEqual({ changed: [], changes: [] });
    },
    TIMEOUT,
  );
});

describe('with nothing else at hand', () => {
  test(
    'the base edition, emitted and generated again, is what is committed',
    async () => {
      using out = scratch();
      await generateFromEmitted('ExchangeSE', out.path);
      expect(differences(generatedTexts('.'), generatedTexts(out.path))).toEqual([]);
    },
    TIMEOUT,
  );

  test(
    're-emitted files leave the committed tree as it is',
    async () => {
      using files = scratch();
      const schemas = writeFiles(files.path, await committedSchema('ExchangeSE'));
      const { changed, changes } = generate({ schemas, out: '.', check: true });
      expect({ changed, changes }).toEqual({ changed: [], changes: [] });
    },
    TIMEOUT,
  );

  for (const edition of EDITIONS) {
    test(
      `${edition}: what is generated from the emitted schema emits it again`,
      async () => {
        using out = scratch();
        await generateFromEmitted(edition, out.path);
        expect(writeSchema(readCommitted(out.path)[0]!)).toEqual(await emitSchema({ edition }));
      },
      TIMEOUT,
    );
  }

  test('text of files and loaded code give the same schemas', async () => {
    const fromText = readCommitted('.');
    expect(fromText.map(({ edition }) => edition)).toEqual(EDITIONS);
    for (const schema of fromText) expect(writeSchema(schema)).toEqual(await emitSchema(schema));
  });
});
