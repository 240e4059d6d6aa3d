/** User configurations: a dictionary, XML and bytes by name, each an item in the associated contents of its folder. */
import type {
  CreateUserConfigurationType,
  DeleteUserConfigurationType,
  GetUserConfigurationType,
  UpdateUserConfigurationType,
} from '../../../generated/index.js';
import type { Context } from '../access/context.js';
import { itemIdOf, type TargetFolderRef, targetOf } from '../access/resolve.js';
import { Failure } from '../base/failure.js';
import { type Handler, onePart } from '../operations/handler.js';
import { booleanText } from '../properties/extended.js';
import type { ItemData } from '../store/item-data.js';
import type { Item } from '../store/items.js';
import { copyValue } from '../store/json.js';
import { storeItem } from './create.js';

interface Configuration {
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

type Name = TargetFolderRef & { name: string };

const classOf = (name: string) => `IPM.Configuration.${name}`;

export const createUserConfiguration: Handler<CreateUserConfigurationType> = (request, context) =>
  onePart(context, 'createUserConfigurationResponseMessage', () => {
    const name = request.userConfiguration.userConfigurationName as Name;
    const folder = targetOf(context, name);
    if (find(context, name) !== undefined) throw new Failure('ErrorItemSave', 'Failed to save the item: it exists.');
    const configuration = contentOf(request.userConfiguration as Configuration);
    const data: ItemData = {
      itemClass: classOf(name.name),
      subject: classOf(name.name),
      isDraft: false,
      configuration,
    };
    storeItem(context, folder, 'message', data, [], { associated: true });
    return {};
  });

export const getUserConfiguration: Handler<GetUserConfigurationType> = (request, context) =>
  onePart(context, 'getUserConfigurationResponseMessage', () => {
    const name = request.userConfigurationName as Name;
    const item = found(context, name);
    const configuration = item.data['configuration'] as Configuration;
    const wanted = [request.userConfigurationProperties].flat() as string[];
    const has = (property: string) => wanted.includes(property) || wanted.includes('All');
    return {
      userConfiguration: {
        userConfigurationName: name,
        ...(has('Id') && { itemId: itemIdOf(context, item) }),
        ...(has('Dictionary') && configuration.dictionary !== undefined && { dictionary: configuration.dictionary }),
        ...(has('XmlData') && configuration.xmlData !== undefined && { xmlData: configuration.xmlData }),
        ...(has('BinaryData') && configuration.binaryData !== undefined && { binaryData: configuration.binaryData }),
      },
    };
  });

export const updateUserConfiguration: Handler<UpdateUserConfigurationType> = (request, context) =>
  onePart(context, 'updateUserConfigurationResponseMessage', () => {
    const item = found(context, request.userConfiguration.userConfigurationName as Name);
    const old = item.data['configuration'] as Configuration;
    const configuration = { ...old, ...contentOf(request.userConfiguration as Configuration) };
    context.store.items.update(item, { ...item.data, configuration, lastModifiedTime: context.clock.now() });
    return {};
  });

export const deleteUserConfiguration: Handler<DeleteUserConfigurationType> = (request, context) =>
  onePart(context, 'deleteUserConfigurationResponseMessage', () => {
    context.store.items.remove(found(context, request.userConfigurationName as Name));
    return {};
  });

function contentOf({ dictionary, xmlData, binaryData }: Configuration): Configuration {
  return copyValue({
    ...(dictionary !== undefined && { dictionary: (dictionary as Entry[]).map(canonical) }),
    ...(xmlData !== undefined && { xmlData }),
    ...(binaryData !== undefined && { binaryData }),
  });
}

function canonical({ dictionaryKey, dictionaryValue }: Entry): Entry {
  if (dictionaryValue?.type !== 'Boolean') return { dictionaryKey, dictionaryValue };
  return { dictionaryKey, dictionaryValue: { ...dictionaryValue, value: dictionaryValue.value.map(booleanText) } };
}

function find(context: Context, name: Name): Item | undefined {
  const folder = targetOf(context, name, 'read');
  return context.store.items.inFolder(folder.id, true).find((item) => item.data.itemClass === classOf(name.name));
}

function found(context: Context, name: Name): Item {
  const item = find(context, name);
  if (item === undefined) throw new Failure('ErrorItemNotFound');
  return item;
}
