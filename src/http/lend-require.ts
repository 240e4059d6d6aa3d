/**
 * For packages that a user's bundler may have packed in. In an ES module esbuild turns the `require('util')` of CommonJS packages into
 * a call of a `require` that is not there (`Dynamic require of "util" is not supported`). While such a package starts, there is one; it
 * knows Node's own modules only. Must not know the packages.
 */
const world = globalThis as { require?: unknown };
let borrowers = 0;

/** A chunk of a bundle starts when its file has been read; a package within the same file, and only there, with the next microtask. */
const CHUNK = /\bimport\(\s*["'`]\.{0,2}\//;

export async function lendRequire<T>(load: () => Promise<T>): Promise<T> {
  if (world.require !== undefined && world.require !== nodeModule) return load();
  const giveBack = borrow();
  try {
    const loading = load();
    if (!CHUNK.test(String(load))) queueMicrotask(giveBack);
    return await loading;
  } finally {
    giveBack();
  }
}

function borrow(): () => void {
  borrowers++;
  world.require = nodeModule;
  let given = false;
  return () => {
    if (given) return;
    given = true;
    borrowers--;
    if (borrowers === 0 && world.require === nodeModule) delete world.require;
  };
}

function nodeModule(name: string): unknown {
  const found: unknown = process.getBuiltinModule(name);
  if (found !== undefined) return found;
  throw Object.assign(new Error(`Cannot find module '${name}'`), { code: 'MODULE_NOT_FOUND' });
}
