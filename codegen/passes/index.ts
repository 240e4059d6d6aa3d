/** The recipe: every rewrite of the model, in order. A pass takes the schema, changes it in place, and does one thing. */
import type { Overlay } from '../model/overlay.js';
import type { Schema } from '../model/schema.js';
import { applyChoices } from './apply-choices.js';
import { applyCorrections } from './apply-corrections.js';
import { checkReferences } from './check-references.js';
import { nameTypes } from './name-types.js';
import { resolveReferences } from './resolve-references.js';

export type Pass = (schema: Schema, overlay: Overlay) => void;

const PASSES: readonly Pass[] = [
  // Names first: every later pass refers to types by the name they have in the target language.
  nameTypes,
  resolveReferences,
  applyCorrections,
  applyChoices,
  // Last: nothing may refer to what is not there.
  checkReferences,
];

export function runPasses(schema: Schema, overlay: Overlay): void {
  for (const pass of PASSES) pass(schema, overlay);
}
