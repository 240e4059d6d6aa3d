/**
 * Prints `generated/editions/`: a file for the base edition and for each older one, and the index that loads them when asked. No
 * other generated file imports them.
 */

import { baseTexts, type EditionTexts, olderTexts } from '../editions/edition-text.js';
import type { Schema } from '../model/schema.js';
import { editionName } from './docs.js';
import { GeneratedFile, type Style } from './file.js';
import { inTemplate } from './literal.js';

/** What the texts of a file are. */
const MEANING: Readonly<Record<string, string>> = {
  order: 'The types in the order of the schema.',
  absentTypes: 'Types that it lacks.',
  movedTypes: 'Types that stand elsewhere or are only here: `name@predecessor`.',
  absentElements: 'Global elements that it lacks.',
  movedElements: 'Global elements that stand elsewhere or are only here: `name@predecessor`.',
  elements: 'Global elements that differ: name, type, `abstract`, and the head of the substitution group.',
  absentOperations: 'Operations that it lacks.',
  operations:
    'Operations that differ: name, request, response, headers; an action that is not the name; `unlisted` if no WSDL has it.',
};

/** `older` goes from the oldest edition on. */
export function emitEditions(schema: Schema, older: readonly Schema[], source: string, style: Style): GeneratedFile[] {
  const files: GeneratedFile[] = [];
  const all = [schema, ...[...older].reverse()];
  for (const [index, edition] of all.entries()) {
    const newer = all[index - 1];
    const title = newer
      ? `${editionName(edition.edition)}: what differs from ${editionName(newer.edition)}, the next newer edition.`
      : `${editionName(edition.edition)}, the edition that generated/ is made from: what its code does not say.`;
    const file = new GeneratedFile(`generated/editions/${edition.edition}.ts`, title, source, style);
    printTexts(newer ? olderTexts(edition, newer) : baseTexts(edition), file);
    files.push(file);
  }
  const list = new GeneratedFile(
    'generated/editions/index.ts',
    'The editions there are schemas of, from the newest to the oldest; each is loaded when asked for.',
    source,
    style,
  );
  list.print(
    'export const editions = {',
    ...all.map(({ edition }) => `  ${edition}: () => import('./${edition}.js'),`),
    '};',
  );
  return [...files, list];
}

function printTexts({ texts, types }: EditionTexts, file: GeneratedFile): void {
  if (types.length > 0)
    file.print(
      '/** Types that differ: a header, and the notation of the content below it. */',
      'export const types = `',
      ...types.flat().map(inTemplate),
      '`;',
      '',
    );
  for (const [key, lines] of Object.entries(texts)) {
    file.print(
      `/** ${MEANING[key]} */`,
      ...(lines.length === 0
        ? [`export const ${key} = '';`]
        : [`export const ${key} = \``, ...lines.map((line) => `  ${inTemplate(line)}`), '`;']),
      '',
    );
  }
}
