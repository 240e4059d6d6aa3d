export type Kind = 'message' | 'calendarItem' | 'contact';
export interface Sample {
  kind: Kind;
  bytes: Buffer;
}
export function mutants(seed: number): Generator<Sample, never>;
