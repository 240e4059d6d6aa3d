/**
 * Reads the schemas that a `generated/` directory holds, from the text of its files: so the generator knows the older editions, and
 * what has changed, even where the code does not compile. `src/schema-text/committed.ts` does the same from loaded code.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  baseSchema,
  type CodeFacts,
  type EditionText,
  elementFrom,
  lines,
  olderSchema,
} from '../../src/schema-text/editions.js';
import { typeFacts } from '../../src/schema-text/from-notation.js';
import { CodegenError } from '../model/codegen-error.js';
import type { Schema } from '../model/schema.js';

/** The base edition first, then from the newest to the oldest; empty where there are none. */
export function readCommitted(out: string): Schema[] {
  const generated = join(out, 'generated');
  const index = join(generated, 'editions/index.ts');
  if (!existsSync(index)) return [];
  const schemas: Schema[] = [];
  for (const [, edition = ''] of readFileSync(index, 'utf8').matchAll(/^ {2}(\w+): \(\) => import/gm)) {
    const newer = schemas.at(-1);
    const text = editionText(generated, edition);
    schemas.push(newer ? olderSchema(edition, newer, text) : baseSchema(edition, codeFacts(generated), text));
  }
  return schemas;
}

function editionText(generated: string, edition: string): EditionText {
  const file = read(join(generated, 'editions', `${edition}.ts`));
  const texts = [...file.matchAll(/^export const (\w+) = `((?:[^`\\]|\\.)*)`;/gms)];
  return Object.fromEntries(texts.map(([, name = '', text = '']) => [name, unescaped(text)]));
}

function read(file: string): string {
  if (!existsSync(file))
    throw new CodegenError('generated/ is not whole', { missing: file, remedy: 'git checkout generated' });
  return readFileSync(file, 'utf8');
}

function codeFacts(generated: string): CodeFacts {
  const files = ['types', 'operations'].flatMap((folder) =>
    (existsSync(join(generated, folder)) ? readdirSync(join(generated, folder)) : []).map((name) =>
      join(generated, folder, name),
    ),
  );
  const text = files.map((file) => readFileSync(file, 'utf8')).join('\n');
  const bases = new Map(
    [...text.matchAll(/^export class (\S+) extends (\S+) \{/gm)].map(([, name = '', base]) => [name, base]),
  );
  const complex = [...text.matchAll(/complexType\((?:this|undefined), '([^']+)'(?:, `((?:[^`\\]|\\.)*)`)?\)/gs)];
  const simple = [...text.matchAll(/simpleType\('([^']+)', (?:'((?:[^'\\]|\\.)*)'|`((?:[^`\\]|\\.)*)`)\)/gs)];
  const operations = [
    ...text.matchAll(/ operation\('([^']+)', ([^\s,]+), [^\s,]+, \{\s*response: '([^']+)',\s*headers: '([^']*)'/g),
  ];
  const elements = /globalElements = `((?:[^`\\]|\\.)*)`/s.exec(
    readFileSync(join(generated, 'elements.ts'), 'utf8'),
  )?.[1];
  return {
    types: [
      ...complex.map(([, header = '', notation = '']) => {
        const facts = typeFacts(header, unescaped(notation));
        const base = bases.get(facts.name);
        return { ...facts, base: base === 'Struct' ? undefined : base };
      }),
      ...simple.map(([, header = '', one, several]) => ({
        ...typeFacts(header, unescaped(one ?? several ?? '')),
        simple: true,
      })),
    ],
    elements: lines(unescaped(elements ?? '')).map(elementFrom),
    operations: operations.map(([, name = '', requestType = '', response = '', headers = '']) => ({
      name,
      requestType,
      response,
      headers: headers.split(' '),
    })),
  };
}

/** What stands in a literal, as `emit/literal.ts` writes it. */
function unescaped(text: string): string {
  return text.replace(/\\(?:u\{([0-9a-f]+)\}|(.))/gs, (_, code: string | undefined, sign: string) =>
    code === undefined ? sign : String.fromCodePoint(Number.parseInt(code, 16)),
  );
}
