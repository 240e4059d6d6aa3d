/**
 * Whether what a server gives in portions moves on. One whose offset or state stands still, or goes back to where it was, would be asked
 * for ever. Must not know what the portions hold.
 */
import { TransportError } from '../errors.js';

/** Where the next page begins, which has to be behind where this one began. */
export function nextOffset(operation: string, offset: number, next: number): number {
  if (next > offset) return next;
  throw standsStill(operation, `the page at ${offset} says that the next one begins at ${next}`);
}

/** The states of a synchronisation, of which none may come again. Keeps one (Brent's way to find circles), however many there are. */
export class Progress {
  readonly #operation: string;
  #kept: string;
  #steps = 0;
  #until = 1;

  constructor(operation: string, state: string) {
    this.#operation = operation;
    this.#kept = state;
  }

  /** Takes the next state; throws when the server goes round in circles. */
  step(state: string): void {
    if (state === this.#kept)
      throw standsStill(this.#operation, 'it says that there is more, and its state comes again');
    if (++this.#steps < this.#until) return;
    this.#kept = state;
    this.#steps = 0;
    this.#until *= 2;
  }
}

/** The server would be asked for ever. */
export function standsStill(operation: string, how: string): TransportError {
  return new TransportError('ERR_NOT_EWS', `${operation}: the server does not move on: ${how}.`, {
    remedy: 'It would be asked for ever; report it to those who run the server.',
  });
}
