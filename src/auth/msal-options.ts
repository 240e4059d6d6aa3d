/**
 * What `msal()` is told: the application, and exactly one flow, a way to a token. No type of msal-node appears here: these are seen by
 * users who have not installed it.
 */
import type { Network } from '../http/network.js';

/** Keeps tokens from one run of the program to the next. The text holds refresh tokens: it is worth as much as a password. */
export interface TokenStore {
  /** The text that was saved last; null or undefined where there is none yet. */
  load(): Promise<string | null | undefined> | string | null | undefined;
  /** Called whenever there are new tokens. */
  save(text: string): Promise<void> | void;
}

/**
 * `tls`, `proxy` and `agent` say how the authority is reached. Without `tls`, its certificate may also be signed by the authorities of
 * the account's own `tls.ca`; without `proxy` and `agent`, those of the account are used, and else what HTTPS_PROXY and NO_PROXY say.
 */
export interface MsalSettings extends Network {
  /** Id of the application, as registered with the authority. */
  clientId: string;
  /** Id or domain name of the tenant; the authority then is Microsoft's. */
  tenant?: string | undefined;
  /** The authority as a URL, where it is not Microsoft's public cloud (AD FS, a national cloud), or as `modernAuth()` says. */
  authority?: string | undefined;
  /** Whom the tokens are for. Default `https://outlook.office365.com`; for hybrid modern authentication, the server's own URL. */
  resource?: string | undefined;
  /** Default: everything granted for programs (`.default`), `EWS.AccessAsUser.All` for people. */
  scopes?: readonly string[] | undefined;
  /** Which account to use, where the store has several; and the one proposed to who signs in. */
  username?: string | undefined;
  /** Keeps tokens between runs. Default: in memory. */
  store?: TokenStore | undefined;
}

/** What `msal()` takes: the application, and one way to a token. */
export type MsalOptions = MsalSettings & MsalFlow;

/** What a person needs in order to sign in on another device. */
export interface DeviceCodePrompt {
  /** What the person types there. */
  readonly userCode: string;
  /** The page to open. */
  readonly verificationUri: string;
  /** The authority's own sentence about both. */
  readonly message: string;
  /** Seconds until the code is worth nothing. */
  readonly expiresInSeconds: number;
}

/** Exactly one of these. The first two are for programs that act for themselves, the others for people. */
export type MsalFlow =
  | { clientSecret: string }
  /** Texts of PEM files. */
  | { clientCertificate: { certificate: string; privateKey: string } }
  | { authorizationCode: AuthorizationCodeFlow }
  /** Called with what to show; the token comes when the person is done. */
  | { deviceCode: (prompt: DeviceCodePrompt) => void }
  | { interactive: InteractiveFlow }
  | { usernamePassword: UsernamePasswordFlow };

/** A web application's own page: with PKCE always. */
export interface AuthorizationCodeFlow {
  /** Where the authority sends the browser afterwards; registered for the application. */
  redirectUri: string;
  /** Sends the person to `url` and gives back the whole URL that the browser was sent to afterwards. */
  signIn(url: string): Promise<string>;
  /** For applications that have one. */
  clientSecret?: string | undefined;
}

/** A browser on this machine; the answer comes to a port that is opened for it on the loopback address. */
export interface InteractiveFlow {
  /** Shows the page to the person. */
  openBrowser(url: string): Promise<void>;
  /** If the registration names one; default: any. */
  port?: number | undefined;
}

/**
 * A person's name and password, given to the program (RFC 6749, 4.3). For accounts that are programs; Microsoft advises against it, and refuses it
 * where a second factor is asked for.
 */
export interface UsernamePasswordFlow {
  /** `user@domain`. */
  username: string;
  /** Given to the authority, and to nobody else. */
  password: string;
  /** For applications that have one. */
  clientSecret?: string | undefined;
}

export function isForPeople(options: MsalFlow): boolean {
  return !('clientSecret' in options || 'clientCertificate' in options);
}
