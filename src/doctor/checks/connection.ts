/** Whether a connection to each server comes about. What comes after is not tried with one that is dead. */
import { place } from '../../http/failures.js';
import { socketFailure } from '../failure.js';
import { type Finding, ok, problemOf, skipped } from '../finding.js';
import type { Visit } from '../visit.js';

export async function checkConnection(visit: Visit): Promise<Finding[]> {
  const { servers } = visit;
  if (servers.length === 0)
    return [skipped('connection', 'No server is known.', 'See what autodiscover found, or name the endpoint.')];
  return Promise.all(servers.map((url) => connect(url, visit)));
}

async function connect(url: URL, visit: Visit): Promise<Finding> {
  const { world, timeoutMs, signal } = visit;
  const { proxy, tls } = visit.options;
  const started = performance.now();
  try {
    const socket = await world.openSocket(url, { proxy, tls, timeoutMs, signal });
    socket.destroy();
    const connectMs = Math.round(performance.now() - started);
    return ok('connection', `${place(url)} accepts connections (${connectMs} ms).`, { server: url.origin, connectMs });
  } catch (error) {
    if (signal.aborted) throw error;
    visit.dead.add(url.origin);
    return problemOf('connection', socketFailure(error, url), { server: url.origin });
  }
}
