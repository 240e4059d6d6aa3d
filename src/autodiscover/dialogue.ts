/** The three ways to ask an autodiscover service, chosen by the path: how the question looks and how the answer is read. */
import type { HttpRequest } from '../http/transport.js';
import type { DiscoveryAnswer } from './answer.js';
import { jsonUrl, parseJsonAnswer } from './json.js';
import { buildPoxRequest, parsePoxAnswer } from './pox.js';
import { buildSoapRequest, parseSoapAnswer } from './soap.js';

export interface Dialogue {
  readonly name: 'SOAP' | 'POX' | 'JSON';
  readonly method: 'GET' | 'POST';
  readonly authenticated: boolean;
  /** `settings`: names of user settings to ask for, where the dialogue can choose. Default: all. */
  request(email: string, url: URL, settings?: readonly string[]): HttpRequest;
  parse(body: Uint8Array): DiscoveryAnswer;
}

const XML = { 'content-type': 'text/xml; charset=utf-8', accept: 'text/xml' };

const SOAP: Dialogue = {
  name: 'SOAP',
  method: 'POST',
  authenticated: true,
  request: (email, url, settings) => ({
    method: 'POST',
    url,
    // Exchange Online finds the tenant by it.
    headers: { ...XML, 'x-anchormailbox': email },
    body: buildSoapRequest(email, url, settings),
  }),
  parse: parseSoapAnswer,
};

const POX: Dialogue = {
  name: 'POX',
  method: 'POST',
  authenticated: true,
  request: (email, url) => ({
    method: 'POST',
    url,
    headers: { ...XML, 'x-anchormailbox': email },
    body: buildPoxRequest(email),
  }),
  parse: parsePoxAnswer,
};

const JSON_V2: Dialogue = {
  name: 'JSON',
  method: 'GET',
  authenticated: false,
  request: (email, url) => ({
    method: 'GET',
    url: url.searchParams.has('Email') ? url : jsonUrl(url, email),
    headers: { accept: 'application/json' },
  }),
  parse: parseJsonAnswer,
};

/** `.svc` is SOAP, `.json` is JSON, everything else is POX. */
export function dialogueOf(url: URL): Dialogue {
  if (/\.svc(\/[\w-]*)?$/i.test(url.pathname)) return SOAP;
  return /\.json$/i.test(url.pathname) || /\/autodiscover\.json\//i.test(url.pathname) ? JSON_V2 : POX;
}
