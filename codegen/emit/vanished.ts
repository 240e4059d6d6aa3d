/**
 * Prints `generated/vanished.ts`: what an older edition had and this one has not, with the last edition that had it. The classes do not
 * hold it (docs/decisions/022); the encoder looks here to say why a name is not known.
 */
import { vanished } from '../editions/vanished.js';
import type { Schema } from '../model/schema.js';
import type { GeneratedFile } from './file.js';
import { inTemplate } from './literal.js';

/** `older` goes from the oldest edition on. Types are left out: a value names none, and those that vanished went with their elements. */
export function emitVanished(schema: Schema, older: readonly Schema[], file: GeneratedFile): void {
  const lines = vanished([...older, schema]).filter(({ what }) => what !== 'type');
  file.print(
    '/** One a line: the last edition that had it, what it is, and its name: `Type.Element`, `Type@attribute`, `Type=value`. */',
    ...(lines.length === 0
      ? ["export const vanished = '';"]
      : [
          'export const vanished = `',
          ...lines.map(({ until, what, name }) => `  ${inTemplate(`${until} ${what} ${name}`)}`),
          '`;',
        ]),
  );
}
