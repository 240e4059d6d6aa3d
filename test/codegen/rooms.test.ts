/**
 * Every type stands where generated/README.md says: told here from what the generated files import and export, not from how the generator
 * works it out.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { kebabCase } from '../../codegen/emit/rooms.js';

interface File {
  readonly path: string;
  /** Classes, types and constants of the schema. */
  readonly names: readonly string[];
  /** Names by the file that they come from. */
  readonly imports: ReadonlyMap<string, readonly string[]>;
}

const files = ['operations', 'types'].flatMap((folder) =>
  readdirSync(`generated/${folder}`).map((name) => fileAt(`${folder}/${name.replace(/\.ts$/, '')}`)),
);

function fileAt(path: string): File {
  const text = readFileSync(`generated/${path}.ts`, 'utf8');
  const imports = [...text.matchAll(/^import (?:type )?\{([^}]*)\} from '(\.[^']+)\.js';/gm)].map(
    ([, names = '', from = '']) => {
      const at = new URL(from, `file:///generated/${path}`).pathname.replace('/generated/', '');
      return [at, names.split(',').map((name) => name.replace(/\btype /, '').trim())] as const;
    },
  );
  return {
    path,
    names: [...text.matchAll(/^export (?:abstract )?(?:class|type|const) (\w+)/gm)].map(([, name = '']) => name),
    imports: new Map(imports),
  };
}

/** The files that use names of a file. */
function usersOf(path: string): string[] {
  return files.filter((file) => file.imports.has(path)).map((file) => file.path);
}

/** The list of the response messages of all operations says nothing of whose they are. */
const isListOfAnswers = (path: string): boolean =>
  files.some((file) => file.path === path && file.names.includes('ArrayOfResponseMessagesType'));

/** Whether some operation uses the file, by others too. Types of messages that no operation has are nobody's. */
function isReached(path: string, seen = new Set<string>()): boolean {
  if (path.startsWith('operations/')) return true;
  if (seen.has(path) || isListOfAnswers(path)) return false;
  seen.add(path);
  return usersOf(path).some((user) => isReached(user, seen));
}

test('no file is numbered, and none is far from what it is called', () => {
  const numbered = files.filter(({ path }) => /-\d+$/.test(path)).map(({ path }) => path);
  expect(numbered).toEqual([]);
  expect(files.length).toBeGreaterThan(200);
});

describe('types', () => {
  const types = files.filter(({ path }) => path.startsWith('types/'));

  test('a file has a type of its own name', () => {
    const stem = (name: string) => kebabCase(name.replace(/(?<=.)Type$/, ''));
    const strange = types.filter(({ path, names }) => !names.some((name) => `types/${stem(name)}` === path));
    expect(strange.map(({ path }) => path)).toEqual([]);
  });

  test('a file is not there for one other file', () => {
    const forOne = types.filter((file) => usersOf(file.path).length === 1);
    expect(forOne.map(({ path }) => `${path}, used by ${usersOf(path)[0]}`)).toEqual([]);
  });
});

describe('operations', () => {
  test('what stands with an operation is used by no other', () => {
    const operations = files.filter(({ path }) => path.startsWith('operations/'));
    const used = operations.flatMap(({ path }) =>
      usersOf(path)
        .filter((user) => !isListOfAnswers(user) && isReached(user))
        .map((user) => `${path} is used by ${user}`),
    );
    expect(used).toEqual([]);
    expect(operations.length).toBeGreaterThan(100);
  });
});
