/** The search for the endpoint of an address, and what it found. For a host there is nothing to search. */
import { discoverFrom } from '../../autodiscover/discover.js';
import type { AutodiscoverResult } from '../../autodiscover/options.js';
import type { AutodiscoverStep } from '../../autodiscover/trace.js';
import { AuthenticationError, AutodiscoverError } from '../../errors.js';
import { type Finding, ok, problem, problemOf, skipped } from '../finding.js';
import type { Visit } from '../visit.js';

export async function checkAutodiscover(visit: Visit): Promise<Finding[]> {
  const { email } = visit.target;
  if (email === undefined) return [];
  if (visit.endpoint) return [ok('autodiscover', `Not needed: the endpoint ${visit.endpoint.href} was named.`)];
  const trace: AutodiscoverStep[] = [];
  try {
    return [found(await search(email, visit, trace), visit)];
  } catch (error) {
    if (!(error instanceof AutodiscoverError)) throw error;
    return [lost(error, trace, visit)];
  }
}

function search(email: string, visit: Visit, trace: AutodiscoverStep[]): Promise<AutodiscoverResult> {
  const { tls, proxy, userAgent, allowInsecure, allowRedirect } = visit.options;
  const { login, world, timeoutMs, signal } = visit;
  return discoverFrom(
    {
      email,
      credentials: login?.credentials,
      ...(visit.services.length > 0 && { url: visit.services }),
      tls,
      proxy,
      userAgent,
      allowInsecure,
      allowRedirect,
      timeoutMs,
      signal,
      resolveSrv: world.resolveSrv,
      cache: false,
      onTrace: (step) => trace.push(step),
    },
    undefined,
    (options) => (login ? login.connect(options) : world.connect(options)),
  );
}

function found({ ewsUrl, source, steps, serverVersion, email }: AutodiscoverResult, visit: Visit): Finding {
  visit.endpoint = new URL(ewsUrl);
  if (visit.services.length === 0) visit.services.push(new URL(source));
  return ok('autodiscover', `${source} names ${ewsUrl}, after ${steps.length} step${steps.length > 1 ? 's' : ''}.`, {
    ewsUrl,
    source,
    email,
    steps,
    ...(serverVersion !== undefined && { serverVersion }),
  });
}

function lost(error: AutodiscoverError, trace: readonly AutodiscoverStep[], visit: Visit): Finding {
  const facts = { steps: error.steps };
  const asking = trace.find(({ status, url }) => status === 401 && url !== undefined)?.url;
  if (visit.services.length === 0) visit.services.push(...likely(asking, visit));
  const [service] = visit.services;
  if (asking !== undefined && service) {
    // Only looked at without a login: nobody said that this is the user's server.
    visit.endpoint = new URL('/EWS/Exchange.asmx', service);
    visit.assumed.add(visit.endpoint);
  }
  if (asking !== undefined && !visit.login) {
    return skipped(
      'autodiscover',
      `${asking} answers, but tells only who logs in where the mailbox is.`,
      'Give a user name and password.',
    );
  }
  if (error.cause instanceof AuthenticationError) return { ...problemOf('autodiscover', error.cause), facts };
  const what = error.message.replace(error.remedy ?? '', '').trim();
  return problem(
    'autodiscover',
    `${what} ${error.steps.length} steps were tried.`,
    `Look at the steps (ewskit autodiscover ${visit.target.text} --explain), or name the endpoint.`,
    facts,
  );
}

/** Where a service may stand although nobody there knew: who asked for a login, else autodiscover, else the domain. */
function likely(asking: string | undefined, { target: { domain }, resolved }: Visit): URL[] {
  const host = [`autodiscover.${domain}`, `${domain}`].find((name) => resolved.has(name));
  const url = asking ?? (host && `https://${host}/autodiscover/autodiscover.xml`);
  return url === undefined ? [] : [new URL(url)];
}
