/** Functions of the caller's for what a client does, as `node:diagnostics_channel` tells it. Nothing secret is in any event. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { checkOptions, FUNCTION, type Rules } from '../errors.js';
import type { RequestEvent, ResponseEvent, RetryEvent } from './sight.js';

/** What is called when; each is called before the client goes on, so it should be quick. What one throws is an uncaught exception. */
export interface ObserveHooks {
  /** A request goes out. */
  request?: ((event: RequestEvent) => void) | undefined;
  /** It was answered, or it failed. */
  response?: ((event: ResponseEvent) => void) | undefined;
  /** A call waits and tries again. */
  retry?: ((event: RetryEvent) => void) | undefined;
}

const RULES: Rules<ObserveHooks> = { request: FUNCTION, response: FUNCTION, retry: FUNCTION };

/** Calls the hooks for all clients of this process, from now on until disposed. */
export function observe(hooks: ObserveHooks): Disposable {
  checkOptions('observe()', hooks, RULES);
  const listeners = (['request', 'response', 'retry'] as const).flatMap((name) => {
    const hook = hooks[name] as ((event: unknown) => void) | undefined;
    return hook === undefined ? [] : [{ channel: `ewskit:${name}`, listener: (event: unknown) => hook(event) }];
  });
  for (const { channel, listener } of listeners) subscribe(channel, listener);
  return {
    [Symbol.dispose]() {
      for (const { channel, listener } of listeners) unsubscribe(channel, listener);
    },
  };
}
