/** Types of readme-blocks.mjs, for the test that uses it. */
export function readmeBlocks(path?: string): { line: number; code: string }[];
