/**
 * The schemas that `generated/` holds, rebuilt at run time: of the edition it was generated from, and of the older ones. Nothing
 * of it is loaded before it is asked for.
 */
import { type Registry, registryOf } from '../codec/index.js';
import { EwsError } from '../errors.js';
import { baseSchema, type CodeFacts, type EditionText, olderSchema } from './editions.js';
import type { Schema } from './schema.js';
import { type SchemaFiles, writeSchema } from './write.js';

const rebuilt = new Map<string, Promise<Schema>>();

/** The editions there are, the base first, then from the newest to the oldest. */
export async function committedEditions(): Promise<string[]> {
  const { editions } = await import('../../generated/editions/index.js');
  return Object.keys(editions);
}

/** The schema of an edition. */
export async function committedSchema(edition: string): Promise<Schema> {
  const known = rebuilt.get(edition) ?? rebuild(edition);
  rebuilt.set(edition, known);
  return known;
}

/** All of them, in the order of {@link committedEditions}. */
export async function committedSchemas(): Promise<Schema[]> {
  return Promise.all((await committedEditions()).map(committedSchema));
}

/** The text of types.xsd, messages.xsd and services.wsdl of an edition, from generated code alone. */
export async function emitSchema({ edition }: { edition: string }): Promise<SchemaFiles> {
  return writeSchema(await committedSchema(edition));
}

async function rebuild(edition: string): Promise<Schema> {
  const { editions } = await import('../../generated/editions/index.js');
  const names = Object.keys(editions) as (keyof typeof editions)[];
  const at = names.indexOf(edition as keyof typeof editions);
  const name = names[at];
  if (name === undefined) throw unknownEdition(edition, names);
  const text: EditionText = await editions[name]();
  const newer = names[at - 1];
  return newer === undefined
    ? baseSchema(edition, await codeFacts(), text)
    : olderSchema(edition, await committedSchema(newer), text);
}

function unknownEdition(edition: string, names: readonly string[]): EwsError {
  return new EwsError('ERR_UNKNOWN_EDITION', `There is no schema of "${edition}".`, {
    remedy: `One of: ${names.join(', ')}.`,
  });
}

async function codeFacts(): Promise<CodeFacts> {
  const { schema } = await import('../../generated/schema.js');
  return factsOf(registryOf(schema));
}

/** The same three texts, of an edition that a program brings: from its registry, in the order in which that has the types. */
export function emitRegistry(registry: Registry): SchemaFiles {
  const order = [...registry.types.keys(), ...registry.simpleTypes.keys()].join('\n');
  return writeSchema(baseSchema(registry.edition, factsOf(registry), { order }));
}

/** What a registry knows. */
function factsOf(registry: Registry): CodeFacts {
  const { types, simpleTypes, elements, operations } = registry;
  return {
    types: [
      ...[...types.values()].map((type) => ({ ...type, base: type.base?.name, simple: false })),
      ...[...simpleTypes.values()].map((type) => ({
        ...type,
        base: undefined,
        simple: true,
        abstract: false,
        restriction: false,
      })),
    ],
    elements: [...elements.values()].map(({ name, prefix, type, abstract, substitutes }) => ({
      name,
      prefix,
      type,
      abstract,
      ...(substitutes === undefined ? {} : { substitutionGroup: substitutes }),
    })),
    operations: [...operations.values()].map((operation) => ({
      ...operation,
      requestType: registry.typeOf(new operation.requestType())?.name ?? '',
    })),
  };
}
