/**
 * SRV records (RFC 2782): asked of DNS, and put in the order in which to try them. Must not know what the hosts are for, nor whether
 * they are to be trusted.
 */
import { Resolver } from 'node:dns/promises';
import { abortable } from '../http/abort.js';

/** One SRV record, as node:dns gives it. */
export interface SrvTarget {
  /** The host. */
  readonly name: string;
  /** Its port. */
  readonly port: number;
  /** Lowest first. */
  readonly priority: number;
  /** Share of the load among those of one priority. */
  readonly weight: number;
}

/** Asks DNS for SRV records; rejects when there are none. The signal ends the waiting. */
export type ResolveSrv = (name: string, signal?: AbortSignal) => Promise<readonly SrvTarget[]>;

/** A DNS server that is down must not hold up the rest of the search. */
const ANSWER_MS = 4000;
const ALTOGETHER_MS = 10_000;

/** By the DNS servers of this machine: 4 seconds for each, 10 in all. */
export const resolveSrv: ResolveSrv = async (name, signal) => {
  const resolver = new Resolver({ timeout: ANSWER_MS, tries: 2 });
  const timer = setTimeout(() => resolver.cancel(), ALTOGETHER_MS);
  try {
    const stopped = () => Object.assign(new Error('stopped'), { code: 'ECANCELLED' });
    return await abortable(resolver.resolveSrv(name), signal, stopped);
  } finally {
    clearTimeout(timer);
    resolver.cancel();
  }
};

/**
 * Records in the order to try: lowest priority first; among equals at random, the heavier the likelier first, so that the load is
 * shared. `.` as a target means that there is no such service, and is left out.
 */
export function inOrder(targets: readonly SrvTarget[], random: () => number = Math.random): SrvTarget[] {
  const real = targets.filter(({ name }) => name !== '' && name !== '.');
  const priorities = [...new Set(real.map(({ priority }) => priority))].sort((a, b) => a - b);
  return priorities.flatMap((one) =>
    drawn(
      real.filter(({ priority }) => priority === one),
      random,
    ),
  );
}

/** Draws one after the other. Those without weight stand first in the row, so that they have a chance, if a small one. */
function drawn(targets: readonly SrvTarget[], random: () => number): SrvTarget[] {
  const left = targets.toSorted((a, b) => a.weight - b.weight);
  const order: SrvTarget[] = [];
  while (left.length > 0) {
    const mark = random() * left.reduce((sum, { weight }) => sum + weight, 0);
    let sum = 0;
    const at = left.findIndex(({ weight }) => {
      sum += weight;
      return sum >= mark;
    });
    order.push(...left.splice(Math.max(at, 0), 1));
  }
  return order;
}
