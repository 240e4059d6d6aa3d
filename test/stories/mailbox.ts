/**
 * What a story needs: a sandbox of its own and accounts in it. Every request that is sent and every answer is judged by
 * Microsoft's schema where it is at hand; a story that sent anything invalid fails when it ends.
 */
import { afterAll, beforeAll, expect } from '@jest/globals';
import { Account, type ConnectOptions } from '../../src/index.js';
import { Sandbox, type SandboxOptions } from '../../src/sandbox.js';
import { say } from '../support/shared.js';
import { canValidate, validate, validationSummary } from '../support/xsd-validator.js';

export interface Story {
  readonly sandbox: Sandbox;
  /** Connects as one of alice, bob and carol. */
  connect(name: string, options?: Partial<ConnectOptions>): Promise<Account>;
}

/** A sandbox for a test file, started before its tests and stopped after them. Call it at the top of the file. */
export function story(name: string, options: SandboxOptions = {}): Story {
  const violations: string[] = [];
  const accounts: Account[] = [];
  let started: Sandbox | undefined;
  const running = (): Sandbox => started as Sandbox;
  beforeAll(async () => {
    started = await Sandbox.start(judged(options, violations));
  });
  afterAll(async () => {
    for (const account of accounts) await account[Symbol.asyncDispose]();
    await started?.[Symbol.asyncDispose]();
    say(`${name}: ${canValidate() ? validationSummary() : 'not validated, no schema at hand'}`);
    expect(violations).toEqual([]);
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

function judged(options: SandboxOptions, violations: string[]): SandboxOptions {
  return {
    ...options,
    validate(xml, direction) {
      try {
        validate(xml, direction === 'request' ? 'request' : 'reply');
      } catch (error) {
        violations.push((error as Error).message);
      }
    },
  };
}

/** The operations that a piece of work sent, in order. */
export async function operationsOf(sandbox: Sandbox, work: () => Promise<unknown>): Promise<string[]> {
  const before = sandbox.requests.length;
  await work();
  return sandbox.requests.slice(before).map(({ operation }) => operation);
}
