/**
 * Who is asking: the schemes that the sandbox offers, and what each knows. Logins by NTLM belong to their socket, all others to
 * their request. Knows HTTP's headers, and of the rest only whose password is whose.
 */
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { type ChannelBindingMode, type Dialogue, NtlmAcceptor } from '../ntlm/acceptor.js';
import { NtlmError, typeOf } from '../ntlm/messages.js';
import { BearerAcceptor, type BearerOptions } from './bearer.js';
import { TokenError } from './jwt.js';

export const AUTH_SCHEMES = ['basic', 'ntlm', 'bearer', 'certificate'] as const;
/** A way in which users may log in. */
export type AuthScheme = (typeof AUTH_SCHEMES)[number];

export interface GateOptions {
  /** In the order of the offer. */
  schemes: readonly AuthScheme[];
  bearer: BearerOptions | undefined;
  channelBinding: ChannelBindingMode;
  /** DER of the server's certificate. */
  certificate: Uint8Array | undefined;
  /** The address and the password of whom a login means. */
  userOf: (login: string) => { address: string; password: string } | undefined;
}

/** Who it is, or the headers of the answer that refuses. */
export type Admission =
  | { login: string; application?: boolean }
  | { status: 401 | 403; challenges: string[]; reason: string | undefined };

export class Gate {
  readonly bearer: BearerAcceptor;
  readonly #options: GateOptions;
  readonly #ntlm: NtlmAcceptor;
  readonly #dialogues = new WeakMap<Socket, Dialogue>();
  readonly #known = new WeakMap<Socket, string>();

  constructor(options: GateOptions) {
    this.#options = options;
    this.bearer = new BearerAcceptor(options.bearer);
    const { channelBinding: binding, certificate, userOf } = options;
    this.#ntlm = new NtlmAcceptor({
      domain: 'SANDBOX',
      binding,
      certificate,
      passwordOf: (user) => userOf(user)?.password,
    });
  }

  async admit(request: IncomingMessage): Promise<Admission> {
    const [, scheme = '', value = ''] = /^(\S+)\s+(.*)$/.exec(request.headers.authorization ?? '') ?? [];
    switch (scheme.toLowerCase()) {
      case 'basic':
        return this.#has('basic') ? this.#basic(value, request) : this.#refuse(request);
      case 'bearer':
        return this.#has('bearer') ? this.#token(value, request) : this.#refuse(request);
      case 'ntlm':
      case 'negotiate':
        return this.#has('ntlm') ? this.#turn(scheme, Buffer.from(value, 'base64'), request) : this.#refuse(request);
      default:
        return this.#silent(request);
    }
  }

  #has(scheme: AuthScheme): boolean {
    return this.#options.schemes.includes(scheme);
  }

  #basic(value: string, request: IncomingMessage): Admission {
    const text = Buffer.from(value, 'base64').toString('utf8');
    const colon = text.indexOf(':');
    const login = text.slice(0, colon);
    const user = colon > 0 ? this.#options.userOf(login) : undefined;
    return user?.password === text.slice(colon + 1) ? { login } : this.#refuse(request, 'The password is wrong.');
  }

  async #token(token: string, request: IncomingMessage): Promise<Admission> {
    try {
      const owner = await this.bearer.accept(token);
      if ('application' in owner) return { login: owner.application, application: true };
      if (this.#options.userOf(owner.user) === undefined) throw new TokenError('The user has no mailbox here.');
      return { login: owner.user };
    } catch (error) {
      if (!(error instanceof TokenError)) throw error;
      return this.#refuse(request, error.message, this.bearer.challenge(error.message));
    }
  }

  // Only bare NTLM: tickets, and NTLM in SPNEGO's wrapping, need a domain that the sandbox does not have.
  #turn(scheme: string, message: Buffer, request: IncomingMessage): Admission {
    const { socket } = request;
    this.#known.delete(socket);
    try {
      if (typeOf(message) === 1) {
        const dialogue = this.#ntlm.challenge(message);
        this.#dialogues.set(socket, dialogue);
        const answer = `${scheme} ${dialogue.challenge.toString('base64')}`;
        return { status: 401, challenges: [answer], reason: undefined };
      }
      const dialogue = this.#dialogues.get(socket);
      this.#dialogues.delete(socket);
      if (typeOf(message) !== 3 || dialogue === undefined)
        throw new NtlmError('The token answers no challenge of this connection.');
      const login = this.#ntlm.accept(dialogue, message, (request.headers.host ?? '').replace(/:\d+$/, ''));
      this.#known.set(socket, login);
      return { login };
    } catch (error) {
      if (!(error instanceof NtlmError)) throw error;
      return this.#refuse(request, error.message);
    }
  }

  #silent(request: IncomingMessage): Admission {
    const known = this.#known.get(request.socket);
    if (known !== undefined) return { login: known };
    const name = this.#has('certificate') ? certificateNames(request.socket as TLSSocket) : [];
    const login = name.find((one) => this.#options.userOf(one) !== undefined);
    return login === undefined ? this.#refuse(request) : { login };
  }

  #refuse(request: IncomingMessage, reason?: string, bearer = this.bearer.challenge()): Admission {
    const realm = `Basic realm="${request.headers.host ?? 'sandbox'}"`;
    const challenges: string[] = [];
    if (this.#has('ntlm')) challenges.push('Negotiate', 'NTLM');
    if (this.#has('basic')) challenges.push(realm);
    if (this.#has('bearer')) challenges.push(bearer);
    // IIS has no way to ask for a certificate once the request is there: 403.7.
    return { status: challenges.length === 0 ? 403 : 401, challenges, reason };
  }
}

/** Names in a certificate that a trusted authority signed: the mail addresses, then the common name. */
function certificateNames(socket: TLSSocket): string[] {
  if (!socket.authorized) return [];
  const certificate = socket.getPeerCertificate();
  const alternatives = (certificate.subjectaltname ?? '').split(/,\s*/).flatMap((one) => {
    const address = /^email:(.+)$/.exec(one)?.[1];
    return address === undefined ? [] : [address];
  });
  const { CN: common, emailAddress } = (certificate.subject ?? {}) as { CN?: string; emailAddress?: string };
  return [...alternatives, emailAddress, common].filter((name) => name !== undefined);
}
