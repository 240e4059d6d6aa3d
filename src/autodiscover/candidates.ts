/**
 * Where the endpoint of a domain can be, in the order to try: what needs no trust in DNS or plain http first.
 * Must not send anything but a DNS question.
 */
import { Resolver } from 'node:dns/promises';
import { isLoopback } from '../http/loopback.js';

const FOLDER = '/autodiscover/';
const PATH = `${FOLDER}autodiscover.xml`;

/**
 * `host`: ask its service, in every dialogue until one answers. `endpoint`: ask there, in the dialogue that the path ends in. `redirection`: a plain http address that may know where, asked without credentials.
 * `srv`: a DNS name whose SRV records may know.
 */
export type Candidate =
  | { readonly kind: 'host'; readonly url: URL }
  | { readonly kind: 'endpoint'; readonly url: URL }
  | { readonly kind: 'redirection'; readonly url: URL }
  | { readonly kind: 'srv'; readonly name: string };

export interface SrvTarget {
  readonly name: string;
  readonly port: number;
  readonly priority: number;
  readonly weight: number;
}

export type ResolveSrv = (name: string) => Promise<readonly SrvTarget[]>;

export function candidatesFor(domain: string): Candidate[] {
  return [
    { kind: 'host', url: new URL(`https://${domain}${FOLDER}`) },
    { kind: 'host', url: new URL(`https://autodiscover.${domain}${FOLDER}`) },
    { kind: 'redirection', url: new URL(`http://autodiscover.${domain}${PATH}`) },
    { kind: 'srv', name: `_autodiscover._tcp.${domain}` },
  ];
}

/** The three dialogues of a host, the one that says most first: SOAP, POX, JSON. */
export function endpointsOf(host: URL): URL[] {
  return ['svc', 'xml', 'json'].map((suffix) => new URL(`${FOLDER}autodiscover.${suffix}`, host));
}

/** Whether a URL is the usual place of a service, so that the other dialogues are beside it. */
export function isServicePath(url: URL): boolean {
  return /^\/autodiscover\/(autodiscover\.(xml|svc|json))?$/i.test(url.pathname);
}

/** URLs of SRV records: lowest priority first, among equals the heaviest. `.` as a target means there is no such service. */
export function urlsOfSrv(targets: readonly SrvTarget[]): URL[] {
  return targets
    .filter(({ name }) => name !== '' && name !== '.')
    .toSorted((a, b) => a.priority - b.priority || b.weight - a.weight)
    .map(({ name, port }) => new URL(`https://${name.replace(/\.$/, '')}:${port}${PATH}`));
}

export const resolveSrv: ResolveSrv = (name) => new Resolver({ timeout: 4000, tries: 2 }).resolveSrv(name);

/** Microsoft's own services, where hybrid and hosted domains point to. */
const KNOWN = ['outlook.com', 'office365.com', 'office365.us', 'partner.outlook.cn'];

/**
 * Whether credentials may go to a host that only an unprotected source named (plain http, DNS): the domain itself and below it,
 * Microsoft's, this machine. All else needs the user's word.
 */
export function isTrusted(url: URL, domain: string): boolean {
  const host = url.hostname.toLowerCase();
  return (
    isLoopback(host) || [domain.toLowerCase(), ...KNOWN].some((name) => host === name || host.endsWith(`.${name}`))
  );
}
