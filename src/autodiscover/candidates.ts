/**
 * Where the endpoint of a domain can be, in the order to try: what needs no trust in DNS or plain http first. Never a parent domain: who
 * owns `example.com` need not be who owns `mail.example.com`, and could collect its passwords. Must not send anything.
 */
const FOLDER = '/autodiscover/';
const PATH = `${FOLDER}autodiscover.xml`;

/**
 * `host`: ask its service, in every dialogue until one answers; `guess`: it is somebody's web site, and a service only perhaps. `endpoint`: ask there, in the dialogue that the path ends in. `redirection`: a plain http address that may know where, asked without credentials.
 * `srv`: a DNS name whose SRV records may know.
 */
export type Candidate =
  | { readonly kind: 'host'; readonly url: URL; readonly guess?: true }
  | { readonly kind: 'endpoint'; readonly url: URL }
  | { readonly kind: 'redirection'; readonly url: URL }
  | { readonly kind: 'srv'; readonly name: string };

/** Where a host that cannot do https may say who can. */
export function plainHttpUrl(domain: string): URL {
  return new URL(`http://autodiscover.${domain}${PATH}`);
}

/** The ladder of a domain. */
export function candidatesFor(domain: string): Candidate[] {
  return [
    { kind: 'host', url: new URL(`https://${domain}${FOLDER}`), guess: true },
    { kind: 'host', url: new URL(`https://autodiscover.${domain}${FOLDER}`) },
    { kind: 'redirection', url: plainHttpUrl(domain) },
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

/** The service of a host that DNS named. */
export function serviceUrl(host: string, port: number): URL {
  return new URL(`https://${host.replace(/\.$/, '')}:${port}${PATH}`);
}
