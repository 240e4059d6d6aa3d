/** Throttling: what the answers so far said of it, and whether as many requests at once as an account sends are answered. */
import { retryAfterMs } from '../../client/back-off.js';
import { isBusyCode } from '../../client/passing-codes.js';
import { EwsError } from '../../errors.js';
import { type Finding, ok, problemOf, skipped, warning } from '../finding.js';
import { inboxQuestion, type Reply, readReply } from '../question.js';
import type { Answer, Visit } from '../visit.js';

/** Requests that an account sends at once by default; Exchange allows a user 27 (EwsMaxConcurrency). */
const AT_ONCE = 4;

const SLOWER =
  'Send less at once (`connections`), or have the throttling policy of the account raised (Set-ThrottlingPolicy).';

export async function checkThrottling(visit: Visit): Promise<Finding[]> {
  const early = visit.answers.flatMap((answer) => asked(answer, readReply(answer)));
  const { login, liveEndpoint: url } = visit;
  if (early.length > 0) return early.slice(0, 1);
  if (!login?.accepted || !url) {
    const what = 'No answer asks for less; how many requests at once a user may send shows only by a login.';
    return [skipped('throttling', what, 'Give a user name and password.')];
  }
  await using transport = login.transport(url, { connections: AT_ONCE });
  // The first of a transport goes alone, until the login is known to be good.
  const first = await visit.timed(transport, inboxQuestion(url)).catch((error) => visit.asValue(error));
  if (first instanceof EwsError) return [problemOf('throttling', first)];
  const started = performance.now();
  const settled = await Promise.allSettled(
    Array.from({ length: AT_ONCE }, () => visit.timed(transport, inboxQuestion(url))),
  );
  const tookMs = Math.round(performance.now() - started);
  const answers = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const late = [first, ...answers].flatMap((answer) => asked(answer, readReply(answer)));
  if (late.length > 0) return late.slice(0, 1);
  const failed = settled.find((one) => one.status === 'rejected');
  if (failed) return [problemOf('throttling', visit.asValue(failed.reason))];
  return [
    ok('throttling', `${AT_ONCE} requests at once were answered in ${tookMs} ms, and none was asked to wait.`, {
      atOnce: AT_ONCE,
      tookMs,
    }),
  ];
}

/** What one answer says of throttling, if it does. */
function asked(answer: Answer, { code, backOffMs }: Reply): Finding[] {
  const wait = retryAfterMs(answer.headers['retry-after'], answer.receivedAt);
  const facts = {
    ...(backOffMs !== undefined && { backOffMs }),
    ...(wait !== undefined && { retryAfterMs: wait }),
    status: answer.status,
  };
  if (code === 'ErrorExceededConnectionCount') {
    const what = `The server has as many requests of this user at once as it allows (${code}); ${AT_ONCE} are sent by default.`;
    return [warning('throttling', what, SLOWER, { ...facts, code, atOnce: AT_ONCE })];
  }
  if (isBusyCode(code)) {
    const after = backOffMs === undefined ? '' : ` and wants to be left alone for ${Math.ceil(backOffMs / 1000)} s`;
    return [warning('throttling', `The server is busy (${code})${after}.`, SLOWER, { ...facts, code: code as string })];
  }
  if (wait === undefined) return [];
  const what = `${answer.url.host} asks to come back in ${Math.ceil(wait / 1000)} s (HTTP ${answer.status}, Retry-After).`;
  return [warning('throttling', what, 'Try again later; a proxy or IIS may be the one that limits requests.', facts)];
}
