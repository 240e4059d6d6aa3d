/**
 * An account whose transport is in memory: what the facade sends is kept, as the XML that would go over the wire, judged by libxml2, and
 * decoded; what comes back is scripted-server.ts. No sandbox is in it, so that a fault that client and sandbox share cannot hide.
 */
import { afterEach, beforeEach, expect } from '@jest/globals';
import { aborted } from '../../src/http/failures.js';
import type { HttpHeaders, HttpRequest, HttpResponse, HttpStream, Transport } from '../../src/http/transport.js';
import { Account, type AccountOptions, type ConnectOptions, failFast } from '../../src/index.js';
import { decodeEnvelope, encodeEnvelope, type SoapHeaders } from '../../src/raw.js';
import { bodyOf } from './compact-xml.js';
import { mustBeValid } from './judge.js';
import type { Message } from './messages.js';
import { type Request, ScriptedServer } from './scripted-server.js';

export const ENDPOINT = 'https://mail.example.test/EWS/Exchange.asmx';
export const ALICE = 'alice@example.test';

/** Exchange SE, as it says itself. */
const VERSION = { majorVersion: 15, minorVersion: 2, majorBuildNumber: 2562, minorBuildNumber: 17 };

/** A request that was sent. */
export interface Sent {
  readonly operation: string;
  /** The operation's element, compact. */
  readonly xml: string;
  readonly body: Request;
  readonly soap: SoapHeaders;
  readonly http: HttpHeaders;
  /** The whole envelope. */
  readonly envelope: string;
  /** How long a silence the caller bears. */
  readonly timeoutMs: number | undefined;
}

/** A whole answer instead of a response: a SOAP fault, or what is no SOAP at all. */
export class RawAnswer {
  constructor(
    readonly status: number,
    readonly text: string,
  ) {}
}

/** The request as a whole is refused. */
export function fault(code: string): RawAnswer {
  const detail = `<e:ResponseCode xmlns:e="http://schemas.microsoft.com/exchange/services/2006/errors">${code}</e:ResponseCode>`;
  const text = `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode>a:${code}</faultcode><faultstring>Refused.</faultstring><detail>${detail}</detail></s:Fault></s:Body></s:Envelope>`;
  return new RawAnswer(500, text);
}

export class RecordingTransport implements Transport {
  readonly sent: Sent[] = [];
  readonly server: ScriptedServer;
  serverVersion: object = VERSION;
  closed = 0;
  /** What is wrong with the script: such an answer must not be taken for a server's. */
  readonly mistakes: unknown[] = [];

  constructor(server = new ScriptedServer()) {
    this.server = server;
  }

  async request(request: HttpRequest): Promise<HttpResponse> {
    const { operation, body } = this.#record(request);
    const answer = await this.server.answer(operation, body);
    if (request.signal?.aborted) throw aborted(request.url, request.signal);
    return this.#head(request, answer instanceof RawAnswer ? answer : this.#reply(operation, answer));
  }

  async openStream(request: HttpRequest): Promise<HttpStream> {
    const { operation, body } = this.#record(request);
    const answer = (await this.server.answer(operation, body)) as AsyncIterable<Message> | Message[];
    const reply = (message: Message): Uint8Array => this.#reply(operation, [message]).body;
    const parts = (async function* (): AsyncGenerator<Uint8Array, void, undefined> {
      for await (const message of answer) {
        if (request.signal?.aborted) throw aborted(request.url, request.signal);
        yield reply(message);
      }
    })();
    return { ...this.#head(request, { status: 200, body: new Uint8Array() }), body: parts, cancel: () => undefined };
  }

  #record({ body, headers = {}, timeoutMs }: HttpRequest): Sent {
    const bytes = body as Uint8Array;
    mustBeValid(bytes, 'request');
    const decoded = decodeEnvelope(bytes);
    const sent: Sent = {
      // Out of office and availability have elements of other names than their operations.
      operation: decoded.operation.replace(/Request$/, ''),
      xml: bodyOf(bytes),
      body: decoded.body,
      soap: decoded.headers,
      http: headers,
      envelope: Buffer.from(bytes).toString(),
      timeoutMs,
    };
    this.sent.push(sent);
    return sent;
  }

