/**
 * Reads a corpus of recorded EWS documents with `ewskit inspect` and holds the answers against the corpus's own index:
 * every well-formed SOAP document must decode, every schema-valid one must come back the same.
 *
 *     node test/interop/corpus.mjs FOLDER
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const folder = process.argv[2];
const [head, ...rows] = readFileSync(join(folder, 'index.tsv'), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => line.split('\t'));
const documents = rows.map((row) => Object.fromEntries(head.map((name, column) => [name, row[column]])));
const index = new Map(documents.map((document) => [document.file, document]));

const decoded = inspect([...index.keys()]);
const soap = decoded.filter(
  ({ file }) => index.get(file)['well-formed'] === 'yes' && index.get(file).kind.includes('soap'),
);
const undecoded = soap.filter(({ ok }) => !ok);
console.log(`corpus: ${decoded.filter(({ ok }) => ok).length} of ${decoded.length} documents decode`);
console.log(`corpus: ${soap.length - undecoded.length} of ${soap.length} well-formed SOAP documents decode`);

const valid = documents.filter((document) => document['schema-valid'] === 'yes' && document.kind.includes('soap'));
const returned = inspect(
  valid.map(({ file }) => file),
  '--roundtrip',
);
const exceptions = readExceptions();
const unequal = returned.filter(({ ok, file }) => !ok && !exceptions.has(file));
const excused = returned.filter(({ ok, file }) => !ok && exceptions.has(file));
const equal = returned.length - unequal.length - excused.length;
console.log(
  `corpus: ${equal} of ${returned.length} schema-valid documents come back equal, ${excused.length} for a stated reason`,
);

for (const { file, error } of [...undecoded, ...unequal]) console.log(`  ${file}: ${error}`);
process.exitCode = undecoded.length + unequal.length === 0 ? 0 : 1;

/** File and reason, by file. */
function readExceptions() {
  const lines = readFileSync(new URL('roundtrip-exceptions.tsv', import.meta.url), 'utf8').split('\n');
  return new Map(lines.filter((line) => line !== '' && !line.startsWith('#')).map((line) => line.split('\t')));
}

function inspect(files, ...flags) {
  const paths = files.map((file) => join(folder, file));
  const options = { encoding: 'utf8', maxBuffer: 2 ** 28 };
  const { stdout, stderr } = spawnSync('node', ['dist/cli.js', 'inspect', '--json', ...flags, ...paths], options);
  const lines = stdout.split('\n').filter((line) => line !== '');
  if (lines.length !== files.length)
    throw new Error(`ewskit inspect said ${lines.length} lines for ${files.length} files: ${stderr}`);
  return lines.map((line) => {
    const record = JSON.parse(line);
    return { ...record, file: relative(folder, record.file) };
  });
}
