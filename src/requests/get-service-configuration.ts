/** GetServiceConfiguration: what the organization has set of mail tips, telephony and protection. Since Exchange 2010. */
import type {
  GetServiceConfigurationType,
  ServiceConfigurationItemType,
  ServiceConfigurationResponseMessageType,
} from '../../generated/index.js';
import { responseMessages } from '../client/responses.js';
import { call } from './call.js';
import type { RequestOptions } from './options.js';
import type { Session } from './session.js';

/** Exchange's answer, each configuration under its own name. */
export type ServiceConfigurations = Omit<
  ServiceConfigurationResponseMessageType,
  'responseClass' | 'responseCode' | 'messageText' | 'messageXml' | 'descriptiveLinkKey'
>;

/** The names of what can be asked for. */
export type ConfigurationName = ServiceConfigurationItemType;

export async function getServiceConfiguration(
  session: Session,
  names: readonly ConfigurationName[],
  options: RequestOptions,
): Promise<ServiceConfigurations> {
  const request: GetServiceConfigurationType = {
    actingAs: { emailAddress: session.email, routingType: 'SMTP' },
    requestedConfiguration: names.map((name) => [name]),
  };
  const response = await call(session, 'GetServiceConfiguration', request, options);
  const all = responseMessages(response) as ServiceConfigurationResponseMessageType[];
  const found = all.flatMap(
    ({ responseClass: _class, responseCode: _code, messageText: _text, messageXml: _xml, ...rest }) =>
      Object.entries(rest).filter(([name, value]) => value !== undefined && name !== 'descriptiveLinkKey'),
  );
  return Object.fromEntries(found);
}
