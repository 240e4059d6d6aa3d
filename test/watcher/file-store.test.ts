/** States in a file: what was saved last is there, whole, whatever happens while it is written; a file of something else is never overwritten. */
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { fileStore } from '../../src/index.js';
import { temporaryFolder } from '../support/temp-folder.js';

test('another store on the file finds what was saved; an empty state is none', async () => {
  await using folder = await temporaryFolder('ewskit-store-');
  const path = join(folder.path, 'states.json');
  const store = fileStore(path);
  expect(await store.load('a')).toBe(undefined);
  await Promise.all(['1', '2', '3'].map((state) => store.save('a', state)));
  await store.save('__proto__', 'x');
  await store.save('b', 'y');
  await store.save('b', '');
  const other = fileStore(path);
  expect([await other.load('a'), await other.load('__proto__'), await other.load('b')]).toEqual(['3', 'x', undefined]);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('whoever reads it while it is written finds one state or the other, and nothing is left beside it', async () => {
  await using folder = await temporaryFolder('ewskit-store-');
  const path = join(folder.path, 'states.json');
  const store = fileStore(path);
  const long = (n: number) => String(n).repeat(100_000);
  await store.save('a', long(0));
  let writing = true;
  const saved = (async () => {
    for (let n = 0; n < 30; n++) await store.save('a', long(n % 10));
    writing = false;
  })();
  let reads = 0;
  while (writing) {
    const state = await fileStore(path).load('a');
    expect(state).toBe(long(Number(state?.[0])));
    reads++;
  }
  await saved;
  expect(reads).toBeGreaterThan(0);
  expect(await readdir(folder.path)).toEqual(['states.json']);
});

test.each(['{"version":1,"sta', '[]', '{"states":{"a":1}}', ''])(
  'a file that holds %j is refused and left as it is',
  async (text) => {
    await using folder = await temporaryFolder('ewskit-store-');
    const path = join(folder.path, 'other.json');
    await writeFile(path, text);
    const store = fileStore(path);
    await expect(store.load('a')).rejects.toMatchObject({ code: 'ERR_STATE_FILE' });
    await expect(store.save('a', '1')).rejects.toMatchObject({ code: 'ERR_STATE_FILE' });
    expect(await readFile(path, 'utf8')).toBe(text);
  },
);

test('a folder that is not there is told, and the store is none the worse', async () => {
  await using folder = await temporaryFolder('ewskit-store-');
  const store = fileStore(join(folder.path, 'none', 'states.json'));
  await expect(store.save('a', '1')).rejects.toMatchObject({ code: 'ENOENT' });
  await expect(store.save('b', '2')).rejects.toMatchObject({ code: 'ENOENT' });
});
