/**
 * What a search did: each question with its answer and the time it took, as a record and as a line. Secrets are masked before
 * anything is kept. Must not know how a question is asked.
 */
import { shownInLine } from '../errors.js';

/** One question of a search and its answer, or one decision whether a host may be asked. */
export interface AutodiscoverStep {
  /** `trust` is a decision, everything else a question: to a cache, to DNS, to a server. */
  readonly kind: 'cache' | 'dns' | 'http' | 'trust';
  /** `POST https://…`, `DNS SRV _autodiscover._tcp.…`, or the URL decided on. */
  readonly question: string;
  /** The answer in words, or the reason of the decision. */
  readonly outcome: string;
  /**
   * `found`: settings; `redirected`: to a URL, an address or a host; `failed`: nothing of use; `refused`: not asked or not
   * followed, by the rule of trust; `trusted`: may be asked.
   */
  readonly result: 'found' | 'redirected' | 'failed' | 'refused' | 'trusted';
  /** What was asked, or decided on; absent for DNS. */
  readonly url?: string | undefined;
  /** HTTP status of the answer, where there was one. */
  readonly status?: number | undefined;
  /** Whether a login went along, or would have when the server asked for it. */
  readonly credentials: boolean;
  /** Milliseconds from the start of the search to the question. */
  readonly atMs: number;
  /** Milliseconds until the answer was understood. */
  readonly durationMs: number;
}

/** Letters of an answer that are kept. */
const LONGEST = 2000;

/** A question that waits for its answer. */
export interface OpenStep {
  /** Its answer. Undefined, so that a caller can return what it returns. */
  end(outcome: string, result: AutodiscoverStep['result'], status?: number): undefined;
}

type Question = Pick<AutodiscoverStep, 'kind' | 'question'> & Partial<Pick<AutodiscoverStep, 'url' | 'credentials'>>;

/** Who wants to hear of each step when it is known. */
export interface TraceListener {
  onStep?: ((line: string) => void) | undefined;
  onTrace?: ((step: AutodiscoverStep) => void) | undefined;
}

export class Trace {
  /** Every step, in the order in which they ended. */
  readonly steps: AutodiscoverStep[] = [];
  /** Questions, and hosts that were refused, a line each. That a host is trusted is in `steps` only. */
  readonly lines: string[] = [];
  readonly #started = performance.now();
  readonly #listener: TraceListener;

  constructor(listener: TraceListener) {
    this.#listener = listener;
  }

  begin({ kind, question, url, credentials = false }: Question): OpenStep {
    const began = performance.now();
    return {
      end: (outcome, result, status) => {
        const step = {
          kind,
          question: shownInLine(question),
          // A server may say much.
          outcome: shownInLine(outcome.slice(0, LONGEST)),
          result,
          ...(url !== undefined && { url: shownInLine(url) }),
          ...(status !== undefined && { status }),
          credentials,
          atMs: Math.round(began - this.#started),
          durationMs: Math.round(performance.now() - began),
        };
        this.#add(step);
        return undefined;
      },
    };
  }

  #add(step: AutodiscoverStep): void {
    this.steps.push(step);
    this.#listener.onTrace?.(step);
    if (step.result === 'trusted') return;
    const line = `${step.question}: ${step.outcome}`;
    this.lines.push(line);
    this.#listener.onStep?.(line);
  }
}
