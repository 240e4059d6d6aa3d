/** The cache file: private, whole at any time, and believed only when nobody else can write it. */
import { execFileSync } from 'node:child_process';
import { renameSync, symlinkSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { fileCache, memoryCache } from '../../src/autodiscover/cache.js';
import { temporaryFolder } from '../support/temp-folder.js';

const URL_A = 'https://a.test/autodiscover/autodiscover.svc';
/** A folder that does not exist yet is below it, and the file in that. */
async function freshFolder() {
  const folder = await temporaryFolder('ewskit-cache-');
  return { ...folder, file: join(folder.path, 'sub', 'autodiscover.json') };
}

test('it remembers across instances, in a file of mode 0600 that holds domains and URLs only (BEH-053, BEH-054)', async () => {
  await using folder = await freshFolder();
  const path = folder.file;
  await fileCache(path).set('a.test', URL_A);
  expect(await fileCache(path).get('a.test')).toBe(URL_A);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({
    version: 1,
    domains: { 'a.test': { url: URL_A, at: expect.any(Number) } },
  });
});

test('many at once are all kept, and no other file stays', async () => {
  await using folder = await freshFolder();
  const path = folder.file;
  const cache = fileCache(path);
  await Promise.all(Array.from({ length: 20 }, (_, n) => cache.set(`d${n}.test`, URL_A)));
  for (let n = 0; n < 20; n++) expect(await cache.get(`d${n}.test`)).toBe(URL_A);
  expect(await readdir(join(path, '..'))).toEqual(['autodiscover.json']);
});

test('delete forgets', async () => {
  await using folder = await freshFolder();
  const cache = fileCache(folder.file);
  await cache.set('a.test', URL_A);
  await cache.delete('a.test');
  expect(await cache.get('a.test')).toBeUndefined();
});

test.each([
  ['broken', '{"domains": {'],
  ['of another shape', '[1, 2]'],
  ['with a URL that is none', '{"domains": {"a.test": {"url": "x", "at": 1}}}'],
  ['too old', `{"domains": {"a.test": {"url": "${URL_A}", "at": 1}}}`],
])('a file that is %s is as good as none, and is written anew (BEH-054)', async (_, text) => {
  await using folder = await freshFolder();
  const path = folder.file;
  const cache = fileCache(path);
  await cache.set('b.test', URL_A);
  await writeFile(path, text);
  expect(await cache.get('a.test')).toBeUndefined();
  await cache.set('a.test', URL_A);
  expect(await cache.get('a.test')).toBe(URL_A);
});

test('a file that others can write is not believed', async () => {
  await using folder = await freshFolder();
  const path = folder.file;
  const cache = fileCache(path);
  await cache.set('a.test', URL_A);
  await chmod(path, 0o666);
  expect(await cache.get('a.test')).toBeUndefined();
});

const entry = (url: string) => JSON.stringify({ version: 1, domains: { 'a.test': { url, at: Date.now() } } });

test.each(['javascript:alert(1)', 'http://evil.test/', 'file:///etc/passwd', 'https://user:password@evil.test/'])(
  'an entry that no search can have written is none: %s',
  async (url) => {
    await using folder = await freshFolder();
    const cache = fileCache(folder.file);
    await cache.set('b.test', URL_A);
    await writeFile(folder.file, entry(url));
    expect(await cache.get('a.test')).toBeUndefined();
  },
);

test('what is looked at is what is read: a name that is given anew in between changes nothing', async () => {
  await using folder = await freshFolder();
  const path = folder.file;
  const at = (name: string) => join(path, '..', name);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(at('own'), entry(URL_A), { mode: 0o600 });
  await writeFile(at('foreign'), entry('https://evil.test/'));
  await chmod(at('foreign'), 0o666);
  symlinkSync(at('own'), path);
  let swapping = true;
  const swap = async () => {
    for (let turn = 0; swapping; turn++) {
      symlinkSync(at(turn % 2 ? 'own' : 'foreign'), at('link'));
      renameSync(at('link'), path);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const swapped = swap();
  const cache = fileCache(path);
  const read = new Set<string | undefined>();
  for (let turn = 0; turn < 1500; turn++) read.add(await cache.get('a.test'));
  swapping = false;
  await swapped;
  expect(read).not.toContain('https://evil.test/');
  expect(read).toContain(URL_A);
});

test('a pipe in its place is as good as none', async () => {
  await using folder = await freshFolder();
  const cache = fileCache(folder.file);
  await cache.set('a.test', URL_A);
  await rm(folder.file);
  execFileSync('mkfifo', [folder.file]);
  expect(await cache.get('a.test')).toBeUndefined();
});

test('a place that cannot be written is no failure', async () => {
  await using folder = await freshFolder();
  const path = folder.file;
  await fileCache(path).set('b.test', URL_A);
  const cache = fileCache(join(path, 'below-a-file', 'autodiscover.json'));
  await cache.set('a.test', URL_A);
  expect(await cache.get('a.test')).toBeUndefined();
});

describe('where nothing is said, the file is in the folder for caches that the system names', () => {
  const NAMES = ['XDG_CACHE_HOME', 'LOCALAPPDATA'] as const;
  const before = NAMES.map((name) => [name, process.env[name]] as const);
  afterEach(() => {
    for (const [name, value] of before)
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
  });

  test.each([
    [['XDG_CACHE_HOME', 'LOCALAPPDATA'], 'XDG_CACHE_HOME'],
    [['LOCALAPPDATA'], 'LOCALAPPDATA'],
  ])('%j set: below %s', async (set, at) => {
    await using folder = await freshFolder();
    const root = dirname(folder.file);
    for (const name of NAMES) delete process.env[name];
    for (const name of set) process.env[name] = join(root, name);
    await fileCache().set('a.test', URL_A);
    const text = await readFile(join(root, at, 'ewskit', 'autodiscover.json'), 'utf8');
    expect(JSON.parse(text)).toMatchObject({ version: 1, domains: { 'a.test': { url: URL_A } } });
  });
});

describe('how long an entry is believed', () => {
  const DAY = 86_400_000;
  afterEach(() => void jest.restoreAllMocks());
  const at = (ms: number) => jest.spyOn(Date, 'now').mockReturnValue(ms);

  test.each([
    ['in memory, a day', () => memoryCache(), DAY],
    ['in a file, a week', undefined, 7 * DAY],
  ] as const)('%s', async (_, make, life) => {
    await using folder = await freshFolder();
    const cache = make ? make() : fileCache(folder.file);
    at(1_000_000);
    await cache.set('a.test', URL_A);
    for (const [age, url] of [
      [0, URL_A],
      [life - 1, URL_A],
      [life, undefined],
      [-1, undefined],
    ] as const) {
      at(1_000_000 + age);
      expect(await cache.get('a.test')).toBe(url);
    }
  });
});

test.each([
  [0, URL_A],
  [1, undefined],
])('a file of 4 MiB and %i bytes holds %p', async (more, url) => {
  await using folder = await freshFolder();
  await fileCache(folder.file).set('a.test', URL_A);
  const text = entry(URL_A);
  await writeFile(folder.file, text.padEnd(4 * 1024 * 1024 + more));
  expect(await fileCache(folder.file).get('a.test')).toBe(url);
});

test.each([0o620, 0o602, 0o622])('a file of mode %o is not believed', async (mode) => {
  await using folder = await freshFolder();
  await fileCache(folder.file).set('a.test', URL_A);
  await chmod(folder.file, mode);
  expect(await fileCache(folder.file).get('a.test')).toBeUndefined();
  await chmod(folder.file, 0o644);
  expect(await fileCache(folder.file).get('a.test')).toBe(URL_A);
});

describe('the memory of a process', () => {
  afterEach(() => void jest.restoreAllMocks());
  const remembered = async (cache: ReturnType<typeof memoryCache>, count: number) => {
    for (let n = 0; n < count; n++) await cache.set(`d${n}.test`, URL_A);
  };

  test('holds a thousand domains; one more takes the place of the oldest', async () => {
    const cache = memoryCache();
    await remembered(cache, 1000);
    expect(await cache.get('d0.test')).toBe(URL_A);
    await cache.set('more.test', URL_A);
    expect(await cache.get('d0.test')).toBeUndefined();
    for (const domain of ['d1.test', 'd999.test', 'more.test']) expect(await cache.get(domain)).toBe(URL_A);
  });

  test('one that is known takes the place of no other', async () => {
    const cache = memoryCache();
    await remembered(cache, 1000);
    await cache.set('d5.test', 'https://b.test/');
    expect(await cache.get('d5.test')).toBe('https://b.test/');
    expect(await cache.get('d0.test')).toBe(URL_A);
  });

  test.each([
    [86_400_000 - 1, URL_A],
    [86_400_000, undefined],
    [-1, undefined],
  ])('is of the last day: after %i ms %p', async (ms, url) => {
    const cache = memoryCache();
    const now = jest.spyOn(Date, 'now').mockReturnValue(1_000_000_000);
    await cache.set('a.test', URL_A);
    now.mockReturnValue(1_000_000_000 + ms);
    expect(await cache.get('a.test')).toBe(url);
  });

  test('delete forgets', async () => {
    const cache = memoryCache();
    await cache.set('a.test', URL_A);
    await cache.delete('a.test');
    expect(await cache.get('a.test')).toBeUndefined();
  });
});
