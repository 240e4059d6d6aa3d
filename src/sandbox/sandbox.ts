/**
 * The sandbox as its users see it: an Exchange of their own, started with its mailboxes and stopped with its block. The server is
 * loaded when one is started, so importing this costs nothing; both `ewskit` and `ewskit/sandbox` export this one class.
 */
import { inspect } from 'node:util';
import type { ExternalMessage } from './access/context.js';
import type { Clock } from './base/clock.js';
import type { ExchangeServer } from './server/exchange-server.js';
import type { InProcessTransport } from './server/in-process.js';
import type { StreamTrouble } from './server/live-streams.js';
import type {
  FaultOptions,
  RecordedRequest,
  SandboxConnection,
  SandboxCredentials,
  SandboxOptions,
} from './server/options.js';

/** An embedded Exchange, for trying and testing. */
export class Sandbox {
  /** Time as the server sees it. */
  readonly clock: Clock;
  /** Every request answered so far, oldest first. */
  readonly requests: RecordedRequest[];
  readonly #server: ExchangeServer;

  private constructor(server: ExchangeServer) {
    this.#server = server;
    this.clock = server.clock;
    this.requests = server.requests;
  }

  /** A server that listens. Options that are wrong are refused, each by its name, before anything is started. */
  static async start(options: SandboxOptions = {}): Promise<Sandbox> {
    const { ExchangeServer } = await import('./server/exchange-server.js');
    return new Sandbox(await ExchangeServer.start(options));
  }

  /** URL of Exchange.asmx. */
  get endpoint(): string {
    return this.#server.endpoint;
  }

  /** URL of its autodiscover service, POX dialogue. */
  get autodiscoverUrl(): string {
    return `${this.#server.base}/autodiscover/autodiscover.xml`;
  }

  /** PEM file of the certificate, there until the sandbox is closed; undefined without TLS. */
  get ca(): string | undefined {
    return this.#server.ca;
  }

  /** Addresses of its mailboxes. */
  get users(): string[] {
    return this.#server.store.mailboxes.all().map((mailbox) => mailbox.address);
  }

  /** What left the sandbox: mail to addresses that have no mailbox here. */
  get external(): readonly ExternalMessage[] {
    return this.#server.external;
  }

  /** Throws for an address that has no mailbox. */
  credentialsFor(address: string): SandboxCredentials {
    const mailbox = this.#server.store.mailboxes.byAddress(address);
    if (mailbox === undefined) throw new Error(`The sandbox has no mailbox ${address}.`);
    return { username: mailbox.address, password: mailbox.password };
  }

  /** For `Account.connect()`: opens a mailbox as its owner, over the socket or, where there is none, within the process. */
  connectionFor(address: string): SandboxConnection {
    const credentials = this.credentialsFor(address);
    const ca = this.#server.certificate;
    return {
      email: credentials.username,
      endpoint: this.endpoint,
      credentials,
      ...(!this.#server.listens && { protocol: { transport: this.transportFor(address) } }),
      ...(ca !== undefined && { tls: { ca } }),
    };
  }

  /**
   * Hands requests of this user over within the process, for `protocol.transport` of `Account.connect()`, or for a client of one's own. Nobody
   * logs in; faults, recorded requests and all else are as over the socket, which may be there or not.
   */
  transportFor(address: string): InProcessTransport {
    return this.#server.transportFor(this.credentialsFor(address).username);
  }

  /** The next requests (of that operation) are refused with this code, as a SOAP fault: `ErrorServerBusy`. */
  failNext(
    code: string,
    { operation, times = 1, backOffMs }: { operation?: string; times?: number; backOffMs?: number } = {},
  ): void {
    this.#server.trouble.plan(code, operation, times, backOffMs);
  }

  /** Faults at random, from now on; undefined for none. */
  set faults(options: FaultOptions | undefined) {
    this.#server.setFaults(options);
  }

  /** Faults at random, from now on; undefined for none. */
  get faults(): FaultOptions | undefined {
    return this.#server.trouble.faults;
  }

  /**
   * Marks everything as it is now, for `reset()`: what is in the mailboxes, the clock and the faults. Takes no time, however much there is. With
   * a `data` file, what comes afterwards is in it once the sandbox is closed, not before.
   */
  snapshot(): void {
    this.#server.snapshot();
  }

  /**
   * Everything as it was at the last `snapshot()`, or when the sandbox was started: ids, the clock, faults. Recorded requests, mail that left and
   * subscriptions are gone. Clients that are connected stay so. With a `data` file it takes a snapshot first.
   */
  reset(): void {
    this.#server.reset();
  }

  /**
   * Something goes wrong with the streams that are open, and it says with how many. `cut`: the connection dies. `stall`: it stays, and nothing
   * arrives on it any more. `close`: it is closed as when its time is up. `evict`: the same, and every subscription is forgotten.
   */
  troubleStreams(trouble: StreamTrouble): number {
    return this.#server.troubleStreams(trouble);
  }

  /** A bearer token for a user, where `auth` has `bearer` and the keys are the sandbox's own. More claims, or others, by `claims`. */
  tokenFor(address: string, options: { expiresInS?: number; claims?: Record<string, unknown> } = {}): string {
    return this.#server.gate.bearer.tokenFor(address, options);
  }

  /** Requests that are being answered are answered; then nothing is left running. */
  async close(): Promise<void> {
    await this.#server.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  [inspect.custom](): string {
    return `Sandbox(${this.endpoint}, ${this.users.join(', ')})`;
  }
}
