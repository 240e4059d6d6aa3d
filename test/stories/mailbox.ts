/** What a story needs: a sandbox of its own and accounts in it. */
import { afterAll, beforeAll } from '@jest/globals';
import { Account, type ConnectOptions } from '../../src/index.js';
import { Sandbox, type SandboxOptions } from '../../src/sandbox.js';
import '../support/judged-sandboxes.js';

export interface Story {
  readonly sandbox: Sandbox;
  /** Connects as one of alice, bob and carol. */
  connect(name: string, options?: Partial<ConnectOptions>): Promise<Account>;
}

/** A sandbox for a test file, started before its tests and stopped after them. Call it at the top of the file. */
export function story(options: SandboxOptions = {}): Story {
  const accounts: Account[] = [];
  let started: Sandbox | undefined;
  const running = (): Sandbox => started as Sandbox;
  beforeAll(async () => {
    started = await Sandbox.start(options);
  });
  afterAll(async () => {
    for (const account of accounts) await account[Symbol.asyncDispose]();
    await started?.[Symbol.asyncDispose]();
  });
  return {
    get sandbox() {
      return running();
    },
    async connect(user, more = {}) {
      const email = `${user}@example.test`;
      const account = await Account.connect({
        email,
        credentials: running().credentialsFor(email),
        endpoint: running().endpoint,
        ...more,
      });
      accounts.push(account);
      return account;
    },
  };
}

/** The operations that a piece of work sent, in order. */
export async function operationsOf(sandbox: Sandbox, work: () => Promise<unknown>): Promise<string[]> {
  const before = sandbox.requests.length;
  await work();
  return sandbox.requests.slice(before).map(({ operation }) => operation);
}
