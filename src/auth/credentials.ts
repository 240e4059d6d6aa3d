/**
 * Who we are. Made by `credentials()`, `ntlm()`, `kerberos()`, `digest()`, `basic()` and `oauth()`; secrets live in private fields, so that neither JSON, nor
 * console.log, nor a spread of the object shows them.
 */
import { inspect } from 'node:util';
import { AuthenticationError } from '../errors.js';
import type { HttpRequest } from '../http/transport.js';
import type { Authenticator } from './authenticator.js';
import { BasicScheme } from './basic.js';
import { BearerScheme, type GetToken } from './bearer.js';
import { DigestScheme } from './digest.js';
import { type KerberosOptions, KerberosScheme } from './kerberos/kerberos-scheme.js';
import { LoginGate } from './login-gate.js';
import type { ChannelBinding } from './ntlm/channel-binding.js';
import { type NtlmOptions, NtlmScheme } from './ntlm/ntlm-scheme.js';
import { type UserNameForm, userNameForm } from './user-name.js';

/** A login by name and password; how it is used is negotiated with the server. */
export interface UserNameAndPassword {
  /** `user@domain`, `DOMAIN\user` or a bare name. */
  username: string;
  /** Kept in a private field, and shown by nothing. */
  password: string;
}

/** Who asks, and the ways to prove it. A class only so that secrets can be hidden: construct by the functions below. */
export class Credentials {
  /**
   * How the user name is written, for messages; undefined where there is none.
   * @internal
   */
  readonly userNameForm: UserNameForm | undefined;
  /**
   * Whether to ask the server for its schemes before anything is sent; otherwise the first scheme is used at once.
   * @internal
   */
  readonly probe: boolean;
  readonly #schemes: readonly Authenticator[];
  readonly #userName: string | undefined;
  readonly #gates = new Map<string, LoginGate>();
  #unexposed: Credentials | undefined;

  constructor(schemes: readonly Authenticator[], options: { userName?: string; probe?: boolean } = {}) {
    this.#schemes = schemes;
    this.#userName = options.userName;
    this.userNameForm = options.userName === undefined ? undefined : userNameForm(options.userName);
    this.probe = options.probe ?? false;
  }

  /**
   * As whom one logs in; undefined where a token or a ticket says it.
   * @internal
   */
  get userName(): string | undefined {
    return this.#userName;
  }

  /**
   * Best first.
   * @internal
   */
  get schemes(): readonly Authenticator[] {
    return this.#schemes;
  }

  /**
   * The same without the schemes that hand over the secret itself (Basic, a token); undefined where no other is left. For a server that
   * may be the wrong one.
   * @internal
   */
  get unexposed(): Credentials | undefined {
    const schemes = this.#schemes.filter(({ exposes }) => !exposes);
    if (schemes.length === this.#schemes.length) return this;
    if (schemes.length === 0) return undefined;
    this.#unexposed ??= new Credentials(schemes, {
      ...(this.#userName !== undefined && { userName: this.#userName }),
      probe: true,
    });
    return this.#unexposed;
  }

  /**
   * How often they are tried at a server, for all that log in there by them. Each application of a web server asks for a login of its
   * own, so what one refuses says nothing of another.
   * @internal
   */
  gateOf({ origin, pathname }: URL): LoginGate {
    const place = `${origin}/${pathname.split('/')[1]?.toLowerCase()}`;
    const known = this.#gates.get(place) ?? new LoginGate(this.#userName !== undefined);
    this.#gates.set(place, known);
    return known;
  }

  /** Says what kind they are, and no secret. */
  toString(): string {
    return `Credentials(${this.#schemes.map(({ scheme }) => scheme).join(', ')}; secrets hidden)`;
  }

  /** Says what kind they are, and no secret. */
  toJSON(): string {
    return this.toString();
  }

  [inspect.custom](): string {
    return this.toString();
  }
}

/** User name and password by the strongest scheme that the server offers and this package has: NTLM, then Digest, then Basic. */
export function credentials(user: UserNameAndPassword & { channelBinding?: ChannelBinding | undefined }): Credentials {
  check(user);
  return new Credentials([...ntlmSchemes(user), new DigestScheme(user), new BasicScheme(user)], {
    userName: user.username,
    probe: true,
  });
}

/** User name and password by NTLMv2, and by nothing else: the password never crosses the wire. */
export function ntlm(user: NtlmOptions): Credentials {
  check(user);
  return new Credentials(ntlmSchemes(user), { userName: user.username, probe: true });
}

function ntlmSchemes(user: NtlmOptions): NtlmScheme[] {
  return [new NtlmScheme('NTLM', user), new NtlmScheme('Negotiate', user)];
}

/**
 * Kerberos: as whoever the system has tickets for (kinit, a keytab), or by user name and password. Needs the optional package
 * `koffi` (Linux; works with Extended Protection) or `kerberos`.
 */
