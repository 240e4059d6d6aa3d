/** Work on items, a request for a chunk of them: how one is settled, whatever comes back, with a result for each item. */
import type { ItemIdType, ResponseMessageType } from '../../generated/index.js';
import { errorOf, openFate } from '../client/response-errors.js';
import { responseMessages } from '../client/responses.js';
import { reasonOf } from '../client/unsettled.js';
import {
  AbortError,
  AuthenticationError,
  EwsError,
  ProtocolError,
  type Settled,
  TransportError,
  ValidationError,
} from '../errors.js';
import { call, type OperationName, type RequestOf } from './call.js';
import type { Inputs } from './in-chunks.js';
import { disorderOf } from './item-refs.js';
import type { BulkOptions, OnError, Results, Settling } from './options.js';
import type { Session } from './session.js';
import { type Outcome, settleAll } from './settle-all.js';

/** What one operation does with a chunk. */
export interface ChunkWork<Input, N extends OperationName, Result> {
  readonly operation: N;
  /** The request for a chunk. May ask the server for what it needs, once for all of them. */
  request(chunk: readonly Input[]): RequestOf<N> | Promise<RequestOf<N>>;
  /** The result for one input, of its response message. */
  result(message: ResponseMessageType, input: Input): Result;
  /** The id of an input; undefined where it has none yet. */
  id(input: Input): ItemIdType | undefined;
  /** Members of the request that are a comfort of ours: left out for a server that is too old to know them. */
  readonly optional?: readonly string[] | undefined;
  /** Where requests name their inputs, so that what is wrong with one of them is told from the others: `items`. */
  readonly part: string;
}

/** Does the work for all inputs, a request for each chunk. Throws {@link BulkError} if any failed, unless `errors: 'return'`. */
export function bulk<Input, N extends OperationName, Result, E extends OnError = 'throw'>(
  session: Session,
  inputs: Inputs<Input>,
  options: BulkOptions & Settling<E>,
  work: ChunkWork<Input, N, Result>,
): Promise<Results<Result, E>> {
  const concurrency = options.concurrency ?? session.concurrency;
  return settleAll(
    inputs,
    { ...options, concurrency },
    {
      name: work.operation,
      settle: (chunk) => settleChunk(session, chunk, options, work),
      id: work.id,
    },
  );
}

/** Does the work for one input, and throws its error as it is. */
export async function single<Input, N extends OperationName, Result>(
  session: Session,
  input: Input,
  options: BulkOptions,
  work: ChunkWork<Input, N, Result>,
): Promise<Result> {
  const [only] = (await settleChunk(session, [input], options, work)).results as [Settled<Result>];
  if (only.status === 'rejected') throw only.reason;
  return only.value;
}

/** Settles one chunk by one request. */
export async function settleChunk<Input, N extends OperationName, Result>(
  session: Session,
  chunk: readonly Input[],
  options: BulkOptions,
  work: ChunkWork<Input, N, Result>,
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
function settledBy<Input, N extends OperationName, Result>(
  response: object,
  chunk: readonly Input[],
  work: ChunkWork<Input, N, Result>,
): Settled<Result>[] {
  const messages = responseMessages(response);
  const name = work.operation;
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
async function withoutInvalid<Input, N extends OperationName, Result>(
  session: Session,
  chunk: readonly Input[],
  options: BulkOptions,
  work: ChunkWork<Input, N, Result>,
  error: ValidationError,
): Promise<Outcome<Result> | undefined> {
  const place = new RegExp(`^${work.part}\\[(\\d+)\\]`);
  const wrong = new Map<number, ValidationError>();
  for (const [index] of chunk.entries()) {
    const own = error.violations.filter(({ path }) => Number(place.exec(path)?.[1]) === index);
    if (own.length > 0) wrong.set(index, new ValidationError(work.operation, own));
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

/** A response that has fewer messages than there were parts, or an empty one. */
export function unanswered(operation: string, index: number, response: object): ProtocolError {
  const text = `${operation}: the server gave no answer for item ${index}.`;
  return openFate(operation, new ProtocolError('ERR_UNANSWERED', text, response));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
