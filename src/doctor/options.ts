/** What can be asked of an examination, what is checked of that, and what comes of it. Knows no check. */
import type { TransportOptions } from '../auth/create-transport.js';
import type { Credentials, UserNameAndPassword } from '../auth/credentials.js';
import { AUTODISCOVER_RULES, type AutodiscoverOptions, NETWORK_RULES } from '../autodiscover/options.js';
import { A_URL, FUNCTION, MILLISECONDS, type Rules, SIGNAL, TEXT } from '../errors.js';
import type { CheckName, Finding } from './finding.js';

/** What is examined, and how. */
export interface DiagnoseOptions
  extends Pick<TransportOptions, 'tls' | 'proxy' | 'userAgent' | 'allowInsecure'>,
    Pick<AutodiscoverOptions, 'allowRedirect'> {
  /** `anna@contoso.com`, `mail.contoso.com` or `https://mail.contoso.com/EWS/Exchange.asmx`. */
  target: string;
  /**
   * Who logs in, with the user's own password or credentials. Without them nobody does, and what only shows then is skipped. A refused
   * password is not sent a second time. A user name and password also tell whether the server binds NTLM logins to their connection,
   * by two more logins.
   */
  credentials?: Credentials | UserNameAndPassword | undefined;
  /** URL of Exchange.asmx. Default: found by autodiscover for an address, the usual path for a host. */
  endpoint?: string | URL | undefined;
  /** URL of an autodiscover service to ask, instead of searching for one. */
  autodiscover?: string | URL | undefined;
  /** Milliseconds of silence to bear of each server. Default 10,000. */
  timeoutMs?: number | undefined;
  /** Milliseconds that all of it may take; what is not done by then is reported so. Default 90,000. */
  deadlineMs?: number | undefined;
  /** Called before each check. */
  onCheck?: ((check: CheckName) => void) | undefined;
  /** Called with each finding when it is known. */
  onFinding?: ((finding: Finding) => void) | undefined;
  /** Ends the examination with an AbortError. */
  signal?: AbortSignal | undefined;
}

const { agent: _, axios: _own, ...NETWORK } = NETWORK_RULES;

export const DIAGNOSE_RULES: Rules<DiagnoseOptions> = {
  ...NETWORK,
  allowRedirect: AUTODISCOVER_RULES.allowRedirect,
  target: TEXT,
  endpoint: A_URL,
  autodiscover: A_URL,
  timeoutMs: MILLISECONDS,
  deadlineMs: MILLISECONDS,
  onCheck: FUNCTION,
  onFinding: FUNCTION,
  signal: SIGNAL,
};

/** What an examination found. */
export interface Diagnosis {
  /** As it was given. */
  readonly target: string;
  /** URL of Exchange.asmx; absent when it was not found. */
  readonly endpoint?: string | undefined;
  /** No finding is a problem. */
  readonly ok: boolean;
  /** In the order of the checks. */
  readonly findings: readonly Finding[];
  /** Milliseconds that it took. */
  readonly durationMs: number;
}
