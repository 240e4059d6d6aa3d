/** The clocks of both sides, by the Date of the answers: Kerberos refuses tickets where they differ by more than five minutes (RFC 4120). */
import { type Finding, ok, problem, skipped, warning } from '../finding.js';
import type { Answer, Visit } from '../visit.js';

const KERBEROS_MS = 300_000;
/** Less than that is not worth a word: tokens and appointments bear it. */
const NOTABLE_MS = 60_000;
/** Date has no fractions. */
const RESOLUTION_MS = 1000;

export async function checkClock(visit: Visit): Promise<Finding[]> {
  const skews = visit.answers.map(skewOf).filter((skew) => skew !== undefined);
  const [skewMs] = skews.toSorted((a, b) => Math.abs(a) - Math.abs(b)).slice(-1);
  if (skewMs === undefined)
    return [
      skipped('clock', 'No server said what time it is.', 'Compare the clocks by hand if logins by Kerberos fail.'),
    ];
  const facts = { skewMs };
  const size = Math.abs(skewMs);
  if (size < NOTABLE_MS)
    return [ok('clock', `The clocks agree within ${Math.max(1, Math.ceil(size / 1000))} s.`, facts)];
  const side = skewMs > 0 ? 'ahead of' : 'behind';
  const what = `The server's clock is ${said(size)} ${side} that of this machine`;
  const remedy = 'Set both clocks by NTP; look at the one of this machine first.';
  if (size <= KERBEROS_MS) return [warning('clock', `${what}.`, remedy, facts)];
  return [problem('clock', `${what}: Kerberos and tokens fail beyond five minutes.`, remedy, facts)];
}

/** Milliseconds that the server is ahead; 0 where its second and our interval overlap. */
function skewOf({ headers, sentAt, receivedAt }: Answer): number | undefined {
  const at = Date.parse(headers['date'] ?? '');
  // What a cache kept says what time it was.
  if (Number.isNaN(at) || Number(headers['age'] ?? 0) > 0) return undefined;
  if (at > receivedAt) return at - receivedAt;
  return at + RESOLUTION_MS < sentAt ? at + RESOLUTION_MS - sentAt : 0;
}

function said(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 120) return `${minutes} minute${minutes === 1 ? '' : 's'}`;
  return minutes < 2880 ? `${Math.round(minutes / 60)} hours` : `${Math.round(minutes / 1440)} days`;
}
