/** UpdateUserConfiguration: the parts that are given take the place of the old ones. */
import type { UpdateUserConfigurationType } from '../base/codec.js';
import { type Configuration, type ConfigurationName, contentOf, demandConfiguration } from '../items/configurations.js';
import { type Handler, onePart } from './handler.js';

export const updateUserConfiguration: Handler<UpdateUserConfigurationType> = (request, context) =>
  onePart(context, 'updateUserConfigurationResponseMessage', () => {
    const item = demandConfiguration(context, request.userConfiguration.userConfigurationName as ConfigurationName);
    const old = item.data['configuration'] as Configuration;
    const configuration = { ...old, ...contentOf(request.userConfiguration as Configuration) };
    context.store.items.update(item, { ...item.data, configuration, lastModifiedTime: context.clock.now() });
    return {};
  });
