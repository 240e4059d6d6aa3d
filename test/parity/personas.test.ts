/** Each member of a persona is read from an answer that has it. */
import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { compiledType } from '../../src/codec/index.js';
import type { Scalar } from '../../src/codec/scalar.js';
import { committed } from '../../src/soap/committed.js';
import { ValuesOf } from '../support/random-value.js';
import { recorder } from '../support/recorder.js';
import { success } from '../support/scripted-server.js';

const wire = recorder();
const persona = compiledType(committed, 'PersonaType')!;
const MEMBERS = persona.members.filter((member) => 'slots' in member).map(({ key }) => key);

test.each(MEMBERS)('Persona: %s is read from an answer that has it', async (member) => {
  const { slots } = persona.byKey.get(member) as { slots: { type?: object; scalar?: Scalar }[] };
  const [{ type, scalar } = {}] = slots;
  const values = new ValuesOf((random) => (type ? random.ofType(type as never) : random.ofScalar(scalar!)));
  const [made] = fc.sample(values, { seed: 7, numRuns: 1 });
  wire.server.on('GetPersona', () => ({ ...success(), persona: { personaId: { id: 'AAA=' }, [member]: made?.value } }));
  const found = await wire.account.people.persona('bob@example.test');
  expect((found as unknown as Record<string, unknown>)[member]).toEqual(made?.value);
});
