/** Whether what stands at the URLs is Exchange: it answers a request without a login by 401, anything else says what is in the way. */
import { EwsError } from '../../errors.js';
import { type Finding, milder, ok, problem, problemOf, skipped, warning } from '../finding.js';
import type { Answer, Visit } from '../visit.js';

export async function checkEndpoint(visit: Visit): Promise<Finding[]> {
  const urls = visit.reachable;
  if (urls.length === 0)
    return [skipped('endpoint', 'No server can be reached.', 'See what was found about the connection and TLS.')];
  const findings: Finding[] = [];
  for (const url of urls) {
    const finding = judge(url, await visit.ask('POST', url));
    findings.push(visit.assumed.has(url) ? milder(finding) : finding);
  }
  return findings;
}

function judge(url: URL, answer: Answer | EwsError): Finding {
  const where = url.origin + url.pathname;
  if (answer instanceof EwsError) return problemOf('endpoint', answer, { url: where });
  const { status } = answer;
  const facts = { url: where, status, ...serversOf(answer) };
  const bad = (what: string, remedy: string) => problem('endpoint', `${where} ${what}`, remedy, facts);
  if (status === 401) return ok('endpoint', `${where} answers, and asks who is there (401).`, facts);
  if (status >= 300 && status < 400)
    return skipped('endpoint', `${where} redirects.`, 'See what was found about redirections.');
  if (isHtml(answer) && status < 400) {
    return bad(
      'answers with a web page (HTML) instead of asking for a login.',
      'Check the path of the endpoint, and that no login page, filter or hosting provider answers in the place of Exchange.',
    );
  }
  if (status === 200) {
    return warning(
      'endpoint',
      `${where} answers without asking who is there.`,
      'Check that it is Exchange, and that anonymous access is off for this directory in IIS.',
      facts,
    );
  }
  if (status === 403) {
    return bad(
      'lets nobody in (403).',
      'A firewall, an address filter or a demand for a client certificate stands before it; ask for this machine to be let through.',
    );
  }
  if (status === 404)
    return bad(
      'does not exist (404).',
      'Check the path; EWS is usually at /EWS/Exchange.asmx, and may be switched off.',
    );
  if (status === 503 || status === 429)
    return bad(
      `is overloaded or switched off (${status}).`,
      'Try again later; if it stays, look at the application pools in IIS.',
    );
  if (status >= 500)
    return bad(
      `fails (${status}).`,
      'Look at the event log of the server, and at the proxy or load balancer before it.',
    );
  return bad(`answers with HTTP status ${status}.`, 'Check the path, and what stands before the server.');
}

function isHtml({ headers, body }: Answer): boolean {
  const beginning = Buffer.from(body.subarray(0, 200)).toString('utf8');
  return /html/i.test(headers['content-type'] ?? '') || /^\s*<(!doctype\s+)?html/i.test(beginning);
}

/** What the server software calls itself. */
function serversOf({ headers }: Answer): Record<string, string> {
  const names = { server: headers['server'], frontEnd: headers['x-feserver'] };
  return Object.fromEntries(Object.entries(names).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
