/** How a server is reached. */
import type { AxiosLike } from './by-axios.js';
import type { Way } from './connection.js';
import type { TlsOptions } from './tls-options.js';

/** What another request of the same program needs, too, to get out of this network. */
export interface Network extends Way {
  /** Whom to trust, and a certificate of one's own. Default: what Node trusts. */
  readonly tls?: TlsOptions | undefined;
}

/** What a lane is made with. */
export interface LaneOptions extends Network {
  /** Requests go through it instead of Node's own `http`. */
  readonly axios?: AxiosLike | undefined;
  /** Requests after which a connection is closed and another one opened. */
  readonly requestsPerConnection?: number | undefined;
}
