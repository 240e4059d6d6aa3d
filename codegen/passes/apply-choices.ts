/** Names the choices that the overlay wants as one member (`choices.json`). */
import { CodegenError } from '../model/codegen-error.js';
import type { Overlay } from '../model/overlay.js';
import type { Schema } from '../model/schema.js';
import { choicesOf } from '../model/walk.js';

export function applyChoices(schema: Schema, overlay: Overlay): void {
  for (const { type: name, choice: index, as } of overlay.choices) {
    const type = schema.types.get(name);
    // An older edition need not have the type, nor the choice in it.
    if (type?.kind !== 'complex') continue;
    const choice = choicesOf(type)[index];
    if (choice?.as !== undefined)
      throw new CodegenError('choices.json names a choice twice', { type: name, choice: index });
    if (choice) choice.as = as;
  }
}
