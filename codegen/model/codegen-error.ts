/** What the generator throws: a message and the facts, each on its own line. */

/** The schemas or the overlay ask for something that the generator does not do; `facts` say where. */
export class CodegenError extends Error {
  constructor(
    message: string,
    /** What is known of the place, by name. */
    readonly facts: Readonly<Record<string, unknown>> = {},
  ) {
    super([message, ...Object.entries(facts).map(([key, value]) => `  ${key}: ${String(value)}`)].join('\n'));
    this.name = 'CodegenError';
  }
}
