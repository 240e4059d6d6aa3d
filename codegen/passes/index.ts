/** The recipe: every rewrite of the model, in order. A pass takes the schema, changes it in place, and does one thing. */
import type { Overlay } from '../model/overlay.js';
import type { Schema } from '../model/schema.js';
import { applyChoices } from './apply-choices.js';
import { applyCorrections } from './apply-corrections.js';
import { checkCycles } from './check-cycles.js';
import { checkReferences } from './check-references.js';
import { checkWords } from './check-words.js';
import { nameMembers } from './name-members.js';
import { nameTypes } from './name-types.js';
import { resolveReferences } from './resolve-references.js';

export type Pass = (schema: Schema, overlay: Overlay, notes: string[]) => void;

const PASSES: readonly Pass[] = [
  // Before all that takes what the documents say for names.
  checkWords,
  // Names first: every later pass refers to types by the name they have in the target language.
  nameTypes,
  resolveReferences,
  applyCorrections,
  applyChoices,
  // Last: nothing may refer to what is not there, nor to itself.
  checkReferences,
  checkCycles,
  // Needs bases that end.
  nameMembers,
];

export function runPasses(schema: Schema, overlay: Overlay, notes: string[] = []): void {
  for (const pass of PASSES) pass(schema, overlay, notes);
}
