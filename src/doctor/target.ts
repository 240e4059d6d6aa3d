/** What is to be examined: an address, a host or a URL, taken apart. Sends nothing. */
import { ValidationError } from '../errors.js';

export interface Target {
  /** As it was given. */
  readonly text: string;
  /** Of an address: the address. */
  readonly email?: string | undefined;
  /** Of an address: what follows the @, in lower case. */
  readonly domain?: string | undefined;
  /** Of a host or a URL: Exchange.asmx there. */
  readonly endpoint?: URL | undefined;
  /** Of a host or a URL: the autodiscover service there. */
  readonly service?: URL | undefined;
  /** The service was named by its own URL; otherwise it is the usual place on the host. */
  readonly serviceIsNamed?: boolean | undefined;
}

/** `anna@contoso.com`, `mail.contoso.com`, `mail.contoso.com:8443` or `https://mail.contoso.com/EWS/Exchange.asmx`. Throws ValidationError. */
export function parseTarget(text: string): Target {
  const email = /^[^@\s/]+@([^@\s/:?#]+)$/.exec(text);
  if (email) return { text, email: text, domain: (email[1] as string).toLowerCase() };
  const written = text.includes('://') ? text : `https://${text}`;
  if (/\s|@/.test(text) || !URL.canParse(written)) throw wrong(text);
  const url = new URL(written);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw wrong(text);
  const isService = /\/autodiscover\.(xml|svc|json)$/i.test(url.pathname);
  return {
    text,
    endpoint: url.pathname === '/' || isService ? new URL('/EWS/Exchange.asmx', url) : new URL(url.pathname, url),
    service: isService ? new URL(url.pathname, url) : new URL('/autodiscover/autodiscover.xml', url),
    serviceIsNamed: isService,
  };
}

function wrong(text: string): ValidationError {
  // A URL with a password in it must not come back in an error.
  const shown = text.includes('@') && text.includes('://') ? 'a URL with a user name' : `"${text}"`;
  const message = `expected an address (anna@contoso.com), a host (mail.contoso.com) or an https URL, not ${shown}`;
  return new ValidationError('The examination', [{ path: 'target', message }]);
}
