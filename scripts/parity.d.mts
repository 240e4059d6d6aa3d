/** Types of parity.mjs and test-names.mjs, for the test that uses them. */
export type Row = { line: number; width: number; [column: string]: string | number };
export type Tests = Map<string, { text: string; names: string[] }>;
export function readTable(path: string): Row[];
export function checkParity(rows: Row[], tests: Tests): string[];
export function checkInteropNames(rows: Row[], tests: Tests): string[];
export function checkPromises(rows: Row[]): string[];
export function parity(root: string): {
  sections: Record<string, Record<string, number>>;
  interop: { names: number; covered: number };
  promises: Record<string, number>;
  faults: string[];
};
