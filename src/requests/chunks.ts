/**
 * Work on many items: a request for each `chunkSize` of them, one after another, and a settled result for each item, in order. A bulk
 * call ends with its list or with a BulkError that has it, never with less: whoever lost the connection in the third request must know
 * what the first two have done.
 */
import type { ItemIdType, ResponseMessageType } from '../../generated/index.js';
import { errorOf, openFate } from '../client/response-errors.js';
import { responseMessages } from '../client/responses.js';
import { reasonOf } from '../client/unsettled.js';
import type { Operation, Struct } from '../codec/index.js';
import {
  AbortError,
  AuthenticationError,
  BulkError,
  EwsError,
  ProtocolError,
  type Settled,
  TransportError,
  ValidationError,
} from '../errors.js';
import { call } from './call.js';
import { disorderOf } from './item-refs.js';
import type { BulkOptions, OnError, Results, Settling } from './options.js';
import type { Session } from './session.js';

/** Items in a request, unless the caller says otherwise. */
export const CHUNK_SIZE = 100;

/** What one operation does with a chunk. */
export interface ChunkWork<Input, Request extends Struct, Response extends Struct, Result> {
  readonly operation: Operation<Request, Response>;
  /** The request for a chunk. May ask the server for what it needs, once for all of them. */
  request(chunk: readonly Input[]): Request | Promise<Request>;
  /** The result for one input, of its response message. */
  result(message: ResponseMessageType, input: Input): Result;
  /** The id of an input; undefined where it has none yet. */
  id(input: Input): ItemIdType | undefined;
  /** Members of the request that are a comfort of ours: left out for a server that is too old to know them. */
  readonly optional?: readonly string[] | undefined;
  /** Where requests name their inputs, so that what is wrong with one of them is told from the others: `items`. */
  readonly part: string;
}

type Inputs<Input> = Iterable<Input> | AsyncIterable<Input>;

/** What came of a chunk. */
export interface Outcome<Result> {
  /** One for each input, in order. */
  readonly results: Settled<Result>[];
  /** Why no further chunk is to be tried. */
  readonly end?: unknown;
}

/** How a chunk is settled, whatever requests that takes. */
export interface Settlement<Input, Result> {
  /** Begins the sentence of a BulkError: the name of the operation. */
  readonly name: string;
  settle(chunk: readonly Input[]): Promise<Outcome<Result>>;
  /** The id of an input that was not tried. */
  id(input: Input): ItemIdType | undefined;
}

/** Does the work for all inputs, a request for each chunk. Throws {@link BulkError} if any failed, unless `errors: 'return'`. */
export function bulk<Input, Request extends Struct, Response extends Struct, Result, E extends OnError = 'throw'>(
  session: Session,
  inputs: Inputs<Input>,
  options: BulkOptions & Settling<E>,
  work: ChunkWork<Input, Request, Response, Result>,
): Promise<Results<Result, E>> {
  return settleAll(inputs, options, {
    name: work.operation.name,
    settle: (chunk) => settleChunk(session, chunk, options, work),
    id: work.id,
  });
}

/** Settles all inputs, chunk by chunk. Throws {@link BulkError} if any failed, unless `errors: 'return'`. */
export async function settleAll<Input, Result, E extends OnError = 'throw'>(
  inputs: Inputs<Input>,
  options: BulkOptions & Settling<E>,
  { name, settle, id }: Settlement<Input, Result>,
): Promise<Results<Result, E>> {
  const settled: Settled<Result>[] = [];
  const list = Array.isArray(inputs) ? (inputs as readonly Input[]) : undefined;
  let end: unknown;
  try {
    for await (const chunk of inChunks(inputs, options.chunkSize ?? CHUNK_SIZE)) {
      const outcome = await settle(chunk);
      settled.push(...outcome.results);
      report(options, settled, list?.length);
      end = outcome.end;
      if (end !== undefined) break;
    }
  } catch (error) {
    // The input itself broke before anything was done: there is nothing to tell but that.
    if (settled.length === 0) throw error;
    end = error;
  }
  if (end !== undefined && list) settled.push(...notTried<Input, Result>(name, list.slice(settled.length), end, id));
  // Of an input that was still coming, nobody knows what is missing.
  const cutShort = end !== undefined && !list;
  if (options.errors === 'return' && !cutShort) return settled as Results<Result, E>;
  if (cutShort || settled.some(({ status }) => status === 'rejected'))
    throw new BulkError(name, settled, { cause: end });
  return settled.map((result) => (result as { value: Result }).value) as Results<Result, E>;
}

/** Does the work for one input, and throws its error as it is. */
export async function single<Input, Request extends Struct, Response extends Struct, Result>(
  session: Session,
  input: Input,
  options: BulkOptions,
  work: ChunkWork<Input, Request, Response, Result>,
): Promise<Result> {
  const [only] = (await settleChunk(session, [input], options, work)).results as [Settled<Result>];
  if (only.status === 'rejected') throw only.reason;
  return only.value;
}

/** Results for arrays are counted against their length; what is still coming has no end yet. */
function report(options: BulkOptions, settled: readonly Settled<unknown>[], total = Number.POSITIVE_INFINITY): void {
  const failed = settled.filter(({ status }) => status === 'rejected').length;
  options.onProgress?.({ done: settled.length, failed, total });
}

