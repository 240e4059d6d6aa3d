/** GetUserConfiguration: the parts of a configuration that are asked for. */
import { itemIdOf } from '../access/resolve.js';
import type { GetUserConfigurationType } from '../base/codec.js';
import { type Configuration, type ConfigurationName, demandConfiguration } from '../items/configurations.js';
import { type Handler, onePart } from './handler.js';

export const getUserConfiguration: Handler<GetUserConfigurationType> = (request, context) =>
  onePart(context, 'getUserConfigurationResponseMessage', () => {
    const name = request.userConfigurationName as ConfigurationName;
    const item = demandConfiguration(context, name);
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
