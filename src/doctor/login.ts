/**
 * The user's password, and the care it is used with: once a server has refused it, nothing here sends it again, because Active Directory
 * locks accounts after a few failures. Must not know why somebody logs in.
 */
import type { TransportOptions } from '../auth/create-transport.js';
import { Credentials, credentials, type UserNameAndPassword } from '../auth/credentials.js';
import { AuthenticationError } from '../errors.js';
import type { Transport } from '../http/transport.js';
import type { DiagnoseOptions } from './options.js';
import type { World } from './world.js';

/** What a login needs to know of the examination. */
export interface LoginPlace {
  readonly options: Pick<DiagnoseOptions, 'tls' | 'proxy' | 'userAgent' | 'allowInsecure'>;
  readonly world: Pick<World, 'connect'>;
  readonly timeoutMs: number;
}

export class Login {
  readonly credentials: Credentials;
  /** For logins of one's own making; undefined where only finished credentials were given. */
  readonly user: UserNameAndPassword | undefined;
  /** What a server said when it refused. */
  refused: AuthenticationError | undefined;
  /** The login was accepted by the endpoint, so the password is right. */
  accepted = false;
  readonly #place: LoginPlace;

  constructor(given: Credentials | UserNameAndPassword, place: LoginPlace) {
    this.#place = place;
    this.user = given instanceof Credentials ? undefined : given;
    this.credentials = given instanceof Credentials ? given : credentials(given);
  }

  /** Transports that log in, until one is refused; those that come after go without a login. */
  connect(options: TransportOptions): Transport {
    if (options.credentials === undefined) return this.#place.world.connect(options);
    const transport = this.#place.world.connect({
      ...options,
      credentials: this.refused ? undefined : options.credentials,
    });
    const watched = async <T>(sending: Promise<T>): Promise<T> => {
      try {
        return await sending;
      } catch (error) {
        if (error instanceof AuthenticationError && error.code === 'ERR_UNAUTHORIZED') this.refused ??= error;
        throw error;
      }
    };
    return {
      request: (request) => watched(transport.request(request)),
      openStream: (request) => watched(transport.openStream(request)),
      [Symbol.asyncDispose]: () => transport[Symbol.asyncDispose](),
    };
  }

  /** A transport to a server with these credentials, or the user's. */
  transport(server: URL, { as = this.credentials, connections = 1 } = {}): Transport {
    const { tls, proxy, userAgent, allowInsecure } = this.#place.options;
    const { timeoutMs } = this.#place;
    const options = { server, tls, proxy, userAgent, allowInsecure, timeoutMs, connections, credentials: as };
    // Of another way to log in, a refusal says nothing of the password.
    return as === this.credentials ? this.connect(options) : this.#place.world.connect(options);
  }
}
