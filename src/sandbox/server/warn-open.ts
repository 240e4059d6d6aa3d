/** A sandbox that other machines can reach says so: its mailboxes have the passwords of tests. */
import { isIP } from 'node:net';

/** Addresses that only this machine reaches; a name is taken for its word. */
export function isLoopback(host: string): boolean {
  const plain = host.replace(/^\[|\]$/g, '').toLowerCase();
  if (isIP(plain) === 0) return plain === 'localhost' || plain.endsWith('.localhost');
  return /^127\.|^::1$|^::ffff:127\./.test(plain);
}

export function warnIfOpen(host: string): void {
  if (isLoopback(host)) return;
  process.emitWarning(
    `The sandbox listens on ${host}: whoever reaches this machine can log in with the passwords of its mailboxes, and have it send requests to their push subscriptions. It is made for tests; listen on 127.0.0.1.`,
    { type: 'SecurityWarning', code: 'EWSKIT_OPEN_SANDBOX' },
  );
}
