/**
 * The plain old XML dialogue of autodiscover: one address goes in, URLs or a redirection come out. Local names only, because
 * servers disagree on the namespace. [MS-OXDSCLI]. Must not know how it is sent.
 */

import { escapeText } from '../xml/chars.js';
import { childElement, childElements, parseXml, textOf, type XmlElement } from '../xml/element.js';
import { type DiscoveryAnswer, failure } from './answer.js';

const REQUEST = 'http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006';
const RESPONSE = 'http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a';

export function buildPoxRequest(email: string): Uint8Array {
  const text =
    `<?xml version="1.0" encoding="utf-8"?><Autodiscover xmlns="${REQUEST}"><Request>` +
    `<EMailAddress>${escapeText(email)}</EMailAddress>` +
    `<AcceptableResponseSchema>${RESPONSE}</AcceptableResponseSchema></Request></Autodiscover>`;
  return Buffer.from(text);
}

/** Reads an answer. Throws XmlError for what is not XML. */
export function parsePoxAnswer(bytes: Uint8Array): DiscoveryAnswer {
  const root = parseXml(bytes);
  const response = root.name === 'Autodiscover' ? childElement(root, 'Response') : undefined;
  if (!response) return failure('the answer is XML, but not an autodiscover answer');
  const error = childElement(response, 'Error');
  if (error) {
    const code = text(error, 'ErrorCode');
    return failure(`error ${code ?? '?'}: ${text(error, 'Message') ?? 'no message'}`, code);
  }
  const account = childElement(response, 'Account');
  if (!account) return failure('the answer has no account');
  const address = text(account, 'RedirectAddr');
  if (address) return { kind: 'redirectAddr', address };
  const url = text(account, 'RedirectURL', 'RedirectUrl');
  if (url) return { kind: 'redirectUrl', url };
  return settings(response, account);
}

function settings(response: XmlElement, account: XmlElement): DiscoveryAnswer {
  const protocols = childElements(account, 'Protocol').flatMap(withNested);
  const ewsUrl = TYPES.flatMap((type) => protocols.filter((protocol) => typeOf(protocol) === type))
    .map((protocol) => text(protocol, 'EwsUrl', 'ASUrl'))
    .find((url) => url !== undefined);
  if (!ewsUrl) return failure('the answer names no EWS URL');
  const user = childElement(response, 'User');
  const version = protocols.map((protocol) => text(protocol, 'ServerVersion')).find((found) => found !== undefined);
  return {
    kind: 'settings',
    ewsUrl,
    displayName: user && text(user, 'DisplayName'),
    autoDiscoverSmtpAddress: user && text(user, 'AutoDiscoverSMTPAddress'),
    serverVersion: version && unpackVersion(version),
    newestSchema: undefined,
    settings: namedSettings(user, protocols, ewsUrl),
  };
}

/** What this dialogue says of what GetUserSettings has names for. */
function namedSettings(
  user: XmlElement | undefined,
  protocols: readonly XmlElement[],
  ewsUrl: string,
): Record<string, string> {
  const settings: Record<string, string> = { ExternalEwsUrl: ewsUrl };
  const add = (name: string, value: string | undefined) => {
    if (value !== undefined && settings[name] === undefined) settings[name] = value;
  };
  if (user) {
    add('UserDisplayName', text(user, 'DisplayName'));
    add('UserDN', text(user, 'LegacyDN'));
    add('UserDeploymentId', text(user, 'DeploymentId'));
    add('AutoDiscoverSMTPAddress', text(user, 'AutoDiscoverSMTPAddress'));
  }
  for (const protocol of protocols) {
    const side = typeOf(protocol) === 'EXCH' ? 'Internal' : 'External';
    add(`${side}EwsUrl`, text(protocol, 'EwsUrl', 'ASUrl'));
    add(`${side}OABUrl`, text(protocol, 'OABUrl'));
    add(`${side}UMUrl`, text(protocol, 'UMUrl'));
    add(`${side}EcpUrl`, text(protocol, 'EcpUrl'));
    add(`${side}MailboxServer`, text(protocol, 'Server'));
    add('MailboxDN', text(protocol, 'MdbDN'));
    add('PublicFolderServer', text(protocol, 'PublicFolderServer'));
    add('ActiveDirectoryServer', text(protocol, 'AD'));
  }
  return settings;
}

/** EXPR is how the server is reached from outside, and works from inside too; EXCH need not work from outside. */
const TYPES = ['EXPR', 'EXHTTP', 'EXCH', 'WEB'];

/** WEB keeps its protocols in Internal and External. */
function withNested(protocol: XmlElement): XmlElement[] {
  const places = [childElement(protocol, 'External'), childElement(protocol, 'Internal')];
  return [protocol, ...places.flatMap((place) => (place ? childElements(place, 'Protocol') : []))];
}

function typeOf(protocol: XmlElement): string {
  return (text(protocol, 'Type') ?? protocol.attributes?.['Type'] ?? '').toUpperCase();
}

/** Eight hex digits: 15 bits of build, a flag, 6 bits of minor, 6 bits of major. */
export function unpackVersion(hex: string): string | undefined {
  if (!/^[0-9A-Fa-f]{8}$/.test(hex)) return undefined;
  const packed = Number.parseInt(hex, 16);
  return `${(packed >>> 22) & 0x3f}.${(packed >>> 16) & 0x3f}.${packed & 0x7fff}`;
}

function text(parent: XmlElement, ...names: string[]): string | undefined {
  const found = names.map((name) => textOf(childElement(parent, name))?.trim()).find((value) => value);
  return found || undefined;
}
