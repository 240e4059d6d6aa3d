/** Which scheme to use with a server: found once, by its offer, and shared by all lanes. */
import { unsent } from '../errors.js';
import { abortable } from '../http/abort.js';
import { drain } from '../http/collect.js';
import { aborted } from '../http/failures.js';
import type { Lane } from '../http/lane.js';
import type { HttpHead, HttpRequest } from '../http/transport.js';
import type { Authenticator } from './authenticator.js';
import type { Credentials } from './credentials.js';
import { noCommonScheme, offeredSchemes } from './refusals.js';
import { withoutBody } from './rounds.js';

export class SchemeChoice {
  readonly #credentials: Credentials;
  #chosen: Authenticator | 'none needed' | undefined;
  #probing: Promise<void> | undefined;

  constructor(credentials: Credentials) {
    this.#credentials = credentials;
    // A certificate has logged in with the handshake.
    if (!credentials.probe) this.#chosen = credentials.schemes[0] ?? 'none needed';
  }

  /** The name of the scheme that is used; undefined before it is known, and where none is needed. */
  get current(): string | undefined {
    return typeof this.#chosen === 'object' ? this.#chosen.scheme : undefined;
  }

  /** The scheme to send with; undefined when the server did not ask so far. Asks the server, once, with an empty request. */
  async scheme(lane: Lane, request: HttpRequest): Promise<Authenticator | undefined> {
    while (!this.#chosen) {
      if (this.#probing) {
        const { signal, url } = request;
        const asked = this.#probing.catch(() => undefined);
        await abortable(asked, signal, () => unsent(aborted(url, signal)));
      } else {
        this.#probing = this.#probe(lane, withoutBody(request)).finally(() => {
          this.#probing = undefined;
        });
        await this.#probing;
      }
    }
    return this.#chosen === 'none needed' ? undefined : this.#chosen;
  }

  /** Chooses by the offer in a 401. Throws ERR_NO_COMMON_SCHEME. */
  choose(head: HttpHead): Authenticator {
    const offered = new Set(offeredSchemes(head).map((name) => name.toLowerCase()));
    const found = this.#credentials.schemes.find(({ scheme }) => offered.has(scheme.toLowerCase()));
    if (!found) throw noCommonScheme(head, this.#credentials);
    if (found.kind === 'header') found.offered?.(head.challenges);
    this.#chosen = found;
    return found;
  }

  async #probe(lane: Lane, request: HttpRequest): Promise<void> {
    const answer = await lane.send(request);
    await drain(answer);
    // Some servers take an empty request for a bad one (400), and name their schemes nevertheless.
    if (answer.status === 401 || (answer.status === 400 && answer.challenges.length > 0)) this.choose(answer);
    else this.#chosen = 'none needed';
  }
}
