/** An input in portions, as it comes; never collected. */

export type Inputs<Input> = Iterable<Input> | AsyncIterable<Input>;

/** For whoever may end it before the input does. */
export interface Chunking<Input> {
  /** Gets each input as it is read; whoever takes a chunk takes it out of there. */
  readonly held?: Input[] | undefined;
  /** When it fires, nothing more is read. */
  readonly until?: AbortSignal | undefined;
}

export async function* inChunks<Input>(
  inputs: Inputs<Input>,
  size: number,
  { held, until }: Chunking<Input> = {},
): AsyncGenerator<Input[], void, undefined> {
  let chunk: Input[] = [];
  for await (const input of inputs) {
    if (until?.aborted) return;
    held?.push(input);
    chunk.push(input);
    if (chunk.length < size) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}
