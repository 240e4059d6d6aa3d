/** Takes the ```ts and ```js blocks out of README.md; shared by the type check and the tests that run them. */
import { readdirSync, readFileSync } from 'node:fs';

/** Each block with the line on which its code starts, so that an error can be found. */
export function readmeBlocks(path = 'README.md') {
  const blocks = [];
  let block;
  for (const [index, line] of readFileSync(path, 'utf8').split('\n').entries()) {
    if (block === undefined && /^\s*```[jt]s\s*$/.test(line)) block = { line: index + 2, lines: [] };
    else if (block !== undefined && line.trim() === '```') {
      blocks.push({ line: block.line, code: `${block.lines.join('\n')}\n` });
      block = undefined;
    } else block?.lines.push(line);
  }
  return blocks;
}

/** Pages of docs/ that say that their examples are one program. */
export function programPages() {
  return readdirSync('docs')
    .filter(
      (file) => file.endsWith('.md') && /^The examples are one program\b/m.test(readFileSync(`docs/${file}`, 'utf8')),
    )
    .map((file) => file.slice(0, -'.md'.length));
}
