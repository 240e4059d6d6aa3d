/** The `require` that is lent to packages within a bundle: when it is there, what it knows, and that nothing is left of it. */
import path from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { lendRequire } from '../../src/http/lend-require.js';

const world = globalThis as { require?: (name: string) => unknown };

afterEach(() => {
  delete world.require;
});

/** As esbuild writes `import()` of a package that it packed in: it starts with the next microtask. */
const packedIn =
  <T>(start: () => T) =>
  () =>
    Promise.resolve().then(start);

test('a package within the bundle finds the modules of Node while it starts', async () => {
  expect(await lendRequire(packedIn(() => world.require?.('path')))).toBe(path);
  expect(await lendRequire(packedIn(() => world.require?.('node:path')))).toBe(path);
});

test('nothing else is found, by the code that packages ask for', async () => {
  const start = () => lendRequire(packedIn(() => world.require?.('supports-color')));
  await expect(start()).rejects.toMatchObject({ code: 'MODULE_NOT_FOUND' });
});

test('it is gone when the package has started, and when it has failed', async () => {
  await lendRequire(packedIn(() => undefined));
  expect(world.require).toBeUndefined();
  await expect(lendRequire(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(world.require).toBeUndefined();
});

test('packages that start at the same time each find it', async () => {
  const start = () => lendRequire(packedIn(() => world.require?.('path')));
  expect(await Promise.all([start(), start(), start()])).toEqual([path, path, path]);
  expect(world.require).toBeUndefined();
});

test('where nothing is bundled, it is gone before any file is read', async () => {
  const seen = await lendRequire(async () => {
    await new Promise((resolve) => setImmediate(resolve));
    return world.require;
  });
  expect(seen).toBeUndefined();
});

test('a package in a chunk of its own has it until the chunk has started', async () => {
  const seen = await lendRequire(async () => {
    await new Promise((resolve) => setImmediate(resolve));
    await import('./servers.js');
    return world.require?.('path');
  });
  expect(seen).toBe(path);
  expect(world.require).toBeUndefined();
});

test('a `require` that is there already stays as it is', async () => {
  const own = (name: string) => `own ${name}`;
  world.require = own;
  expect(await lendRequire(packedIn(() => world.require?.('path')))).toBe('own path');
  expect(world.require).toBe(own);
});
