/**
 * The SOAP dialogue of autodiscover, GetUserSettings: asks for every setting there is, or for some. [MS-OXWSADISC]. Must not know how
 * it is sent.
 */
import { ValidationError } from '../errors.js';
import { escapeText } from '../xml/chars.js';
import { childElement, childElements, parseXml, textOf, type XmlElement } from '../xml/element.js';
import { type DiscoveryAnswer, failure, newestSchema } from './answer.js';

const NAMESPACE = 'http://schemas.microsoft.com/exchange/2010/Autodiscover';

/** The names of [MS-OXWSADISC] 3.1.4.3.4.1. A server that does not know one says so for that one only. */
export const USER_SETTINGS: readonly string[] = (
  'UserDisplayName UserDN UserDeploymentId InternalMailboxServer InternalRpcClientServer InternalMailboxServerDN ' +
  'InternalEcpUrl InternalEcpVoicemailUrl InternalEcpEmailSubscriptionsUrl InternalEcpTextMessagingUrl ' +
  'InternalEcpDeliveryReportUrl InternalEcpRetentionPolicyTagsUrl InternalEcpPublishingUrl InternalEwsUrl InternalOABUrl ' +
  'InternalUMUrl InternalWebClientUrls MailboxDN PublicFolderServer ActiveDirectoryServer ExternalMailboxServer ' +
  'ExternalMailboxServerRequiresSSL ExternalMailboxServerAuthenticationMethods EcpVoicemailUrlFragment ' +
  'EcpEmailSubscriptionsUrlFragment EcpTextMessagingUrlFragment EcpDeliveryReportUrlFragment ' +
  'EcpRetentionPolicyTagsUrlFragment ExternalEcpUrl EcpPublishingUrlFragment ExternalEcpVoicemailUrl ' +
  'ExternalEcpEmailSubscriptionsUrl ExternalEcpTextMessagingUrl ExternalEcpDeliveryReportUrl ' +
  'ExternalEcpRetentionPolicyTagsUrl ExternalEcpPublishingUrl ExternalEwsUrl ExternalOABUrl ExternalUMUrl ' +
  'ExternalWebClientUrls CrossOrganizationSharingEnabled AlternateMailboxes CasVersion EwsSupportedSchemas ' +
  'InternalPop3Connections ExternalPop3Connections InternalImap4Connections ExternalImap4Connections ' +
  'InternalSmtpConnections ExternalSmtpConnections InternalServerExclusiveConnect ExternalEwsVersion MobileMailboxPolicy ' +
  'ShowGalAsDefaultView AutoDiscoverSMTPAddress InteropExternalEwsUrl InteropExternalEwsVersion'
).split(' ');

/** What the answer of a search is made of: asked for always. */
const NEEDED = [
  'UserDisplayName',
  'AutoDiscoverSMTPAddress',
  'InternalEwsUrl',
  'ExternalEwsUrl',
  'EwsSupportedSchemas',
  'CasVersion',
];

/** Throws {@link ValidationError} for a name that is no setting: a server would refuse the whole question for one of them. */
export function checkSettings(names: readonly string[]): void {
  const unknown = names.filter((name) => !USER_SETTINGS.includes(name));
  if (unknown.length === 0) return;
  const violations = unknown.map((name) => ({ path: 'settings', message: `there is no user setting ${name}` }));
  throw new ValidationError('The search for an endpoint', violations);
}

/** `wanted`: names of settings beside those that a search needs. Default: all. */
export function buildSoapRequest(email: string, url: URL, wanted: readonly string[] = USER_SETTINGS): Uint8Array {
  const names = USER_SETTINGS.filter((name) => wanted.includes(name) || NEEDED.includes(name));
  const settings = names.map((name) => `<a:Setting>${name}</a:Setting>`).join('');
  return Buffer.from(
    `<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:a="${NAMESPACE}" ` +
      'xmlns:wsa="http://www.w3.org/2005/08/addressing"><s:Header><a:RequestedServerVersion>Exchange2013</a:RequestedServerVersion>' +
      `<wsa:Action>${NAMESPACE}/Autodiscover/GetUserSettings</wsa:Action><wsa:To>${escapeText(url.href)}</wsa:To></s:Header>` +
      '<s:Body><a:GetUserSettingsRequestMessage><a:Request><a:Users><a:User>' +
      `<a:Mailbox>${escapeText(email)}</a:Mailbox></a:User></a:Users><a:RequestedSettings>${settings}</a:RequestedSettings>` +
      '</a:Request></a:GetUserSettingsRequestMessage></s:Body></s:Envelope>',
  );
}