export function kerberos(options: KerberosOptions = {}): Credentials {
  const { username, password } = options;
  if (username === undefined && password === undefined)
    return new Credentials([new KerberosScheme(options)], { probe: true });
  const user = { username: username as string, password: password as string };
  check(user);
  if (user.username.includes('\\')) {
    throw new AuthenticationError('ERR_CREDENTIALS', 'Kerberos does not know user names in the form DOMAIN\\user.', {
      remedy: 'Use user@domain.',
    });
  }
  return new Credentials([new KerberosScheme(options)], { userName: user.username, probe: true });
}

/** User name and password by Digest, and by nothing else: the password never crosses the wire. Exchange itself seldom offers it. */
export function digest(user: UserNameAndPassword): Credentials {
  check(user);
  return new Credentials([new DigestScheme(user)], { userName: user.username, probe: true });
}

/** User name and password by Basic, and by nothing else. The password crosses the wire: https only. */
export function basic(user: UserNameAndPassword): Credentials {
  check(user);
  return new Credentials([new BasicScheme(user)], { userName: user.username });
}

/** A dialogue that logs in a connection. */
export interface OwnDialogue {
  /** The next token to send, for the server's last one; undefined where that is a refusal. The first call has none. */
  step(challenge?: Uint8Array): Uint8Array | undefined | Promise<Uint8Array | undefined>;
  /** The server has let us in: its last token, if it gave one. Throws if the server did not prove itself. */
  end?(token?: Uint8Array): void | Promise<void>;
}

/** A way to log in that is not among ours: one header for each request, or a dialogue that logs in a connection. */
export type OwnScheme =
  | {
      /** As in `WWW-Authenticate`. */
      readonly scheme: string;
      /** The Authorization header of a request; `challenges` are what the server said when it refused the one before. */
      authorization(
        request: Pick<HttpRequest, 'method' | 'url'>,
        challenges: readonly string[],
      ): Promise<string | undefined> | string | undefined;
    }
  | {
      /** As in `WWW-Authenticate`. */
      readonly scheme: string;
      /** Begins a dialogue for a connection: each step gives the next token for the server's last one. */
      begin(url: URL): OwnDialogue | Promise<OwnDialogue>;
    };

/**
 * A login by a scheme of your own. It is used where the server offers it, at once and on every request or connection; nothing that it gives out
 * is shown in errors or logs.
 */
export function ownScheme(own: OwnScheme): Credentials {
  const { scheme } = own ?? {};
  const isNamed = typeof scheme === 'string' && /^[\w!#$%&'*+.^`|~-]+$/.test(scheme);
  const { authorization, begin } = own as { authorization?: unknown; begin?: unknown };
  if (!isNamed || [authorization, begin].filter((one) => typeof one === 'function').length !== 1) {
    throw new AuthenticationError(
      'ERR_CREDENTIALS',
      'The scheme has no name, or neither authorization() nor begin().',
      {
        remedy: "Call ownScheme({ scheme: 'Name', authorization: (request, challenges) => 'Name ...' }).",
      },
    );
  }
  if ('begin' in own)
    return new Credentials([{ kind: 'connection', scheme, begin: (url) => own.begin(url) }], { probe: true });
  return new Credentials([
    {
      kind: 'header',
      scheme,
      // Nobody knows what it gives out.
      exposes: true,
      authorization: async (request, refused) => {
        const { method, url } = request;
        const value = await own.authorization({ method, url }, refused?.challenges ?? []);
        return value === refused?.sent ? undefined : value;
      },
    },
  ]);
}

/**
 * The client certificate of `tls` (`cert` and `key`, or `pfx`) is the login: it is shown in the TLS handshake, and there is no name and no password.
 * The server maps it to a mailbox (on IIS, "client certificate mapping authentication").
 */
export function clientCertificate(): Credentials {
  return new Credentials([]);
}

/**
 * An OAuth 2.0 access token. `getToken` is called when a token is needed first, when the last one has expired, and once with
 * `forceRefresh` when the server refuses it. What `@azure/msal-node` resolves with can be returned as it is.
 */
export function oauth(options: { getToken: GetToken }): Credentials {
  if (typeof options?.getToken !== 'function') {
    throw new AuthenticationError('ERR_CREDENTIALS', 'oauth() has no getToken function.', {
      remedy: 'Call oauth({ getToken }).',
    });
  }
  return new Credentials([new BearerScheme((request) => options.getToken(request))]);
}

function check(user: UserNameAndPassword): void {
  for (const name of ['username', 'password'] as const) {
    if (typeof user?.[name] === 'string' && (name === 'password' || user.username !== '')) continue;
    throw new AuthenticationError('ERR_CREDENTIALS', `The credentials have no ${name}.`, {
      remedy: 'Is an environment variable unset?',
    });
  }
}
