/** Types of readme-blocks.mjs, for the tests that use it. */
export function readmeBlocks(path?: string): { line: number; code: string }[];
export function programPages(): string[];
