/** Jest's environment, but the first test that fails ends the run: it has shown what it had to show. */
import { TestEnvironment } from 'jest-environment-node';

const FAILED = new Set(['test_fn_failure', 'hook_failure']);

export default class FirstFailure extends TestEnvironment {
  handleTestEvent({ name }) {
    if (FAILED.has(name)) process.exit(1);
  }
}
