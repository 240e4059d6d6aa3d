/** Whose mailbox a request is about, and how it wants its times: the Context that its handler gets. Knows SOAP headers, no operation. */
import type { Context, ExternalMessage } from '../access/context.js';
import type { Clock } from '../base/clock.js';
import { type Envelope, editionIndex } from '../base/codec.js';
import { Fault } from '../base/failure.js';
import type { ServerVersionName } from '../base/versions.js';
import type { Mailbox } from '../store/mailboxes.js';
import type { Store } from '../store/store.js';
import type { Subscriptions } from '../store/subscriptions.js';
import { demandCulture, demandVersion, impersonatedOf, timeZoneOf, wantsMilliseconds } from '../wire/soap-headers.js';

/** What Exchange answers to an application's token that says not for whom. */
const IMPERSONATE = 'ExchangeImpersonation SOAP header must be present for this type of OAuth token.';

export interface ContextParts {
  store: Store;
  clock: Clock;
  external: ExternalMessage[];
  subscriptions: Subscriptions;
  serverVersion: ServerVersionName;
  /** Name of the edition that it speaks. */
  edition: string;
  /** Addresses of those who may act as anybody. */
  impersonators: readonly string[];
  /** URL of Exchange.asmx, known once the server listens. */
  endpoint: () => string;
}

export class Contexts {
  readonly #parts: ContextParts;

  constructor(parts: ContextParts) {
    this.#parts = parts;
  }

  /** Of a request; the caller is undefined for an application, which has no mailbox. */
  of(envelope: Envelope, caller: Mailbox | undefined, way: { login: string; backEnd: number }): Context {
    const { store, serverVersion, impersonators } = this.#parts;
    demandVersion(envelope, serverVersion);
    demandCulture(envelope);
    const { backEnd } = way;
    const who = caller?.address ?? way.login;
    const asked = { timeZone: timeZoneOf(envelope), milliseconds: wantsMilliseconds(envelope), caller: who, backEnd };
    const mailbox = impersonatedOf(envelope, store.mailboxes);
    if (mailbox === undefined) {
      if (caller === undefined) throw new Fault('ErrorImpersonationFailed', IMPERSONATE);
      return this.for(caller, asked);
    }
    if (caller !== undefined && mailbox.id !== caller.id && !impersonators.includes(caller.address))
      throw new Fault('ErrorImpersonateUserDenied');
    return this.for(mailbox, asked);
  }

  for(
    mailbox: Mailbox,
    asked: Partial<Pick<Context, 'timeZone' | 'milliseconds' | 'caller' | 'backEnd'>> = {},
  ): Context {
    const { store, clock, external, subscriptions, edition, endpoint } = this.#parts;
    return {
      store,
      clock,
      mailbox,
      caller: asked.caller ?? mailbox.address,
      backEnd: asked.backEnd ?? 0,
      external,
      subscriptions,
      url: endpoint(),
      edition: editionIndex(edition),
      timeZone: asked.timeZone,
      milliseconds: asked.milliseconds ?? false,
    };
  }
}
