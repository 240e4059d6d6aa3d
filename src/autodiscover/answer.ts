/** What an autodiscover service can answer, in whichever of its three dialogues. Must not know how it is asked. */
import type { ExchangeVersionType } from '../../generated/index.js';
import { REQUEST_VERSIONS } from '../client/versions.js';

/** Where the mailbox is, and what else was said about it. */
export interface DiscoveredSettings {
  /** What kind of answer it is. */
  readonly kind: 'settings';
  /** URL of Exchange.asmx. */
  readonly ewsUrl: string;
  /** The owner's name; undefined where it was not said. */
  readonly displayName: string | undefined;
  /** The address by which the mailbox is found; undefined where it was not said. */
  readonly autoDiscoverSmtpAddress: string | undefined;
  /** `15.2.2562` */
  readonly serverVersion: string | undefined;
  /** The newest version of requests that the server says it takes; undefined where it does not say. */
  readonly newestSchema: ExchangeVersionType | undefined;
  /** Every setting by its name in GetUserSettings: `ExternalEwsUrl`, `UserDN`, `CasVersion`. */
  readonly settings: Readonly<Record<string, string>>;
}

export type DiscoveryAnswer =
  | DiscoveredSettings
  | { readonly kind: 'redirectAddr'; readonly address: string }
  | { readonly kind: 'redirectUrl'; readonly url: string }
  | { readonly kind: 'failure'; readonly message: string; readonly code?: string | undefined };

export function failure(message: string, code?: string): DiscoveryAnswer {
  return { kind: 'failure', message, code };
}

/** The newest of EwsSupportedSchemas (`Exchange2007, Exchange2007_SP1, …`); names that we do not know are passed over. */
export function newestSchema(supported: string | undefined): ExchangeVersionType | undefined {
  const names = (supported ?? '').split(/[\s,]+/);
  return REQUEST_VERSIONS.find((version) => names.includes(version));
}
