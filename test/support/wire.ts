/** Pieces of requests as Microsoft's documentation writes them. */
import { ALICE } from './recorder.js';

/** https://learn.microsoft.com/exchange/client-developer/web-service-reference/distinguishedfolderid */
export function distinguished(name: string, mailbox = ALICE): string {
  return `<DistinguishedFolderId Id="${name}"><Mailbox><EmailAddress>${mailbox}</EmailAddress></Mailbox></DistinguishedFolderId>`;
}
