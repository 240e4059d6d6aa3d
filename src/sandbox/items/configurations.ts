/** User configurations: a dictionary, XML and bytes by name, each an item in the associated contents of its folder. */
import type { Context } from '../access/context.js';
import { type TargetFolderRef, targetOf } from '../access/resolve.js';
import { Failure } from '../base/failure.js';
import { booleanText } from '../properties/extended.js';
import type { Item } from '../store/items.js';
import { copyValue } from '../store/json.js';

export interface Configuration {
  dictionary?: unknown;
  xmlData?: Uint8Array | undefined;
  binaryData?: Uint8Array | undefined;
}

interface DictionaryObject {
  type: string;
  value: string[];
}

interface Entry {
  dictionaryKey: DictionaryObject;
  dictionaryValue: DictionaryObject | null;
}

export type ConfigurationName = TargetFolderRef & { name: string };

export const configurationClass = (name: string): string => `IPM.Configuration.${name}`;

export function contentOf({ dictionary, xmlData, binaryData }: Configuration): Configuration {
  return copyValue({
    ...(dictionary !== undefined && { dictionary: (dictionary as Entry[]).map(canonical) }),
    ...(xmlData !== undefined && { xmlData }),
    ...(binaryData !== undefined && { binaryData }),
  });
}

function canonical({ dictionaryKey, dictionaryValue }: Entry): Entry {
  return {
    dictionaryKey: canonicalObject(dictionaryKey),
    dictionaryValue: dictionaryValue && canonicalObject(dictionaryValue),
  };
}

/** Yes and no have one spelling, in keys as in values. */
function canonicalObject(object: DictionaryObject): DictionaryObject {
  return object.type === 'Boolean' ? { ...object, value: object.value.map(booleanText) } : object;
}

export function configurationItem(context: Context, name: ConfigurationName): Item | undefined {
  const folder = targetOf(context, name, 'read');
  return context.store.items
    .inFolder(folder.id, true)
    .find((item) => item.data.itemClass === configurationClass(name.name));
}

export function demandConfiguration(context: Context, name: ConfigurationName): Item {
  const item = configurationItem(context, name);
  if (item === undefined) throw new Failure('ErrorItemNotFound');
  return item;
}
