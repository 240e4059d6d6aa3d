/** Types of test-names.mjs, for the test that uses it. */
export function testNames(root: string): Map<string, { text: string; names: string[] }>;
export function namesIn(text: string): string[];
export function fillings(written: string, name: string): string[] | undefined;
