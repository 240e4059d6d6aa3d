/** src/cli/progress.ts */
import { expect, test } from '@jest/globals';
import { bar, progress } from '../../src/cli/progress.js';
import { capture } from './capture.js';

test('progress: silent where stderr is no terminal', () => {
  const context = capture();
  const running = progress(context, 'Messages', 10);
  running.tick(10);
  running.done();
  expect(context.err()).toBe('');
});

test('progress: draws at most every 100 ms, and the last state', () => {
  const context = capture({ tty: true, env: { NO_COLOR: '1' } });
  let now = 0;
  const running = progress(context, 'Messages', 250, () => now);
  for (; now < 250; now++) running.tick();
  running.done();
  expect(context.err().split('\r').length - 1).toBe(4);
  expect(context.err()).toMatch(/\[#{24}\] 250\/250\n$/);
});

test('progress: colour unless NO_COLOR is set', () => {
  const [plain, coloured] = [capture({ tty: true, env: { NO_COLOR: '1' } }), capture({ tty: true })];
  progress(plain, 'Messages', 1).done();
  progress(coloured, 'Messages', 1).done();
  expect(plain.err()).not.toContain('\x1b');
  expect(coloured.err()).toContain('\x1b[32m');
});

test('progress: counting too far stays at the total; nothing to do is full', () => {
  expect(bar('A', 0, 0, false)).toContain(`[${'#'.repeat(24)}]`);
  const context = capture({ tty: true });
  const running = progress(context, 'A', 2);
  running.tick(5);
  running.done();
  expect(context.err()).toContain('2/2');
});
