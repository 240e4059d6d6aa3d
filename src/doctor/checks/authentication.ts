/** The schemes of login that each service offers, and whether one of ours is among them. */
import { challengeOf, parseChallenges } from '../../auth/challenge.js';
import { EwsError } from '../../errors.js';
import { isLoopback } from '../../http/loopback.js';
import { type Finding, ok, problem, skipped, warning } from '../finding.js';
import type { Answer, Visit } from '../visit.js';

/** Schemes by which this package can log in, as they are called in a challenge. */
const OURS = ['negotiate', 'ntlm', 'digest', 'basic', 'bearer'];

export async function checkAuthentication(visit: Visit): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const url of visit.reachable) {
    const answer = await visit.ask('POST', url);
    if (!(answer instanceof EwsError) && answer.status === 401) findings.push(judge(url, answer));
  }
  if (findings.length > 0) return findings;
  return [skipped('authentication', 'No server asked for a login.', 'See what was found about the endpoint.')];
}

function judge(url: URL, answer: Answer): Finding {
  const where = url.origin + url.pathname;
  const schemes = schemesOf(answer);
  const facts = { url: where, schemes, ...authorityOf(answer) };
  const offer = `${where} offers ${schemes.join(', ')}`;
  if (schemes.length === 0) {
    return problem(
      'authentication',
      `${where} asks for a login (401) and offers no scheme.`,
      'Enable Windows authentication on the virtual directory; if it is enabled, something on the way takes WWW-Authenticate out.',
      facts,
    );
  }
  if (!schemes.some((name) => OURS.includes(name.toLowerCase()))) {
    return problem(
      'authentication',
      `${offer}, none of which is known here.`,
      'Enable NTLM, Negotiate, Basic or OAuth.',
      facts,
    );
  }
  if (url.protocol === 'http:' && isLoopback(url.hostname)) return ok('authentication', `${offer}.`, facts);
  if (url.protocol === 'http:') {
    return warning(
      'authentication',
      `${offer}, over plain http, where everyone on the way can read and change what is said.`,
      'Use https; credentials are sent over plain http to this machine only, unless `allowInsecure` is set.',
      facts,
    );
  }
  if (schemes.every((name) => name.toLowerCase() === 'basic')) {
    return warning(
      'authentication',
      `${offer} and nothing else: the password itself crosses the wire.`,
      'Enable Windows authentication (Negotiate, NTLM) on the virtual directory.',
      facts,
    );
  }
  return ok('authentication', `${offer}.`, facts);
}

/** Each scheme once, as the server spells it, in its order. */
export function schemesOf({ challenges }: Pick<Answer, 'challenges'>): string[] {
  return [...new Set(parseChallenges(challenges).map(({ scheme }) => scheme))];
}

/** Where the server sends for a token: hybrid modern authentication. */
function authorityOf({ challenges }: Answer): { authorizationUri?: string } {
  const uri = challengeOf(parseChallenges(challenges), 'Bearer')?.parameters['authorization_uri'];
  return uri === undefined ? {} : { authorizationUri: uri };
}
