/** Autodiscovery, both kinds: POX (MS-OXDSCLI) and SOAP GetUserSettings (MS-OXWSADISC). Written by hand: no schema is generated for it. */
import { childElement, childElements, parseXml, textOf, type XmlElement } from '../../xml/element.js';
import type { ServerVersion } from '../base/versions.js';
import { escapeXml } from '../base/xml-text.js';
import type { Mailbox, Mailboxes } from '../store/mailboxes.js';

const POX = 'http://schemas.microsoft.com/exchange/autodiscover';

/** The answer to a POST at autodiscover.xml. */
export function answerPox(bytes: Uint8Array, mailboxes: Mailboxes, ewsUrl: string): string {
  const request = parseXml(bytes);
  const address = textOf(find(request, 'EMailAddress'))?.trim();
  const mailbox = mailboxes.byAddress(address);
  if (mailbox === undefined) return poxError('500', "The email address can't be found.");
  const { hostname, protocol, port } = new URL(ewsUrl);
  const ssl = protocol === 'https:' ? 'On' : 'Off';
  const url = escapeXml(ewsUrl);
  const server = (type: string) =>
    `<Protocol><Type>${type}</Type><Server>${hostname}</Server><Port>${port}</Port><SSL>${ssl}</SSL><AuthPackage>Basic</AuthPackage>` +
    `<ASUrl>${url}</ASUrl><EwsUrl>${url}</EwsUrl><EmwsUrl>${url}</EmwsUrl><OOFUrl>${url}</OOFUrl></Protocol>`;
  return (
    `<?xml version="1.0" encoding="utf-8"?><Autodiscover xmlns="${POX}/responseschema/2006">` +
    `<Response xmlns="${POX}/outlook/responseschema/2006a"><User><DisplayName>${escapeXml(mailbox.name)}</DisplayName>` +
    `<LegacyDN>${legacyDn(mailbox)}</LegacyDN><AutoDiscoverSMTPAddress>${escapeXml(mailbox.address)}</AutoDiscoverSMTPAddress>` +
    `<DeploymentId>${mailbox.guid}</DeploymentId></User>` +
    `<Account><AccountType>email</AccountType><Action>settings</Action><MicrosoftOnline>False</MicrosoftOnline>${server('EXCH')}${server('EXPR')}</Account>` +
    '</Response></Autodiscover>'
  );
}

function poxError(code: string, message: string): string {
  return (
    `<?xml version="1.0" encoding="utf-8"?><Autodiscover xmlns="${POX}/responseschema/2006"><Response>` +
    `<Error Time="${new Date().toISOString().slice(11, 19)}" Id="1"><ErrorCode>${code}</ErrorCode><Message>${escapeXml(message)}</Message><DebugData/></Error>` +
    '</Response></Autodiscover>'
  );
}

const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
const AUTODISCOVER = 'http://schemas.microsoft.com/exchange/2010/Autodiscover';

/** The answer to a POST at autodiscover.svc. */
export function answerSoap(bytes: Uint8Array, mailboxes: Mailboxes, ewsUrl: string, version: ServerVersion): string {
  const request = parseXml(bytes);
  const users = all(request, 'Mailbox').map((one) => textOf(one)?.trim() ?? '');
  const wanted = all(request, 'Setting').map((one) => textOf(one)?.trim() ?? '');
  const responses = users.map((user) => userResponse(mailboxes.byAddress(user), wanted, ewsUrl, version));
  const v = version;
  return (
    `<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="${SOAP}" xmlns:a="http://www.w3.org/2005/08/addressing"><s:Header>` +
    `<a:Action s:mustUnderstand="1">${AUTODISCOVER}/Autodiscover/GetUserSettingsResponse</a:Action>` +
    `<h:ServerVersionInfo xmlns:h="${AUTODISCOVER}" xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><h:MajorVersion>${v.majorVersion}</h:MajorVersion>` +
    `<h:MinorVersion>${v.minorVersion}</h:MinorVersion><h:MajorBuildNumber>${v.majorBuildNumber}</h:MajorBuildNumber>` +
    `<h:MinorBuildNumber>${v.minorBuildNumber}</h:MinorBuildNumber><h:Version>${escapeXml(versionText(v))}</h:Version></h:ServerVersionInfo></s:Header><s:Body>` +
    `<GetUserSettingsResponseMessage xmlns="${AUTODISCOVER}"><Response xmlns:i="http://www.w3.org/2001/XMLSchema-instance">` +
    `<ErrorCode>NoError</ErrorCode><ErrorMessage/><UserResponses>${responses.join('')}</UserResponses></Response></GetUserSettingsResponseMessage></s:Body></s:Envelope>`
  );
}

function userResponse(mailbox: Mailbox | undefined, wanted: string[], ewsUrl: string, version: ServerVersion): string {
  if (mailbox === undefined) {
    return (
      '<UserResponse><ErrorCode>InvalidUser</ErrorCode><ErrorMessage>Invalid user</ErrorMessage><RedirectTarget i:nil="true"/>' +
      '<UserSettingErrors/><UserSettings/></UserResponse>'
    );
  }
  const known: Record<string, string> = {
    UserDisplayName: mailbox.name,
    UserDN: legacyDn(mailbox),
    UserDeploymentId: mailbox.guid,
    AutoDiscoverSMTPAddress: mailbox.address,
    InternalEwsUrl: ewsUrl,
    ExternalEwsUrl: ewsUrl,
    ExternalEwsVersion: versionText(version),
    EwsSupportedSchemas:
      'Exchange2007, Exchange2007_SP1, Exchange2010, Exchange2010_SP1, Exchange2010_SP2, Exchange2013, Exchange2013_SP1',
    CasVersion: versionText(version),
    InternalMailboxServer: new URL(ewsUrl).hostname,
    MailboxDN: legacyDn(mailbox),
  };
  const settings = wanted.flatMap((name) => {
    const value = known[name];
    if (value === undefined) return [];
    return [
      `<UserSetting i:type="StringSetting"><Name>${escapeXml(name)}</Name><Value>${escapeXml(value)}</Value></UserSetting>`,
    ];
  });
  const missing = wanted
    .filter((name) => known[name] === undefined)
    .map(
      (name) =>
        `<UserSettingError><ErrorCode>SettingIsNotAvailable</ErrorCode><ErrorMessage>The setting isn't available.</ErrorMessage><SettingName>${escapeXml(name)}</SettingName></UserSettingError>`,
    );
  return (
    '<UserResponse><ErrorCode>NoError</ErrorCode><ErrorMessage>No error.</ErrorMessage><RedirectTarget i:nil="true"/>' +
    `<UserSettingErrors>${missing.join('')}</UserSettingErrors><UserSettings>${settings.join('')}</UserSettings></UserResponse>`
  );
}

function versionText(v: ServerVersion): string {
  const four = (value: number) => String(value).padStart(4, '0');
  return `${v.majorVersion}.${String(v.minorVersion).padStart(2, '0')}.${four(v.majorBuildNumber)}.${String(v.minorBuildNumber).padStart(3, '0')}`;
}

function legacyDn(mailbox: Mailbox): string {
  return `/o=Sandbox/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=${mailbox.guid.replaceAll('-', '')}`;
}

function find(element: XmlElement, name: string): XmlElement | undefined {
  return (
    childElement(element, name) ??
    childElements(element)
      .map((child) => find(child, name))
      .find(Boolean)
  );
}

function all(element: XmlElement, name: string): XmlElement[] {
  return childElements(element).flatMap((child) => (child.name === name ? [child] : all(child, name)));
}
