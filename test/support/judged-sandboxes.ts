/**
 * For test files in which a sandbox is started, by the test, an example or a command: importing this has Microsoft's schema judge
 * every SOAP text that goes into or out of it. Replies have to be valid. Requests too, but those that the sandbox refuses for the
 * schema's sake: a test that means to send nonsense has to find it refused, or to say `strict: false`.
 */
import { Sandbox, type SandboxOptions } from '../../src/sandbox.js';
import { judge, lastLooks, mustBeValid, refused } from './judge.js';

/** Codes of the faults by which Exchange refuses what does not fit its schema. */
const REFUSAL = /<faultcode[^>]*>a:(ErrorSchemaValidation|ErrorInvalidRequest|ErrorInvalidServerVersion)</;

/** Looks at one sandbox. */
function watch(strict: boolean): NonNullable<SandboxOptions['validate']> {
  /** What is wrong with requests that are not answered yet, by exchange. */
  const invalid = new Map<number, string>();
  lastLooks.push(() => [...invalid.values()].map((text) => `An invalid request was not refused:\n  ${text}`));
  return (xml, direction, exchange) => {
    if (direction === 'request') {
      const violations = strict ? judge(xml, 'request') : undefined;
      if (violations !== undefined) invalid.set(exchange, violations);
      return;
    }
    mustBeValid(xml, 'reply');
    if (!invalid.has(exchange) || !REFUSAL.test(Buffer.from(xml).toString())) return;
    invalid.delete(exchange);
    refused();
  };
}

const start = Sandbox.start;
// An edition of the test's own is none that Microsoft's schema could judge.
Sandbox.start = ({ strict = true, ...options } = {}) =>
  start.call(Sandbox, { ...options, strict, ...(options.edition === undefined && { validate: watch(strict) }) });
