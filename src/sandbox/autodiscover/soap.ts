/** Autodiscovery by SOAP: GetUserSettings ([MS-OXWSADISC]). Written by hand, because no schema is generated for it. */
import { childElements, escapeText, parseXml, textOf, type XmlElement } from '../base/codec.js';
import type { ServerVersion } from '../base/versions.js';
import { legacyDnOf, type Mailbox, type Mailboxes, SITE } from '../store/mailboxes.js';

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
    `<h:MinorBuildNumber>${v.minorBuildNumber}</h:MinorBuildNumber><h:Version>${escapeText(versionText(v))}</h:Version></h:ServerVersionInfo></s:Header><s:Body>` +
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
    UserDN: legacyDnOf(mailbox),
    UserDeploymentId: mailbox.guid,
    AutoDiscoverSMTPAddress: mailbox.address,
    InternalEwsUrl: ewsUrl,
    ExternalEwsUrl: ewsUrl,
    ExternalEwsVersion: versionText(version),
    EwsSupportedSchemas:
      'Exchange2007, Exchange2007_SP1, Exchange2010, Exchange2010_SP1, Exchange2010_SP2, Exchange2013, Exchange2013_SP1',
    CasVersion: versionText(version),
    InternalMailboxServer: new URL(ewsUrl).hostname,
    MailboxDN: legacyDnOf(mailbox),
    GroupingInformation: SITE,
  };
  const settings = wanted.flatMap((name) => {
    const value = known[name];
    if (value === undefined) return [];
    return [
      `<UserSetting i:type="StringSetting"><Name>${escapeText(name)}</Name><Value>${escapeText(value)}</Value></UserSetting>`,
    ];
  });
  const missing = wanted
    .filter((name) => known[name] === undefined)
    .map(
      (name) =>
        `<UserSettingError><ErrorCode>SettingIsNotAvailable</ErrorCode><ErrorMessage>The setting isn't available.</ErrorMessage><SettingName>${escapeText(name)}</SettingName></UserSettingError>`,
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

function all(element: XmlElement, name: string): XmlElement[] {
  return childElements(element).flatMap((child) => (child.name === name ? [child] : all(child, name)));
}
