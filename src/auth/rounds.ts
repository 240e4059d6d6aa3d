/**
 * The dialogue that sends one request with proof of identity over one lane. For connection-bound schemes all of it happens on one
 * socket: the opening goes out with an empty body, the answer to the challenge carries the request.
 */

import { type AbortError, type TimeoutError, unsent } from '../errors.js';
import { abortable } from '../http/abort.js';
import { drain } from '../http/collect.js';
import type { Connection } from '../http/connection.js';
import { ConnectionGone, metDeadSocket } from '../http/dead-socket.js';
import type { LaneStream } from '../http/exchange.js';
import { aborted, closed, transportFailure } from '../http/failures.js';
import type { Lane } from '../http/lane.js';
import type { HttpRequest } from '../http/transport.js';
import type { Authenticator, ConnectionScheme, Handshake, HeaderScheme, Refusal } from './authenticator.js';
import { challengeOf, parseChallenges } from './challenge.js';

/** How often a server may close the connection between its challenge and our answer before we give up. */
const MAX_RESTARTS = 3;
/** How many tokens of a server are answered in one dialogue; real ones take one or two. */
const MAX_TURNS = 5;

/** Connections on which the server knows us. */
const loggedIn = new WeakSet<Connection>();

/** Runs what proves who we are, when it may be tried; throws the AuthenticationError when that is refused. */
export type Prove = (send: () => Promise<LaneStream>) => Promise<LaneStream>;

/** Sends the request, with proof of who we are where there is none yet. */
export function sendAs(scheme: Authenticator, lane: Lane, request: HttpRequest, prove: Prove): Promise<LaneStream> {
  return scheme.kind === 'header'
    ? prove(() => sendWithHeader(scheme, lane, request))
    : sendOnConnection(scheme, lane, request, prove);
}

/** The same request with nothing in it, to talk about identity only. */
export function withoutBody(request: HttpRequest): HttpRequest {
  return { ...request, body: request.body && new Uint8Array(0), idempotent: true };
}

async function sendWithHeader(scheme: HeaderScheme, lane: Lane, request: HttpRequest): Promise<LaneStream> {
  const sent = await proofOf(scheme, lane, request);
  const answer = await lane.send(authorized(request, sent));
  if (answer.status !== 401) return answer;
  const better = await proofOf(scheme, lane, request, { sent, challenges: answer.challenges, signal: request.signal });
  if (better === undefined) return answer;
  await drain(answer);
  return lane.send(authorized(request, better));
}

/** A person who signs in, or an authority, may take long: the caller's signal, or closing the lane, ends the waiting. */
async function proofOf(
  scheme: HeaderScheme,
  { network, closing }: Lane,
  request: HttpRequest,
  refused?: Refusal,
): Promise<string | undefined> {
  const { signal, url } = request;
  const marked = (error: AbortError | TimeoutError) => (refused === undefined ? unsent(error) : error);
  const proof = Promise.resolve(scheme.authorization(request, refused, network));
  const open = abortable(proof, closing, () => marked(closed(url.host)));
  return abortable(open, signal, () => marked(aborted(url, signal)));
}

async function sendOnConnection(
  scheme: ConnectionScheme,
  lane: Lane,
  request: HttpRequest,
  prove: Prove,
): Promise<LaneStream> {
  for (let restarts = 0; ; restarts++) {
    try {
      const known = lane.connection;
      if (known && loggedIn.has(known)) {
        const answer = await lane.send(request, known);
        if (answer.status !== 401) return answer;
        loggedIn.delete(known);
        await drain(answer);
      }
      return await prove(() => logIn(scheme, lane, request));
    } catch (error) {
      const lost = error instanceof ConnectionGone || (metDeadSocket(error) && request.idempotent === true);
      if (!lost) throw error;
      if (restarts >= MAX_RESTARTS) throw transportFailure(closedMidway(), request.url, 'head');
    }
  }
}

