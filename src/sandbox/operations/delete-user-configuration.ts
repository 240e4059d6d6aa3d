/** DeleteUserConfiguration: gone for good. */
import type { DeleteUserConfigurationType } from '../base/codec.js';
import { type ConfigurationName, demandConfiguration } from '../items/configurations.js';
import { type Handler, onePart } from './handler.js';

export const deleteUserConfiguration: Handler<DeleteUserConfigurationType> = (request, context) =>
  onePart(context, 'deleteUserConfigurationResponseMessage', () => {
    context.store.items.remove(demandConfiguration(context, request.userConfigurationName as ConfigurationName));
    return {};
  });
