/** What an autodiscover service can answer, in whichever of its three dialogues. Must not know how it is asked. */

/** Where the mailbox is, and what else was said about it. */
export interface DiscoveredSettings {
  readonly kind: 'settings';
  readonly ewsUrl: string;
  readonly displayName: string | undefined;
  readonly autoDiscoverSmtpAddress: string | undefined;
  /** `15.2.2562` */
  readonly serverVersion: string | undefined;
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
