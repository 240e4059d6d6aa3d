/**
 * What goes wrong on purpose: failures that a test plans, and faults at random by a seed, so that a run can be had again. What
 * an answer then looks like is said here; when it is given is the sandbox's part.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { Fault } from '../base/failure.js';
import { faultXml } from '../wire/fault-xml.js';
import { type Answer, XML } from './http-server.js';
import { FAULT_KINDS, type FaultKind, type FaultOptions } from './options.js';

interface PlannedFailure {
  operation: string | undefined;
  code: string;
  backOffMs: number | undefined;
  left: number;
}

export class Trouble {
  readonly #planned: PlannedFailure[] = [];
  #faults: FaultOptions | undefined;
  #random: () => number = () => 1;

  /** Nothing is planned any more, and faults begin again. */
  reset(faults: FaultOptions | undefined): void {
    this.#planned.length = 0;
    this.faults = faults;
  }

  /** From now on; undefined for none. */
  set faults(options: FaultOptions | undefined) {
    this.#faults = options;
    this.#random = randomFrom(options?.seed ?? 1);
  }

  get faults(): FaultOptions | undefined {
    return this.#faults;
  }

  plan(code: string, operation: string | undefined, times: number, backOffMs: number | undefined): void {
    this.#planned.push({ code, operation, backOffMs, left: times });
  }

  /** Throws the failure that is planned for this operation, if one is. */
  failAsPlanned(operation: string): void {
    const planned = this.#planned.find((one) => one.left > 0 && (one.operation ?? operation) === operation);
    if (planned === undefined) return;
    planned.left--;
    throw new Fault(planned.code, undefined, backOff(planned.backOffMs));
  }

  /** The fault that the next request meets, if it meets one. */
  draw(): FaultKind | undefined {
    const faults = this.#faults;
    if (faults === undefined || this.#random() >= faults.rate) return undefined;
    const kinds = faults.kinds ?? FAULT_KINDS.slice(0, -1);
    return kinds[Math.floor(this.#random() * kinds.length)];
  }

  /** The answer of a request that met a fault; `work` gives the one it would have had, after a wait that it is under way for. */
  async answer(kind: FaultKind, work: (wait?: () => Promise<void>) => Promise<Answer>): Promise<Answer> {
    const delayMs = this.#faults?.delayMs ?? 100;
    switch (kind) {
      case 'busy':
        return { status: 500, type: XML, body: faultXml(serverBusy(delayMs)) };
      case 'reset':
        return { status: 0, type: '', body: '', reset: true };
      case 'lost':
        return { ...(await work()), reset: true };
      case 'delay':
        return work(() => pause(delayMs));
      case 'unavailable': {
        const headers = { 'Retry-After': String(Math.ceil(delayMs / 1000)) };
        return { status: 503, type: 'text/html', body: '<html><body>Service Unavailable</body></html>', headers };
      }
      case 'html':
        return { status: 200, type: 'text/html', body: '<html><body><h1>Please sign in</h1></body></html>' };
    }
  }
}

export function serverBusy(backOffMs: number): Fault {
  return new Fault('ErrorServerBusy', undefined, backOff(backOffMs));
}

function backOff(milliseconds: number | undefined): Record<string, string> {
  return milliseconds === undefined ? {} : { BackOffMilliseconds: String(milliseconds) };
}

/** Numbers from 0 to 1: mulberry32, which is short and even enough. */
function randomFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
