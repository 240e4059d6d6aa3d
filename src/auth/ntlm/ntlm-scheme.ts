/**
 * NTLMv2 as a scheme of the transport: with a message integrity code, bound to the TLS connection and to the server's name.
 * The same messages travel under `NTLM` and, where a server offers only that, under `Negotiate`.
 */
import { randomBytes } from 'node:crypto';
import { AuthenticationError } from '../../errors.js';
import type { Connection } from '../../http/connection.js';
import type { ConnectionScheme, Handshake } from '../authenticator.js';
import { AV, type AvPair, emitAvPairs, findAvPair, parseAvPairs, repeatable } from './av-pairs.js';
import { type ChannelBinding, channelBindingToken } from './channel-binding.js';
import {
  agreedFlags,
  authenticateMessage,
  type ChallengeMessage,
  isUnicode,
  negotiateMessage,
  parseChallengeMessage,
  setMic,
} from './messages.js';
import { fileTime, lmV2Response, messageIntegrityCode, ntHash, ntlmV2Response, ntowfV2 } from './ntlmv2.js';

/** How to log in by NTLM. */
export interface NtlmOptions {
  /** `DOMAIN\user`, `user@domain` or a bare name. */
  username: string;
  /** Kept in a private field, and shown by nothing. */
  password: string;
  /** Extended Protection. Default `auto`. */
  channelBinding?: ChannelBinding | undefined;
  /** Name of this computer, for accounts that may log in from some only. Default: none is told. */
  workstation?: string | undefined;
}

/** In MsvAvFlags: "this client sends a MIC". */
const MIC_PRESENT = 0x2;

export class NtlmScheme implements ConnectionScheme {
  readonly kind = 'connection';
  readonly scheme: 'NTLM' | 'Negotiate';
  readonly #hash: Buffer;
  readonly #name: { user: string; domain: string };
  readonly #binding: ChannelBinding;
  readonly #workstation: string;

  constructor(scheme: 'NTLM' | 'Negotiate', options: NtlmOptions) {
    this.scheme = scheme;
    this.#hash = ntHash(options.password);
    this.#name = splitUserName(options.username);
    this.#binding = options.channelBinding ?? 'auto';
    this.#workstation = options.workstation ?? '';
  }

  begin(url: URL): Handshake {
    const negotiate = negotiateMessage();
    return {
      step: (challenge, connection) => {
        if (!challenge) return negotiate;
        return this.#answer(url, negotiate, Buffer.from(challenge), connection);
      },
    };
  }

  #answer(url: URL, negotiate: Buffer, bytes: Buffer, connection: Connection | undefined): Buffer {
    const challenge = parseChallengeMessage(bytes);
    if (!challenge || !isUnicode(challenge)) {
      throw new AuthenticationError(
        'ERR_NO_COMMON_SCHEME',
        `${url.host} answered ${this.scheme} with a token that is not NTLM.`,
        {
          server: url.host,
          remedy: 'The server may want Kerberos only: use kerberos().',
        },
      );
    }
    const theirs = parseAvPairs(challenge.targetInfo);
    if (!theirs) throw forged(url);
    const timestamp = findAvPair(theirs, AV.timestamp);
    const ours = this.#avPairs(theirs, timestamp !== undefined, url, connection);
    return this.#authenticate(negotiate, bytes, challenge, ours, timestamp);
  }

  #authenticate(
    negotiate: Buffer,
    challengeBytes: Buffer,
    challenge: ChallengeMessage,
    pairs: AvPair[],
    timestamp?: Buffer,
  ): Buffer {
    const { user, domain } = this.#name;
    const input = {
      key: ntowfV2(this.#hash, user, domain),
      serverChallenge: challenge.serverChallenge,
      clientChallenge: randomBytes(8),
      time: timestamp ?? fileTime(Date.now()),
      avPairs: emitAvPairs(pairs),
    };
    const { response, sessionKey } = ntlmV2Response(input);
    const message = authenticateMessage({
      flags: agreedFlags(challenge),
      user,
      domain,
      workstation: this.#workstation,
      lmResponse: timestamp ? Buffer.alloc(24) : lmV2Response(input),
      ntResponse: response,
    });
    if (timestamp) setMic(message, messageIntegrityCode(sessionKey, negotiate, challengeBytes, message));
    return message;
  }

  /** What the server said of itself, and what only we can say: of its own flags, target and bindings nothing is taken over. */
  #avPairs(theirs: readonly AvPair[], withMic: boolean, url: URL, connection: Connection | undefined): AvPair[] {
    const pairs = repeatable(theirs);
    if (withMic) {
      const flags = Buffer.alloc(4);
      flags.writeUInt32LE(MIC_PRESENT);
      pairs.push({ id: AV.flags, value: flags });
    }
    pairs.push({ id: AV.targetName, value: Buffer.from(`HTTP/${url.hostname}`, 'utf16le') });
    const binding = this.#bindingFor(url, connection);
    if (binding) pairs.push({ id: AV.channelBindings, value: binding });
    return pairs;
  }

  /** Never a token of zeros: servers with Extended Protection refuse that even where they would accept none. */
  #bindingFor(url: URL, connection: Connection | undefined): Buffer | undefined {
    if (this.#binding === 'off') return undefined;
    const token = connection?.certificate && channelBindingToken(connection.certificate);
    if (token || this.#binding === 'auto') return token;
    throw new AuthenticationError(
      'ERR_CREDENTIALS',
      `The login to ${url.host} cannot be bound to its connection; nothing was sent.`,
      {
        server: url.host,
        remedy: "Use https with a certificate signed by RSA or ECDSA, or `channelBinding: 'auto'`.",
      },
    );
  }
}

/** A UPN is a user name with an empty domain: the server takes it apart. */
function splitUserName(username: string): { user: string; domain: string } {
  const at = username.indexOf('\\');
  return at < 0 ? { user: username, domain: '' } : { user: username.slice(at + 1), domain: username.slice(0, at) };
}

/** No Windows server sends such a thing; whoever wants our signature under pairs of his own does. */
function forged(url: URL): AuthenticationError {
  return new AuthenticationError(
    'ERR_NO_COMMON_SCHEME',
    `${url.host} sent a challenge of NTLM whose target information is malformed; no proof was sent.`,
    {
      server: url.host,
      remedy: 'If that is not a gateway with a fault, somebody may stand between here and the server.',
    },
  );
}