  #reply(operation: string, answer: unknown): { status: number; body: Uint8Array } {
    const body = Array.isArray(answer)
      ? { responseMessages: answer.map((message: Message) => complete(operation, message)) }
      : (answer as object);
    let bytes: Uint8Array;
    try {
      bytes = encodeEnvelope(
        { operation: RESPONSES[operation] ?? `${operation}Response`, body },
        { serverVersionInfo: this.serverVersion },
      );
    } catch (error) {
      this.mistakes.push(error);
      throw error;
    }
    mustBeValid(bytes, 'reply');
    return { status: 200, body: bytes };
  }

  #head({ url }: HttpRequest, answer: RawAnswer | { status: number; body: Uint8Array }): HttpResponse {
    const body = answer instanceof RawAnswer ? Buffer.from(answer.text) : answer.body;
    return { status: answer.status, headers: { 'content-type': 'text/xml' }, challenges: [], url, body };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.closed++;
  }
}

/** Responses that are called otherwise. */
const RESPONSES: Readonly<Record<string, string>> = { GetPersona: 'GetPersonaResponseMessage' };

/** What stands in a message although the server says no. */
const EMPTY: Readonly<Record<string, object>> = {
  ...Object.fromEntries(['Get', 'Create', 'Update', 'Move', 'Copy'].map((verb) => [`${verb}Item`, { items: [] }])),
  ...Object.fromEntries(['Get', 'Create', 'Update', 'Move', 'Copy'].map((verb) => [`${verb}Folder`, { folders: [] }])),
};

function complete(operation: string, message: Message): object {
  const kind = `${operation[0]?.toLowerCase()}${operation.slice(1)}ResponseMessage`;
  return { kind, ...EMPTY[operation], ...message };
}

export interface Recorder {
  readonly account: Account;
  readonly server: ScriptedServer;
  readonly transport: RecordingTransport;
  /** Everything that was sent in this test. */
  readonly sent: readonly Sent[];
  /** What a piece of work sends, in order. */
  requestsOf(work: () => unknown): Promise<Sent[]>;
  /** The operations that a piece of work calls, in order. */
  operationsOf(work: () => unknown): Promise<string[]>;
  /** The one request that a piece of work sends, compact. */
  xmlOf(work: () => unknown): Promise<string>;
  /** The error of a piece of work that sends nothing. */
  refusalOf(work: () => unknown): Promise<Error>;
  /** Another mailbox on the same login. */
  other(email: string, options?: AccountOptions): Promise<Account>;
}

/** A mailbox of alice's for each test, as its owner unless the options say otherwise. Call it at the top of a file or a group. */
export function recorder(options: Partial<ConnectOptions> = {}): Recorder {
  let transport = new RecordingTransport();
  let account: Account | undefined;
  beforeEach(async () => {
    transport = new RecordingTransport();
    account = await connect(transport, options);
  });
  afterEach(async () => {
    await account?.close();
    expect(transport.mistakes).toEqual([]);
  });
  const requestsOf = async (work: () => unknown): Promise<Sent[]> => {
    const before = transport.sent.length;
    await work();
    return transport.sent.slice(before);
  };
  return {
    get account() {
      return account as Account;
    },
    get server() {
      return transport.server;
    },
    get transport() {
      return transport;
    },
    get sent() {
      return transport.sent;
    },
    requestsOf,
    operationsOf: async (work) => (await requestsOf(work)).map(({ operation }) => operation),
    async xmlOf(work) {
      const requests = await requestsOf(work);
      expect(requests.map(({ operation }) => operation)).toHaveLength(1);
      return (requests[0] as Sent).xml;
    },
    async refusalOf(work) {
      let thrown: unknown;
      const requests = await requestsOf(async () => {
        thrown = await (async () => work())().then(
          () => undefined,
          (error: unknown) => error,
        );
      });
      expect(requests.map(({ operation }) => operation)).toEqual([]);
      expect(thrown).toBeInstanceOf(Error);
      return thrown as Error;
    },
    other: (email, more) => (account as Account).exchange.account(email, more),
  };
}

/** An account on a transport. */
export function connect(
  transport: Transport,
  { protocol, ...options }: Partial<ConnectOptions> = {},
): Promise<Account> {
  return Account.connect({
    email: ALICE,
    credentials: { username: ALICE, password: 'secret' },
    endpoint: ENDPOINT,
    timeZone: 'Europe/Copenhagen',
    retry: failFast(),
    ...options,
    protocol: { transport, versions: false, ...protocol },
  });
}
