/** Folders as a drawing of text. */

/** All that are listed, under the name of the top. */
export async function treeOf(
  top: () => Promise<string>,
  listed: AsyncIterable<{ readonly names: readonly string[] }>,
): Promise<string> {
  const folders: (readonly string[])[] = [];
  for await (const { names } of listed) folders.push(names);
  return drawTree(await top(), folders);
}

/** Lines with branches, under the name of the top; folders as the names that lead to them. */
function drawTree(top: string, folders: readonly (readonly string[])[]): string {
  const lines = [top];
  const draw = (above: readonly string[], indent: string): void => {
    const children = folders.filter(
      (names) => names.length === above.length + 1 && above.every((name, index) => names[index] === name),
    );
    for (const [index, names] of children.entries()) {
      const last = index === children.length - 1;
      lines.push(`${indent}${last ? '└── ' : '├── '}${names.at(-1)}`);
      draw(names, `${indent}${last ? '    ' : '│   '}`);
    }
  };
  draw([], '');
  return lines.join('\n');
}
