/**
 * The JSON dialogue (Autodiscover v2): one GET without credentials, one URL comes back. Exchange 2016 and newer. Must not know how it
 * is sent.
 * @see https://learn.microsoft.com/en-us/exchange/client-developer/exchange-web-services/autodiscover-for-exchange
 */
import { type DiscoveryAnswer, failure } from './answer.js';

/** The question for the EWS URL of an address; only the address is in it. */
export function jsonUrl(endpoint: URL, email: string): URL {
  const url = new URL(endpoint);
  url.searchParams.set('Email', email);
  url.searchParams.set('Protocol', 'EWS');
  url.searchParams.set('RedirectCount', '1');
  return url;
}

export function parseJsonAnswer(bytes: Uint8Array): DiscoveryAnswer {
  let answer: { Url?: unknown; ErrorCode?: unknown; ErrorMessage?: unknown } | null;
  try {
    answer = JSON.parse(Buffer.from(bytes).toString());
  } catch {
    return failure('the answer is not JSON');
  }
  const { Url, ErrorCode, ErrorMessage } = answer ?? {};
  if (typeof ErrorCode === 'string') return failure(`${ErrorCode}: ${String(ErrorMessage ?? 'no message')}`, ErrorCode);
  if (typeof Url !== 'string' || !URL.canParse(Url)) return failure('the answer names no URL');
  return {
    kind: 'settings',
    ewsUrl: Url,
    displayName: undefined,
    autoDiscoverSmtpAddress: undefined,
    serverVersion: undefined,
    newestSchema: undefined,
    settings: { ExternalEwsUrl: Url },
  };
}
