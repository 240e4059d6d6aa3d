/**
 * xsd2ts on the schema files: as they are, and with the end tags that its parser stumbles on (`</xs:restriction >`) written
 * without the space. What it makes stays below bench/peers, which is not committed: the package has the text of the GPL.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const FILES = ['types', 'messages'];

/** Types of those declared, and errors of the compiler by code. `repair` is for the end tags. */
export function runXsd2ts(work, schemas, repair) {
  const folder = join(work, repair ? 'xsd2ts-repaired' : 'xsd2ts');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'src'), { recursive: true });
  copyFileSync('bench/compare/run-xsd2ts.cjs', join(folder, 'run.cjs'));
  const declared = FILES.flatMap((name) => {
    const text = readFileSync(join(schemas, `${name}.xsd`), 'utf8');
    writeFileSync(join(folder, `${name}.xsd`), repair ? text.replace(/<\/(xs:\w+)\s+>/g, '</$1>') : text);
    return [...text.matchAll(/<xs:(complex|simple)Type\s[^>]*?\bname="([^"]+)"/g)].map(([, kind, type]) => ({
      name,
      type,
      kind: `${kind} of ${name}.xsd`,
    }));
  });
  const started = performance.now();
  const run = spawnSync(process.execPath, ['run.cjs'], { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 28 });
  const seconds = (performance.now() - started) / 1000;
  const names = Object.fromEntries(FILES.map((name) => [name, namesIn(join(folder, `src/generated/${name}.ts`))]));
  const emitted = declared.filter(({ name, type }) => names[name].has(type.toLowerCase()));
  const kinds = {};
  for (const { kind } of declared)
    kinds[kind] ??= { declared: countOf(declared, kind), emitted: countOf(emitted, kind) };
  const errors = compile(folder);
  quoteMembers(folder);
  const figures = {
    declared: declared.length,
    emitted: emitted.length,
    kinds,
    errors,
    errorsAfterQuoting: compile(folder),
  };
  return { exit: run.status, seconds, ...figures };
}

const countOf = (types, wanted) => types.filter(({ kind }) => kind === wanted).length;

/** Its spelling of names differs in the first letter, so case is left out. */
function namesIn(path) {
  const text = readFileSync(path, 'utf8');
  return new Set(
    [...text.matchAll(/^(?:export )?(?:abstract )?(?:class|enum|type|interface) (\w+)/gm)].map(([, name]) =>
      name.toLowerCase(),
    ),
  );
}

/** Members of enumerations stand unquoted (`folder:FolderId = ...`): errors of syntax, behind which the compiler stops looking. */
function quoteMembers(folder) {
  for (const name of FILES) {
    const path = join(folder, `src/generated/${name}.ts`);
    writeFileSync(path, readFileSync(path, 'utf8').replace(/^(\s+)([\w.-]+:[\w:.-]+)(\s*=\s*")/gm, '$1"$2"$3'));
  }
}

/** Errors by code, of the laxest compiler there is; `index.ts`, a copy of the last file, is left out. */
function compile(folder) {
  const options =
    '--noEmit --ignoreConfig --strict false --skipLibCheck --target es2022 --module esnext --moduleResolution bundler';
  const files = FILES.map((name) => `src/generated/${name}.ts`);
  const { stdout } = spawnSync(resolve('node_modules/.bin/tsc'), [...options.split(' '), ...files], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  const errors = {};
  for (const [, code] of stdout.matchAll(/error (TS\d+)/g)) errors[code] = (errors[code] ?? 0) + 1;
  return errors;
}

/** Errors that the compiler has against our generated code, with the project's own, strictest options. */
export function compileOurs(work) {
  const config = join(work, 'tsconfig.json');
  const options = { rootDir: resolve('.'), noEmit: true, typeRoots: [resolve('node_modules/@types')] };
  writeFileSync(
    config,
    JSON.stringify({ extends: resolve('tsconfig.json'), compilerOptions: options, include: [resolve('generated')] }),
  );
  const { stdout } = spawnSync(resolve('node_modules/.bin/tsc'), ['-p', config], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  return [...stdout.matchAll(/^\S*generated\/\S+: error TS\d+/gm)].length;
}
