/**
 * Prints `generated/editions/`: a file for the base edition and for each older one, and the index that loads them when asked. No
 * other generated file imports them.
 */

import { baseTexts, type EditionTexts, olderTexts } from '../editions/edition-text.js';
import type { Schema } from '../model/schema.js';
import { editionName } from './docs.js';
import { GeneratedFile, type Style } from './file.js';
import { inTemplate } from './literal.js';

/** Lines of types in one file, so that with its header it stays under 400. */
const MAX_LINES = 360;

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
    files.push(
      ...emitEdition(edition.edition, newer ? olderTexts(edition, newer) : baseTexts(edition), title, source, style),
    );
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

function emitEdition(
  name: string,
  { texts, types }: EditionTexts,
  title: string,
  source: string,
  style: Style,
): GeneratedFile[] {
  const main = new GeneratedFile(`generated/editions/${name}.ts`, title, source, style);
  const parts = cut(types).map((lines, index) => {
    const part = new GeneratedFile(
      `generated/editions/${name}/types-${index + 1}.ts`,
      `${editionName(name)}: types that differ, part ${index + 1}.`,
      source,
      style,
    );
    part.print(
      '/** A header, and the notation of the content below it. */',
      `export const types${index + 1} = \``,
      ...lines.map(inTemplate),
      '`;',
    );
    main.print(`export * from './${name}/types-${index + 1}.js';`);
    return part;
  });
  if (parts.length > 0) main.print('');
  for (const [key, lines] of Object.entries(texts)) {
    main.print(
      `/** ${MEANING[key]} */`,
      ...(lines.length === 0
        ? [`export const ${key} = '';`]
        : [`export const ${key} = \``, ...lines.map((line) => `  ${inTemplate(line)}`), '`;']),
      '',
    );
  }
  return [main, ...parts];
}

/** Cuts the blocks into files that are short enough. */
function cut(blocks: readonly (readonly string[])[]): string[][] {
  const parts: string[][] = [];
  for (const block of blocks) {
    const last = parts.at(-1);
    if (last && last.length + block.length <= MAX_LINES) last.push(...block);
    else parts.push([...block]);
  }
  return parts;
}
