/**
 * An esbuild plugin: node-sqlite3-wasm with its WebAssembly as text in the same module. The package reads it from a file that it looks for beside
 * its own code, where no bundler of a user's puts it; in one module it goes wherever the sandbox goes.
 */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const NAME = 'node-sqlite3-wasm';

export const inlineSqlite = {
  name: 'inline-sqlite',
  setup(build) {
    build.onLoad({ filter: /[\\/]node-sqlite3-wasm\.js$/ }, ({ path }) => {
      const packed = gzipSync(readFileSync(path.replace(/js$/, 'wasm')), { level: 9 }).toString('base64');
      const unpack = `${builtin('zlib')}.gunzipSync(Buffer.from("${packed}", "base64"))`;
      const code = readFileSync(path, 'utf8')
        .replaceAll(/\brequire\("node:(\w+)"\)/g, (_, name) => builtin(name))
        .replace(/\b__(dirname|filename)\b/g, '""');
      if (!code.includes('Module["wasmBinary"]') || /\brequire\(/.test(code))
        return { errors: [{ text: `${NAME} is not built as this plugin expects.` }] };
      return { contents: `var Module = { wasmBinary: ${unpack} };\n${code}`, loader: 'js' };
    });
  },
};

/** Not `require`, which an ES module lacks, nor `import`, which a CommonJS module cannot wait for. */
function builtin(name) {
  return `process.getBuiltinModule("node:${name}")`;
}
