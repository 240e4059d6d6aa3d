/**
 * A sandbox in a process of its own, so that clients and server do not share a thread: `start({ options, delayMs })` in the benchmark, and
 * the process itself. `delayMs` is how late each answer is, for whoever asks, as a server far away is; `refused()` counts the requests
 * that it turned away, `asked(operation)` those for an operation among the last 10,000; `ca` is the file of its certificate, if it has one.
 */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export async function start({ options = {}, delayMs = 0 } = {}) {
  const child = fork(fileURLToPath(import.meta.url), [JSON.stringify(options)], { execArgv: [] });
  const ask = (question) =>
    new Promise((resolve, reject) => {
      const answered = (answer) => {
        child.off('exit', reject);
        resolve(answer);
      };
      child.once('message', answered);
      child.once('exit', reject);
      child.send(question);
    });
  const { url, ca } = await ask({ delayMs });
  return {
    url,
    ca,
    refused: () => ask({ refused: true }),
    asked: (operation) => ask({ operation }),
    delay: (ms) => ask({ delayMs: ms }),
    stop: () => child.kill(),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { Sandbox } = await import('../dist/sandbox.js');
  const sandbox = await Sandbox.start(JSON.parse(process.argv[2]));
  process.on('message', ({ delayMs, refused, operation }) => {
    if (operation) {
      process.send(sandbox.requests.filter((request) => request.operation === operation).length);
      return;
    }
    if (refused) {
      process.send(sandbox.requests.filter(({ status }) => status === 500).length);
      return;
    }
    sandbox.faults = delayMs > 0 ? { rate: 1, kinds: ['delay'], delayMs } : undefined;
    process.send({ url: sandbox.endpoint, ca: sandbox.ca });
  });
  process.on('disconnect', () => process.exit());
}
