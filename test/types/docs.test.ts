/** Every public name, and every member of one, says what it is: what shows when one points at it. A member may have the words of its base. */
import { resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { ts } from 'ts-morph';
import { exportsOf, programOf } from '../support/program.js';

const ENTRIES = ['src/index.ts', 'src/sandbox.ts', 'src/raw.ts', 'codegen/index.ts'];
const root = resolve('.');
const program = programOf(root, ENTRIES);
const checker = program.getTypeChecker();

const fileOf = ({ declarations = [] }: ts.Symbol): string =>
  declarations[0]?.getSourceFile().fileName.slice(root.length + 1) ?? '';
const isSilent = (symbol: ts.Symbol): boolean => symbol.getDocumentationComment(checker).length === 0;

/** Members that users see: no symbols, nothing private, nothing that stands for the run time alone. */
function membersOf(symbol: ts.Symbol): ts.Symbol[] {
  const statics = symbol.exports?.values() ?? [];
  return [...(symbol.members?.values() ?? []), ...statics].filter(({ name, flags, declarations = [] }) => {
    const isMember = flags & (ts.SymbolFlags.Property | ts.SymbolFlags.Method | ts.SymbolFlags.Accessor);
    const hidden = declarations.some(
      (one) =>
        ts.getCombinedModifierFlags(one) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected) ||
        ts.getJSDocTags(one).some(({ tagName }) => tagName.text === 'internal'),
    );
    return isMember && !hidden && !name.startsWith('#') && !name.startsWith('__') && name !== 'prototype';
  });
}

test.each(ENTRIES)('%s', (entry) => {
  // Of a module under one name (`recur`), what is in it.
  const given = exportsOf(program, `${root}/${entry}`).flatMap((symbol) =>
    symbol.flags & ts.SymbolFlags.ValueModule ? exportsOf(program, `${root}/${fileOf(symbol)}`) : [symbol],
  );
  const handwritten = given.filter((symbol) => /^(src|codegen)\//.test(fileOf(symbol)));
  expect(handwritten.length).toBeGreaterThan(5);
  const silent = handwritten.flatMap((symbol) => {
    const parts = symbol.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Interface) ? membersOf(symbol) : [];
    return [
      ...(isSilent(symbol) ? [symbol.name] : []),
      ...parts.filter(isSilent).map(({ name }) => `${symbol.name}.${name}`),
    ];
  });
  expect(silent).toEqual([]);
});
