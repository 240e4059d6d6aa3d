/** Environment variables that a test sets: put back after each, whatever came of it. */
import { afterEach } from '@jest/globals';

/** Call it where the tests are described; gives a function that unsets all of them. */
export function restoreAfterEach(...names: string[]): () => void {
  const before = Object.fromEntries(names.map((name) => [name, process.env[name]]));
  afterEach(() => {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });
  return () => {
    for (const name of names) delete process.env[name];
  };
}
