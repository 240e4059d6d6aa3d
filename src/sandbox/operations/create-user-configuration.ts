/** CreateUserConfiguration: a new one of that name in the associated contents of a folder. */
import { targetOf } from '../access/resolve.js';
import type { CreateUserConfigurationType } from '../base/codec.js';
import { Failure } from '../base/failure.js';
import {
  type Configuration,
  type ConfigurationName,
  configurationClass,
  configurationItem,
  contentOf,
} from '../items/configurations.js';
import { storeItem } from '../items/create.js';
import type { ItemData } from '../store/item-data.js';
import { type Handler, onePart } from './handler.js';

export const createUserConfiguration: Handler<CreateUserConfigurationType> = (request, context) =>
  onePart(context, 'createUserConfigurationResponseMessage', () => {
    const name = request.userConfiguration.userConfigurationName as ConfigurationName;
    const folder = targetOf(context, name);
    if (configurationItem(context, name) !== undefined)
      throw new Failure('ErrorItemSave', 'Failed to save the item: it exists.');
    const configuration = contentOf(request.userConfiguration as Configuration);
    const data: ItemData = {
      itemClass: configurationClass(name.name),
      subject: configurationClass(name.name),
      isDraft: false,
      configuration,
    };
    storeItem(context, folder, 'message', data, [], { associated: true });
    return {};
  });