/** Reads an answer. Throws XmlError for what is not XML. */
export function parseSoapAnswer(bytes: Uint8Array): DiscoveryAnswer {
  const root = parseXml(bytes);
  const body = root.name === 'Envelope' ? childElement(root, 'Body') : undefined;
  if (!body) return failure('the answer is XML, but not SOAP');
  const fault = childElement(body, 'Fault');
  if (fault) return failure(`fault: ${textOf(find(fault, 'faultstring', 'Text'))?.trim() || 'no reason given'}`);
  const response = find(body, 'Response');
  if (!response) return failure('the answer is SOAP, but not of autodiscover');
  const whole = errorOf(response);
  if (whole) return whole;
  const user = find(response, 'UserResponse');
  if (!user) return failure('the answer has no user');
  const target = text(user, 'RedirectTarget');
  const code = text(user, 'ErrorCode');
  if (code === 'RedirectAddress' && target) return { kind: 'redirectAddr', address: target };
  if (code === 'RedirectUrl' && target) return { kind: 'redirectUrl', url: target };
  return errorOf(user) ?? settingsOf(user, versionOf(root));
}

/** An error code in a response or in the part of a user; single settings that are missing are no error. */
function errorOf(element: XmlElement): DiscoveryAnswer | undefined {
  const code = text(element, 'ErrorCode');
  if (code === undefined || code === 'NoError') return undefined;
  return failure(`${code}: ${text(element, 'ErrorMessage') ?? 'no message'}`, code);
}

function settingsOf(user: XmlElement, serverVersion: string | undefined): DiscoveryAnswer {
  const settings: Record<string, string> = {};
  for (const setting of childElements(childElement(user, 'UserSettings') ?? user)) {
    const name = text(setting, 'Name');
    const value = name && contentOf(setting);
    if (name && value) settings[name] = value;
  }
  const ewsUrl = settings['ExternalEwsUrl'] ?? settings['InternalEwsUrl'];
  if (!ewsUrl) return failure('the answer names no EWS URL');
  return {
    kind: 'settings',
    ewsUrl,
    displayName: settings['UserDisplayName'],
    autoDiscoverSmtpAddress: settings['AutoDiscoverSMTPAddress'],
    serverVersion: serverVersion ?? settings['CasVersion'],
    newestSchema: newestSchema(settings['EwsSupportedSchemas']),
    settings,
  };
}

/** Text, or for the settings that are lists (URLs, connections, mailboxes) their entries, fields by commas, entries by semicolons. */
function contentOf(setting: XmlElement): string | undefined {
  const plain = text(setting, 'Value');
  if (plain !== undefined) return plain;
  const lists = childElements(setting).filter(({ name }) => name !== 'Name');
  const entries = lists.flatMap((list) => childElements(list)).map((entry) => leaves(entry).join(','));
  return entries.filter(Boolean).join(';') || undefined;
}

function leaves(element: XmlElement): string[] {
  const children = childElements(element);
  if (children.length > 0) return children.flatMap(leaves);
  const value = textOf(element)?.trim();
  return value ? [value] : [];
}

function versionOf(root: XmlElement): string | undefined {
  const info = find(childElement(root, 'Header') ?? root, 'ServerVersionInfo');
  if (!info) return undefined;
  const parts = ['MajorVersion', 'MinorVersion', 'MajorBuildNumber'].map((name) => text(info, name));
  return parts.every((part) => part && /^\d+$/.test(part)) ? parts.join('.') : undefined;
}

function find(element: XmlElement, ...names: string[]): XmlElement | undefined {
  for (const child of childElements(element)) {
    const found = names.includes(child.name) ? child : find(child, ...names);
    if (found) return found;
  }
  return undefined;
}

function text(parent: XmlElement, name: string): string | undefined {
  return textOf(childElement(parent, name))?.trim() || undefined;
}
