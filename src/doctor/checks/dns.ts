/** DNS: the addresses of the servers, and the two ways in which a domain can name its autodiscover service. */
import { isIP } from 'node:net';
import { inOrder } from '../../autodiscover/srv.js';
import { type Finding, ok, problem, warning } from '../finding.js';
import type { Visit } from '../visit.js';

const RESOLVE =
  'Check the name, and that this machine resolves it: VPN, the DNS servers of the network, the hosts file.';

export async function checkDns(visit: Visit): Promise<Finding[]> {
  const hosts = new Map(visit.urls.map((url) => [url.hostname.replace(/^\[|\]$/g, ''), url]));
  const findings: Finding[] = [];
  for (const [host, url] of hosts) findings.push(await addressesOf(host, url, visit));
  const { domain } = visit.target;
  // A service that the user named makes the domain's own records matter less.
  if (domain !== undefined) findings.push(await autodiscoverOf(domain, visit));
  return findings;
}

async function addressesOf(host: string, url: URL, visit: Visit): Promise<Finding> {
  if (isIP(host) !== 0) {
    visit.resolved.add(host);
    return ok('dns', `${host} is an address; no name has to be looked up.`, { host, addresses: [host] });
  }
  const found = await look(host, visit);
  if (typeof found !== 'string')
    return ok('dns', `${host} has the address${found.length > 1 ? 'es' : ''} ${found.join(', ')}.`, {
      host,
      addresses: found,
    });
  if (visit.isProxied(url)) {
    return warning('dns', `${host} is not found in DNS here (${found}); the proxy may know it.`, RESOLVE, { host });
  }
  return problem('dns', `${host} is not found in DNS (${found}).`, RESOLVE, { host });
}

async function autodiscoverOf(domain: string, visit: Visit): Promise<Finding> {
  const host = `autodiscover.${domain}`;
  const [addresses, root, targets] = await Promise.all([look(host, visit), look(domain, visit), srv(domain, visit)]);
  const named = typeof targets === 'string' ? [] : targets;
  const facts = {
    host,
    addresses: typeof addresses === 'string' ? [] : addresses,
    domainAddresses: typeof root === 'string' ? [] : root,
    srv: named,
  };
  const ways = [
    ...(typeof addresses === 'string' ? [] : [`${host} has the address ${addresses.join(', ')}`]),
    ...(named.length > 0 ? [`SRV names ${named.join(', ')}`] : []),
  ];
  if (ways.length > 0) return ok('dns', `${ways.join('; ')}.`, facts);
  const what = `${host} is not found in DNS (${addresses}), nor is there an SRV record _autodiscover._tcp.${domain} (${targets}).`;
  const remedy = `Have a record made for ${host}, or name the service or the endpoint outright.`;
  const isNeeded = visit.urls.length === 0 && typeof root === 'string' && !visit.isProxied(new URL(`https://${host}/`));
  return isNeeded ? problem('dns', what, `${remedy} ${RESOLVE}`, facts) : warning('dns', what, remedy, facts);
}

/** Addresses, or the code of the failure. */
async function look(host: string, visit: Visit): Promise<string[] | string> {
  try {
    const addresses = await visit.world.lookup(host);
    visit.resolved.add(host);
    return addresses;
  } catch (error) {
    return codeOf(error);
  }
}

async function srv(domain: string, visit: Visit): Promise<string[] | string> {
  try {
    const records = inOrder(await visit.world.resolveSrv(`_autodiscover._tcp.${domain}`, visit.signal));
    return records.length === 0 ? 'none' : records.map(({ name, port }) => `${name}:${port}`);
  } catch (error) {
    return codeOf(error);
  }
}

function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  if (typeof code !== 'string') throw error;
  return code;
}
