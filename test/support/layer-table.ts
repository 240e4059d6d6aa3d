/** The table of layers in ARCHITECTURE.md, as data: which layers there are, lowest first, and what each may import. */
import { existsSync } from 'node:fs';

export interface Layer {
  /** A folder, or one file of a folder that is a layer by itself: `src/xml`, `src/query/run.ts`. */
  readonly name: string;
  /** Names of layers, and paths of single files. */
  readonly may: ReadonlySet<string>;
}

/** Rows of the table headed `Layer`. */
export function readLayers(page: string): Layer[] {
  const rows = page.split('\n').filter((line) => /^\| `/.test(line));
  return rows.map((row) => {
    const [nameCell = '', may = ''] = row
      .split('|')
      .slice(1)
      .map((cell) => cell.trim().replaceAll('`', ''));
    return { name: nameCell, may: new Set(may === 'nothing' ? [] : may.split(/,\s*/).map(fullName)) };
  });
}

/** `xml` is `src/xml`; what stands outside of src, and files, are written out. */
function fullName(word: string): string {
  return /\/|^(generated|codegen)$/.test(word) ? word : `src/${word}`;
}

/** The layer that a file belongs to: of those whose name its path starts with, the longest. */
export function layerOf(layers: readonly Layer[], file: string): Layer | undefined {
  const owns = ({ name }: Layer) => file === name || file.startsWith(`${name}/`) || file === `${name}.ts`;
  return layers.filter(owns).sort((a, b) => b.name.length - a.name.length)[0];
}

/** The file by which a layer is entered, where it has one: `src/codec/index.ts`, `src/errors.ts`. */
export function doorOf({ name }: Layer): string | undefined {
  return [`${name}/index.ts`, `${name}.ts`].find((path) => existsSync(path));
}
