/** Node's direct slices, three times as fast for short texts as `toString(encoding, start, end)`; stable since Node 0.x. */
declare global {
  interface Buffer {
    latin1Slice(start: number, end: number): string;
    utf8Slice(start: number, end: number): string;
    latin1Write(text: string, offset?: number): number;
    utf8Write(text: string, offset?: number): number;
  }
}

export {};
