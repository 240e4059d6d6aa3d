/**
 * Affinity: the cookies by which load balancers and Exchange bring the requests of a user to one server again, and the servers that
 * answered. Names only: the value of a cookie can be as good as a password.
 */
import { type Finding, ok, skipped } from '../finding.js';
import type { Visit } from '../visit.js';

export async function checkAffinity({ answers }: Visit): Promise<Finding[]> {
  if (answers.length === 0)
    return [skipped('affinity', 'No server answered.', 'See what was found about the connection.')];
  const cookies = unique(answers.flatMap(({ headers }) => cookieNames(headers['set-cookie'])));
  const servers = unique(answers.flatMap(({ headers }) => headers['x-feserver'] ?? []));
  const backEnds = unique(
    answers.flatMap(({ headers }) => headers['x-calculatedbetarget'] ?? headers['x-beserver'] ?? []),
  );
  const set = cookies.length === 0 ? 'No cookie was set' : `Cookies were set: ${cookies.join(', ')}`;
  const by = servers.length === 0 ? '' : `; answered by ${servers.join(', ')}`;
  const behind = backEnds.length === 0 ? '' : `, mailbox server ${backEnds.join(', ')}`;
  return [ok('affinity', `${set}${by}${behind}.`, { cookies, frontEnds: servers, backEnds })];
}

/** Names in Set-Cookie fields that were joined by commas, which the dates in them have, too. */
function cookieNames(field: string | undefined): string[] {
  return (field ?? '')
    .split(/,(?=\s*[^;,=\s]+=)/)
    .map((cookie) => cookie.split('=')[0]?.trim() ?? '')
    .filter(Boolean);
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
