/**
 * OAuth 2.0 by Microsoft's `@azure/msal-node`, an optional package: tokens for Exchange Online and for hybrid modern authentication,
 * by whichever flow fits the program. Tokens are taken from the cache and refreshed by themselves; a person is asked only when
 * that fails. Must not know HTTP beyond a network client.
 */
import type { AccountInfo, AuthenticationResult } from '@azure/msal-node';
import { AuthenticationError } from '../errors.js';
import type { Network } from '../http/network.js';
import { BearerScheme, type TokenRequest } from './bearer.js';
import { Credentials } from './credentials.js';
import { type Ask, createApplication, type MsalApplication } from './msal-application.js';
import { translated } from './msal-errors.js';
import { askPerson } from './msal-flows.js';
import { networkOf } from './msal-network.js';
import { isForPeople, type MsalOptions, type MsalSettings } from './msal-options.js';

export type { MsalOptions, TokenStore } from './msal-options.js';

const EXCHANGE_ONLINE = 'https://outlook.office365.com';
const MICROSOFT = 'https://login.microsoftonline.com';

/**
 * Credentials that get their tokens through msal-node. Nothing is asked, nor loaded, until the first request. The authority is reached
 * as the server is, by the account's `proxy`, `agent` and authorities, unless `options` says otherwise; client certificate, pins and
 * server name are for the server alone.
 */
export function msal(options: MsalOptions): Credentials {
  check(options);
  const tokens = new MsalTokens(options);
  return new Credentials([new BearerScheme((request, network) => tokens.get(request, network))]);
}

class MsalTokens {
  readonly #options: MsalOptions;
  /** That of who asked last; credentials can serve several accounts. */
  #network: Network = {};
  #application: Promise<MsalApplication> | undefined;

  constructor(options: MsalOptions) {
    this.#options = options;
  }

  async get(request: TokenRequest, network: Network): Promise<AuthenticationResult | null> {
    const authority = authorityOf(this.#options);
    this.#network = networkOf(this.#options, network);
    this.#application ??= createApplication(this.#options, authority, () => this.#network);
    try {
      const application = await this.#application;
      const ask: Ask = {
        scopes: scopesOf(this.#options),
        ...(request.claims !== undefined && { claims: request.claims }),
      };
      if ('confidential' in application && !isForPeople(this.#options)) {
        return await application.confidential.acquireTokenByClientCredential({
          ...ask,
          skipCache: request.forceRefresh,
        });
      }
      return (
        (await this.#silently(application, ask, request.forceRefresh)) ??
        (await askPerson(application, this.#options, ask))
      );
    } catch (error) {
      throw translated(error, authority);
    }
  }

  /** From the cache or by the refresh token; undefined if a person must be asked. */
  async #silently(
    { application, library }: MsalApplication,
    ask: Ask,
    forceRefresh: boolean,
  ): Promise<AuthenticationResult | undefined> {
    const account = this.#pick(await application.getTokenCache().getAllAccounts());
    if (!account) return undefined;
    try {
      return await application.acquireTokenSilent({ ...ask, account, forceRefresh });
    } catch (error) {
      if (error instanceof library.InteractionRequiredAuthError) return undefined;
      // A refresh token that has ended: authorities other than Entra say it in the words of the standard only.
      if (error instanceof library.ServerError && error.errorCode === 'invalid_grant') return undefined;
      throw error;
    }
  }

  #pick(accounts: readonly AccountInfo[]): AccountInfo | undefined {
    const { usernamePassword } = this.#options as Partial<Record<'usernamePassword', { username: string }>>;
    const name = (usernamePassword?.username ?? this.#options.username)?.toLowerCase();
    if (name === undefined) return accounts[0];
    return accounts.find(({ username }) => username.toLowerCase() === name);
  }
}

function authorityOf({ authority, tenant }: MsalSettings): string {
  return authority ?? `${MICROSOFT}/${tenant ?? 'organizations'}`;
}

function scopesOf(options: MsalOptions): string[] {
  if (options.scopes) return [...options.scopes];
  const resource = (options.resource ?? EXCHANGE_ONLINE).replace(/\/+$/, '');
  return [`${resource}/${isForPeople(options) ? 'EWS.AccessAsUser.All' : '.default'}`];
}

const FLOWS = [
  'clientSecret',
  'clientCertificate',
  'authorizationCode',
  'deviceCode',
  'interactive',
  'usernamePassword',
] as const;

function check(options: MsalOptions): void {
  const chosen = FLOWS.filter((flow) => (options as unknown as Record<string, unknown>)?.[flow] !== undefined);
  if (!options?.clientId)
    fail('msal() has no clientId.', 'It is the application id of the registration; is an environment variable unset?');
  if (chosen.length !== 1)
    fail(`msal() needs exactly one flow, not ${chosen.join(' and ') || 'none'}.`, `Pass one of ${FLOWS.join(', ')}.`);
  if ('usernamePassword' in options) {
    const { username, password } = options.usernamePassword;
    if (!username || typeof password !== 'string')
      fail('msal() has no username, or no password.', 'Is an environment variable unset?');
  }
  if (options.authority !== undefined && !options.authority.startsWith('https://'))
    fail('The authority must be an https URL.');
  if (!isForPeople(options) && options.tenant === undefined && options.authority === undefined) {
    fail('A program that signs in for itself must name its tenant.', 'Pass `tenant`, its id or domain name.');
  }
}

function fail(message: string, remedy?: string): never {
  throw new AuthenticationError('ERR_CREDENTIALS', message, { remedy });
}
