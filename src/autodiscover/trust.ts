/**
 * The rule of trust: which hosts may be asked, and get the login. What https named is vouched for by TLS; what plain http or DNS named
 * is not, and anybody on the way could have said it. Sends nothing.
 */
import { isLoopback, isThisMachine } from '../http/loopback.js';

/** Microsoft's own services, where hybrid and hosted domains point to, and the domains that it gives its tenants. */
const KNOWN = [
  'outlook.com',
  'office365.com',
  'office365.us',
  'partner.outlook.cn',
  'onmicrosoft.com',
  'onmicrosoft.us',
  'partner.onmschina.cn',
];

/** Whether a host may be asked, and the reason in words. */
export interface Trust {
  readonly trusted: boolean;
  readonly why: string;
  /** Only the user's word allowed it, which another user need not give: not for a cache that others share. */
  readonly bySpecialLeave: boolean;
}

/** A host that somebody named. */
export interface NamedHost {
  readonly url: URL;
  /** Domain of the address that is searched for. */
  readonly domain: string;
  /** An https answer named it. */
  readonly vouched: boolean;
  /** This machine itself named it. */
  readonly fromHere?: boolean;
  /** The user's say over other domains, see `AutodiscoverOptions.allowRedirect`. */
  readonly allowRedirect: ((url: URL) => boolean) | undefined;
}

/**
 * For every edge of a search: redirections, EWS URLs, domains of other addresses, remembered services. Own domain, Microsoft's; else what
 * an https answer named, unless the user has the say. What runs on this machine is nobody's business outside of it.
 */
export function judgeHost({ url, domain, vouched, fromHere = false, allowRedirect }: NamedHost): Trust {
  if (isThisMachine(url.hostname)) {
    return fromHere || isThisMachine(domain)
      ? { trusted: true, why: 'is this machine', bySpecialLeave: false }
      : refusal('is this machine, which nobody outside of it can mean: not asked');
  }
  const known = knownAs(url, domain);
  if (known !== undefined) return { trusted: true, why: known, bySpecialLeave: false };
  if (allowRedirect) {
    return allowRedirect(url)
      ? { trusted: true, why: 'is in another domain, and `allowRedirect` allowed it', bySpecialLeave: true }
      : refusal('is in another domain, and `allowRedirect` refused it: not asked');
  }
  if (vouched) {
    const why = 'is in another domain, and was named by https, whose certificate vouches for it';
    return { trusted: true, why, bySpecialLeave: false };
  }
  return refusal(
    'is in another domain and was named by an unprotected source: not asked; `allowRedirect` can allow it',
  );
}

/** Where credentials may go without anybody's leave: https, or plain http that does not leave this machine. */
export function isSafe(url: URL): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
}

function knownAs(url: URL, domain: string): string | undefined {
  const host = url.hostname.toLowerCase();
  const within = (name: string) => host === name || host.endsWith(`.${name}`);
  if (domain !== '' && within(domain.toLowerCase())) return `is in the domain ${domain}`;
  return KNOWN.some(within) ? "is Microsoft's" : undefined;
}

function refusal(why: string): Trust {
  return { trusted: false, why, bySpecialLeave: false };
}
