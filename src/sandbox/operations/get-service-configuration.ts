/** GetServiceConfiguration: what the organisation offers beside mail. The sandbox has mail tips, and no telephony and no rules. */

import type { Context } from '../access/context.js';
import type { GetServiceConfigurationType } from '../base/codec.js';
import { Failure } from '../base/failure.js';
import { type Body, errorMembers, SUCCESS } from '../base/response-message.js';
import type { Handler } from './handler.js';

export const getServiceConfiguration: Handler<GetServiceConfigurationType> = (request, context) => ({
  ...SUCCESS,
  responseMessages: request.requestedConfiguration.map((name) => {
    const configuration = configurationOf(String(name), context);
    if (configuration !== undefined) return { ...SUCCESS, ...configuration };
    return errorMembers(new Failure('ErrorInvalidRequest', `The configuration ${name} is not supported.`));
  }),
});

function configurationOf(name: string, context: Context): Body | undefined {
  switch (name) {
    case 'MailTips':
      return { mailTipsConfiguration: mailTips(context) };
    case 'UnifiedMessagingConfiguration':
      return {
        unifiedMessagingConfiguration: { umEnabled: false, playOnPhoneDialString: '', playOnPhoneEnabled: false },
      };
    case 'ProtectionRules':
      return {
        protectionRulesConfiguration: { refreshInterval: 24, rules: [], internalDomains: domainsOf(context) },
      };
    case 'PolicyNudges':
      return { policyNudgeRulesConfiguration: [] };
    default:
      return undefined;
  }
}

/** Exchange's own defaults (Learn, Set-OrganizationConfig). */
function mailTips(context: Context): Body {
  return {
    mailTipsEnabled: true,
    maxRecipientsPerGetMailTipsRequest: 50,
    maxMessageSize: 10_240,
    largeAudienceThreshold: 25,
    showExternalRecipientCount: false,
    internalDomains: domainsOf(context),
    policyTipsEnabled: false,
    largeAudienceCap: 1000,
  };
}

function domainsOf(context: Context): Body[] {
  const names = context.store.mailboxes.all().map(({ address }) => address.split('@')[1] ?? '');
  return [...new Set(names)].map((name) => ({ name, includeSubdomains: false }));
}
