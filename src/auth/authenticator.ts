/**
 * How a way to log in looks to the transport. Two kinds: a scheme that proves itself in a header of every request (Basic, Bearer,
 * Digest), and one that logs in the connection by a dialogue on it (NTLM, Negotiate). A new scheme implements one of these.
 */
import type { Connection } from '../http/connection.js';
import type { Network } from '../http/network.js';
import type { HttpRequest } from '../http/transport.js';

/** Proves itself by one header value on every request. */
export interface HeaderScheme {
  readonly kind: 'header';
  /** As in `WWW-Authenticate`: `Basic`, `Bearer`. */
  readonly scheme: string;
  /** Whoever gets the proof has the password or the token itself. */
  readonly exposes: boolean;
  /**
   * The Authorization value to send; undefined if there is none, or none better than the refused one. `network` is how the server is
   * reached, for schemes that have to ask somebody else first.
   */
  authorization(
    request: HttpRequest,
    refused?: Refusal,
    network?: Network,
  ): Promise<string | undefined> | string | undefined;
  /** Called with the offer of a server that was asked before anything was sent: what a challenge says can be used at once. */
  offered?(challenges: readonly string[]): void;
  /** What to try when the server refuses, beside the usual. */
  readonly advice?: string | undefined;
}

/** A request that the server answered with 401, and what it said with it. */
export interface Refusal {
  readonly sent: string | undefined;
  readonly challenges: readonly string[];
  readonly signal?: AbortSignal | undefined;
}

/** Logs in a connection; everything sent over it afterwards needs no header. */
export interface ConnectionScheme {
  readonly kind: 'connection';
  readonly scheme: string;
  /** Such dialogues never hand over the secret. */
  readonly exposes?: false;
  /**
   * The first token is proof enough (a Kerberos ticket): it goes out together with the request, on a connection that is open
   * already, so that it can be bound to that.
   */
  readonly provesAtOnce?: boolean;
  /** A fresh dialogue for a server. Called for each connection. */
  begin(url: URL): Handshake | Promise<Handshake>;
  /** What to try when the server refuses, beside the usual. */
  readonly advice?: string | undefined;
}

/** One dialogue: our token, the server's token, our token. */
export interface Handshake {
  /**
   * The next token to send; undefined where the server's token is a refusal. The first call has no `challenge`; the later ones have the server's token. `connection` is the one it
   * goes over, whose certificate is what channel binding binds to; the first call has it where {@link ConnectionScheme.provesAtOnce}.
   */
  step(challenge?: Uint8Array, connection?: Connection): Uint8Array | undefined | Promise<Uint8Array | undefined>;
  /** The dialogue is over: `token` is what the server said when it let us in. Throws if the server did not prove itself. */
  end?(token?: Uint8Array): void | Promise<void>;
}

export type Authenticator = HeaderScheme | ConnectionScheme;