async function logIn(scheme: ConnectionScheme, lane: Lane, request: HttpRequest): Promise<LaneStream> {
  const handshake = await scheme.begin(request.url);
  let ended = false;
  const end = async (token?: Uint8Array) => {
    if (ended) return;
    ended = true;
    await handshake.end?.(token);
  };
  try {
    const dialogue = scheme.provesAtOnce ? proveAtOnce : introduce;
    const answer = await dialogue(scheme, handshake, lane, request);
    if (answer.status !== 401) {
      await end(tokenOf(scheme, answer)).catch((error) => {
        answer.cancel();
        throw error;
      });
    }
    return answer;
  } finally {
    await end().catch(() => undefined);
  }
}

/** Opening, challenge, answer: only the last carries the request. */
async function introduce(
  scheme: ConnectionScheme,
  handshake: Handshake,
  lane: Lane,
  request: HttpRequest,
): Promise<LaneStream> {
  const answer = await open(lane, tokenHeader(withoutBody(request), scheme, await handshake.step()));
  const connection = lane.connection;
  if (answer.status !== 401) {
    // Known already, or nobody asks who we are here.
    await drain(answer);
    return lane.send(request);
  }
  const last = await converse(scheme, handshake, lane, request, answer, connection);
  if (last.status !== 401 && connection) loggedIn.add(connection);
  return last;
}

/** The token goes out with the request. Whether the server then knows the connection, or wants a token each time, it says. */
async function proveAtOnce(
  scheme: ConnectionScheme,
  handshake: Handshake,
  lane: Lane,
  request: HttpRequest,
): Promise<LaneStream> {
  if (!lane.connection) await drain(await open(lane, withoutBody(request)));
  const connection = lane.connection;
  if (!connection) throw new ConnectionGone('gone');
  const first = await lane.send(tokenHeader(request, scheme, await handshake.step(undefined, connection)), connection);
  const last = await converse(scheme, handshake, lane, request, first, connection);
  if (last.status !== 401 && last.headers['persistent-auth']?.toLowerCase() === 'true') loggedIn.add(connection);
  return last;
}

/** Goes on as long as the server answers with a token. */
async function converse(
  scheme: ConnectionScheme,
  handshake: Handshake,
  lane: Lane,
  request: HttpRequest,
  first: LaneStream,
  connection: Connection | undefined,
): Promise<LaneStream> {
  let answer = first;
  for (let turn = 0; answer.status === 401 && turn < MAX_TURNS; turn++) {
    const token = tokenOf(scheme, answer);
    if (!token) break;
    await drain(answer);
    if (!connection) throw new ConnectionGone('gone');
    const reply = await handshake.step(token, connection);
    if (!reply) break;
    answer = await lane.send(tokenHeader(request, scheme, reply), connection);
  }
  return answer;
}

function tokenOf(scheme: ConnectionScheme, answer: LaneStream): Uint8Array | undefined {
  const token = challengeOf(parseChallenges(answer.challenges), scheme.scheme)?.token;
  return token === undefined ? undefined : Buffer.from(token, 'base64');
}

/** The opening has no effect on the server, so it may meet a dead socket and be sent again. */
async function open(lane: Lane, request: HttpRequest): Promise<LaneStream> {
  try {
    return await lane.send(request);
  } catch (error) {
    if (!metDeadSocket(error)) throw error;
    return lane.send(request);
  }
}

function closedMidway(): Error {
  return Object.assign(new Error('The connection was closed between challenge and answer, each time.'), {
    code: 'ECONNRESET',
  });
}

function tokenHeader(request: HttpRequest, scheme: ConnectionScheme, token: Uint8Array | undefined): HttpRequest {
  return authorized(request, `${scheme.scheme} ${Buffer.from(token ?? []).toString('base64')}`);
}

function authorized(request: HttpRequest, authorization: string | undefined): HttpRequest {
  return authorization === undefined ? request : { ...request, headers: { ...request.headers, authorization } };
}