/** The inputs in portions, as they come; never collected. */
export async function* inChunks<Input>(inputs: Inputs<Input>, size: number): AsyncGenerator<Input[], void, undefined> {
  let chunk: Input[] = [];
  for await (const input of inputs) {
    chunk.push(input);
    if (chunk.length < size) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

/** Settles one chunk by one request. */
export async function settleChunk<Input, Request extends Struct, Response extends Struct, Result>(
  session: Session,
  chunk: readonly Input[],
  options: BulkOptions,
  work: ChunkWork<Input, Request, Response, Result>,
): Promise<Outcome<Result>> {
  const reject = (input: Input, reason: EwsError): Settled<Result> => ({
    status: 'rejected',
    reason,
    id: work.id(input),
  });
  let response: object;
  try {
    const { optional } = work;
    response = await call(session, work.operation, await work.request(chunk), options, { errors: 'return', optional });
  } catch (error) {
    if (error instanceof ValidationError) {
      const rest = await withoutInvalid(session, chunk, options, work, error);
      if (rest !== undefined) return rest;
    }
    const end = endsAll(error) ? error : undefined;
    const known = error instanceof EwsError ? partlyKnown(error) : undefined;
    if (known) return { results: settledBy(known, chunk, work), end };
    const reason = error instanceof EwsError ? error : new EwsError('ERR_FAILED', messageOf(error), { cause: error });
    return { results: chunk.map((input) => reject(input, reason)), end };
  }
  return { results: settledBy(response, chunk, work) };
}

/** What a response says of each input. */
function settledBy<Input, Request extends Struct, Response extends Struct, Result>(
  response: object,
  chunk: readonly Input[],
  work: ChunkWork<Input, Request, Response, Result>,
): Settled<Result>[] {
  const messages = responseMessages(response);
  const { name } = work.operation;
  const disorder = disorderOf(name, messages, chunk.map(work.id), response);
  return chunk.map((input, index): Settled<Result> => {
    // The id that it had, before what came of it takes its place.
    const id = work.id(input);
    const message = messages[index];
    if (message === undefined) return { status: 'rejected', reason: unanswered(name, index, response), id };
    const reason = disorder ?? errorOf(name, index, message, response);
    if (reason) return { status: 'rejected', reason, id };
    try {
      return { status: 'fulfilled', value: work.result(message, input), id: work.id(input) };
    } catch (error) {
      if (error instanceof ProtocolError) return { status: 'rejected', reason: error, id };
      throw error;
    }
  });
}

/** The response to a request that broke off, when some of its parts are settled: its error has it, with messages of ours for the rest. */
function partlyKnown({ response }: EwsError): object | undefined {
  const ours = response !== undefined && responseMessages(response).some((message) => reasonOf(message) !== undefined);
  return ours ? response : undefined;
}

/** The chunk without those inputs that are not valid, so that one of them does not keep the others from being done. */
async function withoutInvalid<Input, Request extends Struct, Response extends Struct, Result>(
  session: Session,
  chunk: readonly Input[],
  options: BulkOptions,
  work: ChunkWork<Input, Request, Response, Result>,
  error: ValidationError,
): Promise<Outcome<Result> | undefined> {
  const place = new RegExp(`^${work.part}\\[(\\d+)\\]`);
  const wrong = new Map<number, ValidationError>();
  for (const [index] of chunk.entries()) {
    const own = error.violations.filter(({ path }) => Number(place.exec(path)?.[1]) === index);
    if (own.length > 0) wrong.set(index, new ValidationError(work.operation.name, own));
  }
  if (wrong.size === 0 || wrong.size === chunk.length) return undefined;
  const valid = chunk.filter((_, index) => !wrong.has(index));
  const { results, end } = await settleChunk(session, valid, options, work);
  const done = results.values();
  return {
    results: chunk.map((input, index) => {
      const reason = wrong.get(index);
      return reason ? { status: 'rejected', reason, id: work.id(input) } : (done.next().value as Settled<Result>);
    }),
    end,
  };
}

/** Whether what happened would happen to every later request, too. A request that was too large, or a page of a proxy, would not. */
function endsAll(error: unknown): boolean {
  if (error instanceof AbortError || error instanceof AuthenticationError) return true;
  if (!(error instanceof TransportError)) return false;
  return error.code !== 'ERR_HTTP_STATUS' && error.code !== 'ERR_TOO_LARGE' && error.code !== 'ERR_NOT_EWS';
}

function notTried<Input, Result>(
  name: string,
  inputs: readonly Input[],
  cause: unknown,
  id: (input: Input) => ItemIdType | undefined,
): Settled<Result>[] {
  return inputs.map((input) => {
    const reason = new EwsError('ERR_NOT_TRIED', `${name} was not tried: an earlier request failed.`, { cause });
    return { status: 'rejected', reason: Object.assign(reason, { fate: 'not done' as const }), id: id(input) };
  });
}

/** A response that has fewer messages than there were parts, or an empty one. */
export function unanswered(operation: string, index: number, response: object): ProtocolError {
  const text = `${operation}: the server gave no answer for item ${index}.`;
  return openFate(operation, new ProtocolError('ERR_UNANSWERED', text, response));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
