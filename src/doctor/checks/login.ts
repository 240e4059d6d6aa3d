/** The login itself, and whether it opens a mailbox: one request to the endpoint, with the user's password once. */
import { type AuthenticationError, EwsError } from '../../errors.js';
import { type Finding, ok, problem, problemOf, skipped, warning } from '../finding.js';
import { inboxQuestion, readReply } from '../question.js';
import type { Answer, Visit } from '../visit.js';
import { schemesOf } from './authentication.js';

const WITHOUT = 'Give a user name and password.';

export async function checkLogin(visit: Visit): Promise<Finding[]> {
  const { login, liveEndpoint: url } = visit;
  if (!login) return [skipped('login', 'No credentials were given.', WITHOUT)];
  if (!url) return [skipped('login', 'The endpoint is not known, or not reachable.', 'See the findings above.')];
  if (visit.assumed.has(url))
    return [
      skipped('login', `Nobody said that the mailbox is on ${url.host}.`, 'Name the endpoint if you know that it is.'),
    ];
  if (login.refused)
    return [skipped('login', 'The password was refused before, and is not sent again.', remedyOf(login.refused))];
  try {
    await using transport = login.transport(url);
    return judge(url, await visit.timed(transport, inboxQuestion(url)), visit);
  } catch (error) {
    return [problemOf('login', visit.asValue(error))];
  }
}

async function judge(url: URL, answer: Answer, visit: Visit): Promise<Finding[]> {
  const { isEws, code, message } = readReply(answer);
  const { login } = visit;
  if (!isEws || !login) {
    return wrong(
      `${url.host} answered the login with HTTP status ${answer.status} and something that is not EWS.`,
      'Check the path of the endpoint, and what stands before the server.',
    );
  }
  login.accepted = true;
  const scheme = await schemeUsed(url, visit);
  const who = login.user ? `as ${login.user.username} ` : '';
  const success = ok('login', `The login ${who}works${scheme ? ` (${scheme})` : ''}.`, { ...(scheme && { scheme }) });
  if (code === undefined || code === 'NoError') return [success];
  return [
    success,
    warning(
      'login',
      `Its inbox could not be opened: ${code}${message ? `, ${message}` : ''}`,
      code === 'ErrorServerBusy'
        ? 'See what was found about throttling.'
        : 'Check that the account has a mailbox on this server; a service account may have none and use impersonation.',
      { code },
    ),
  ];
}

/** The first of ours that the server offers, which is how the transport chooses. */
async function schemeUsed(url: URL, visit: Visit): Promise<string | undefined> {
  const answer = await visit.ask('POST', url);
  if (answer instanceof EwsError) return undefined;
  const offered = schemesOf(answer).map((name) => name.toLowerCase());
  return visit.login?.credentials.schemes.find(({ scheme }) => offered.includes(scheme.toLowerCase()))?.scheme;
}

function wrong(what: string, remedy: string): Finding[] {
  return [problem('login', what, remedy)];
}

function remedyOf({ remedy }: AuthenticationError): string {
  return remedy ?? 'Check user name and password.';
}
