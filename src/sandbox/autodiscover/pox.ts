/** Autodiscovery by POX ([MS-OXDSCLI]): plain XML there and back. Written by hand, because no schema is generated for it. */
import { childElement, childElements, escapeText, parseXml, textOf, type XmlElement } from '../base/codec.js';
import { legacyDnOf, type Mailboxes, SITE } from '../store/mailboxes.js';

const POX = 'http://schemas.microsoft.com/exchange/autodiscover';

/** The answer to a POST at autodiscover.xml. */
export function answerPox(bytes: Uint8Array, mailboxes: Mailboxes, ewsUrl: string): string {
  const request = parseXml(bytes);
  const address = textOf(find(request, 'EMailAddress'))?.trim();
  const mailbox = mailboxes.byAddress(address);
  if (mailbox === undefined) return poxError('500', "The email address can't be found.");
  const { hostname, protocol, port } = new URL(ewsUrl);
  const ssl = protocol === 'https:' ? 'On' : 'Off';
  const url = escapeText(ewsUrl);
  const server = (type: string) =>
    `<Protocol><Type>${type}</Type><Server>${hostname}</Server><Port>${port}</Port><SSL>${ssl}</SSL><AuthPackage>Basic</AuthPackage>` +
    `<ASUrl>${url}</ASUrl><EwsUrl>${url}</EwsUrl><EmwsUrl>${url}</EmwsUrl><OOFUrl>${url}</OOFUrl><GroupingInformation>${SITE}</GroupingInformation></Protocol>`;
  return (
    `<?xml version="1.0" encoding="utf-8"?><Autodiscover xmlns="${POX}/responseschema/2006">` +
    `<Response xmlns="${POX}/outlook/responseschema/2006a"><User><DisplayName>${escapeText(mailbox.name)}</DisplayName>` +
    `<LegacyDN>${legacyDnOf(mailbox)}</LegacyDN><AutoDiscoverSMTPAddress>${escapeText(mailbox.address)}</AutoDiscoverSMTPAddress>` +
    `<DeploymentId>${mailbox.guid}</DeploymentId></User>` +
    `<Account><AccountType>email</AccountType><Action>settings</Action><MicrosoftOnline>False</MicrosoftOnline>${server('EXCH')}${server('EXPR')}</Account>` +
    '</Response></Autodiscover>'
  );
}

function poxError(code: string, message: string): string {
  return (
    `<?xml version="1.0" encoding="utf-8"?><Autodiscover xmlns="${POX}/responseschema/2006"><Response>` +
    `<Error Time="${new Date().toISOString().slice(11, 19)}" Id="1"><ErrorCode>${code}</ErrorCode><Message>${escapeText(message)}</Message><DebugData/></Error>` +
    '</Response></Autodiscover>'
  );
}

function find(element: XmlElement, name: string): XmlElement | undefined {
  return (
    childElement(element, name) ??
    childElements(element)
      .map((child) => find(child, name))
      .find(Boolean)
  );
}
