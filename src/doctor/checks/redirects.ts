/** Redirections: where plain http sends a search, and whether something stands before the services that sends us to a login page. */

import { plainHttpUrl } from '../../autodiscover/candidates.js';
import { judgeHost } from '../../autodiscover/trust.js';
import { EwsError } from '../../errors.js';
import { type Finding, milder, ok, problem, skipped, warning } from '../finding.js';
import type { Answer, Visit } from '../visit.js';

/** Forms of Outlook on the web, of AD FS and of Entra ID. */
const LOGIN_PAGE = /\/owa\/|\/auth\/logon|\/adfs\/|\/my\.policy|login\.microsoftonline\.|\/oauth2\//i;

export async function checkRedirects(visit: Visit): Promise<Finding[]> {
  const findings: Finding[] = [];
  const { domain } = visit.target;
  if (domain !== undefined && !visit.options.autodiscover && !visit.options.endpoint)
    findings.push(await plainHttp(domain, visit));
  for (const url of visit.reachable) {
    const answer = await visit.ask('POST', url);
    if (answer instanceof EwsError || !isRedirect(answer)) continue;
    findings.push(visit.assumed.has(url) ? milder(redirected(url, answer)) : redirected(url, answer));
  }
  if (findings.length > 0) return findings;
  if (visit.reachable.length === 0)
    return [skipped('redirects', 'No server can be reached.', 'See what was found about the connection and TLS.')];
  return [ok('redirects', 'No server sends requests elsewhere.')];
}

/** The third step of a search, where a host that cannot do https says who can. */
async function plainHttp(domain: string, visit: Visit): Promise<Finding> {
  const url = plainHttpUrl(domain);
  const none = ok('redirects', `${url.origin} names no other server.`);
  if (!visit.resolved.has(url.hostname) && !visit.isProxied(url)) return none;
  const answer = await visit.ask('GET', url);
  if (answer instanceof EwsError || !isRedirect(answer)) return none;
  const target = targetOf(answer, url);
  if (target?.protocol !== 'https:') {
    return warning(
      'redirects',
      `${url.origin} redirects to ${shown(target)}, which is not https: a search does not follow it.`,
      'Have it redirect to an https URL.',
    );
  }
  const trust = judgeHost({ url: target, domain, vouched: false, allowRedirect: visit.options.allowRedirect });
  const what = `${url.origin} redirects to ${shown(target)}, which ${trust.why}.`;
  if (trust.trusted) return ok('redirects', what, { location: shown(target) });
  return warning('redirects', what, `If that host is really yours, allow it (\`allowRedirect\`, --allow-redirect).`, {
    location: shown(target),
  });
}

function redirected(url: URL, answer: Answer): Finding {
  const target = targetOf(answer, url);
  const what = `${shown(url)} redirects (${answer.status}) to ${shown(target)}`;
  const facts = { location: shown(target), status: answer.status };
  if (target && LOGIN_PAGE.test(target.href)) {
    return problem(
      'redirects',
      `${what}, a login page for people.`,
      'Have the proxy or load balancer let /EWS and /autodiscover through without pre-authentication, or reach the server from inside.',
      facts,
    );
  }
  return problem('redirects', `${what}.`, 'Name the endpoint that it redirects to, if it is the right one.', facts);
}

function isRedirect({ status, headers }: Answer): boolean {
  return status >= 300 && status < 400 && headers['location'] !== undefined;
}

function targetOf({ headers }: Answer, base: URL): URL | undefined {
  const location = headers['location'] ?? '';
  return URL.canParse(location, base.href) ? new URL(location, base.href) : undefined;
}

/** Without its query, which can hold a token. */
function shown(url: URL | undefined): string {
  return url === undefined
    ? 'something that is no URL'
    : url.origin === 'null'
      ? `${url.protocol}…`
      : url.origin + url.pathname;
}
