/** Get-, Create-, Update- and DeleteUserConfiguration: settings of programs, kept hidden in a folder by name. Since Exchange 2010. */
import type { TargetFolderIdType, UserConfigurationType } from '../../generated/index.js';
import { hasCode } from '../client/response-errors.js';
import { call } from './call.js';
import type { RequestOptions } from './options.js';
import { demand, onlyMessage } from './payload.js';
import type { Session } from './session.js';

/** Where a configuration is, and what it is called there. */
export interface ConfigurationPlace {
  readonly folder: TargetFolderIdType;
  readonly name: string;
}

/** What is in one. A part that is not there is left alone when it is written. */
export type ConfigurationParts = Pick<UserConfigurationType, 'dictionary' | 'xmlData' | 'binaryData'>;

const nameOf = ({ folder, name }: ConfigurationPlace) => ({ name, ...folder });

/** Undefined where there is none of that name. */
export async function getUserConfiguration(
  session: Session,
  place: ConfigurationPlace,
  options: RequestOptions,
): Promise<ConfigurationParts | undefined> {
  const request = { userConfigurationName: nameOf(place), userConfigurationProperties: ['All' as const] };
  try {
    const response = await call(session, 'GetUserConfiguration', request, options);
    return demand('GetUserConfiguration', 'what is in it', onlyMessage(response).userConfiguration, response);
  } catch (error) {
    if (hasCode(error, 'ErrorItemNotFound')) return undefined;
    throw error;
  }
}

/** Puts the parts into the place of those that are there; makes the configuration where there is none. */
export async function setUserConfiguration(
  session: Session,
  place: ConfigurationPlace,
  parts: ConfigurationParts,
  options: RequestOptions,
): Promise<void> {
  const userConfiguration = { userConfigurationName: nameOf(place), ...parts };
  try {
    await call(session, 'UpdateUserConfiguration', { userConfiguration }, options);
  } catch (error) {
    if (!hasCode(error, 'ErrorItemNotFound')) throw error;
    await call(session, 'CreateUserConfiguration', { userConfiguration }, options);
  }
}

export async function deleteUserConfiguration(
  session: Session,
  place: ConfigurationPlace,
  options: RequestOptions,
): Promise<void> {
  await call(session, 'DeleteUserConfiguration', { userConfigurationName: nameOf(place) }, options);
}
