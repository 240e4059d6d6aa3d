/**
 * Kerberos as a scheme of the transport: `Negotiate` with a ticket for the server, bound to the TLS connection where the library
 * at hand can do that. The ticket proves who we are at once, so it travels with the request.
 */
import { AuthenticationError } from '../../errors.js';
import type { Connection } from '../../http/connection.js';
import type { ConnectionScheme, Handshake } from '../authenticator.js';
import { type ChannelBinding, endPointBinding } from '../ntlm/channel-binding.js';
import type { KerberosLibrary } from './library.js';
import { type Import, loadKerberos } from './load-kerberos.js';

/** How to log in by Kerberos. */
export interface KerberosOptions {
  /** With `password`: log in as this user (`alice`, `alice@example.com`). Without: as whom the system has tickets for (kinit). */
  username?: string | undefined;
  /** With `username`. Kept in a private field, and shown by nothing. */
  password?: string | undefined;
  /** Name of the service. Default `HTTP@` and the server's host name; `HTTP/host@REALM` names a principal exactly. */
  spn?: string | undefined;
  /** Extended Protection. Default `auto`: bind where the library can. */
  channelBinding?: ChannelBinding | undefined;
  /** Which package to use. Default: `koffi`, else `kerberos`. */
  library?: 'koffi' | 'kerberos' | undefined;
}

export class KerberosScheme implements ConnectionScheme {
  readonly kind = 'connection';
  readonly scheme = 'Negotiate';
  readonly provesAtOnce = true;
  readonly #options: KerberosOptions;
  readonly #load: Import | undefined;
  #library: Promise<KerberosLibrary> | undefined;
  #loaded: KerberosLibrary | undefined;

  /** `load` is for tests: how a package is imported. */
  constructor(options: KerberosOptions = {}, load?: Import) {
    this.#options = options;
    this.#load = load;
  }

  get advice(): string {
    const general =
      'Check that the service name (HTTP/host, setspn -Q on a domain controller) belongs to the account the server runs as, that the clocks agree, and that the account has a mailbox.';
    if (this.#loaded && !this.#loaded.bindsChannel) {
      return `${general} The package kerberos cannot bind a login to its connection, which the server refuses if it demands Extended Protection: npm install koffi.`;
    }
    return `${general} If the server demands Extended Protection, \`channelBinding\` must not be off, and no proxy may end TLS on the way.`;
  }

  async begin(url: URL): Promise<Handshake> {
    const { username, password, spn = `HTTP@${url.hostname}` } = this.#options;
    this.#library ??= loadKerberos(this.#options.library, this.#load);
    const library = await this.#library;
    this.#loaded = library;
    const user = username !== undefined && password !== undefined ? { username, password } : undefined;
    const context = await library.open(spn, user);
    let binding: Uint8Array | undefined;
    return {
      step: async (token, connection) => {
        binding = this.#bindingFor(url, library, connection);
        if (!token) return context.step(undefined, binding);
        // What a server says in a 401 to a ticket is mostly "no", which GSSAPI takes for a failure of its own.
        const reply = await context.step(token, binding).catch(() => undefined);
        return reply && reply.length > 0 ? reply : undefined;
      },
      end: async (token) => {
        try {
          if (token) await context.step(token, binding);
        } finally {
          context.close();
        }
      },
    };
  }

  #bindingFor(url: URL, library: KerberosLibrary, connection: Connection | undefined): Uint8Array | undefined {
    const { channelBinding = 'auto' } = this.#options;
    if (channelBinding === 'off') return undefined;
    const binding = connection?.certificate && endPointBinding(connection.certificate);
    if (binding && library.bindsChannel) return binding;
    if (channelBinding === 'auto') return undefined;
    throw new AuthenticationError(
      'ERR_CREDENTIALS',
      `The login to ${url.host} cannot be bound to its connection; nothing was sent.`,
      {
        server: url.host,
        remedy: library.bindsChannel
          ? "Use https with a certificate signed by RSA or ECDSA, or `channelBinding: 'auto'`."
          : "The package kerberos cannot do it: npm install koffi, or use `channelBinding: 'auto'`.",
      },
    );
  }
}
