/**
 * Has Microsoft's schema judge, by libxml2, the SOAP that a test file sends and receives: what is wrong fails the file when it ends,
 * and what is right is counted for the run. Judges nothing where the schema is not at hand.
 */
import { afterAll, expect } from '@jest/globals';
import { addToTally } from './run-tally.js';
import { canValidate, validateEnvelope } from './xsd-validator.js';

const counts = { request: 0, reply: 0, refused: 0 };
const wrong: string[] = [];

/** What is wrong with an envelope, with its text; undefined when it is valid, and counted. */
export function judge(xml: Uint8Array, direction: 'request' | 'reply'): string | undefined {
  if (!canValidate()) return undefined;
  const violations = validateEnvelope(xml);
  if (violations.length > 0) return `${violations.join('\n  ')}\n${Buffer.from(xml).toString()}`;
  counts[direction]++;
  return undefined;
}

/** As {@link judge}, for what has to be valid. */
export function mustBeValid(xml: Uint8Array, direction: 'request' | 'reply'): void {
  const violations = judge(xml, direction);
  if (violations !== undefined) wrong.push(`A ${direction} is not valid by Microsoft's schema:\n  ${violations}`);
}

/** Counts an invalid request that was refused, as it should be. */
export function refused(): void {
  counts.refused++;
}

/** Looks for more that is wrong, when the file ends. */
export const lastLooks: (() => string[])[] = [];

afterAll(() => {
  addToTally(counts);
  expect([...wrong, ...lastLooks.flatMap((look) => look())]).toEqual([]);
});
