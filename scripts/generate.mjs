/**
 * `make generate`: runs the generator from its sources. It bundles codegen/ alone, so that it works even when generated/ is
 * broken or empty; `ewskit generate` is the same thing from a built package.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const OUTFILE = 'node_modules/.cache/ewskit/codegen.mjs';

if (!existsSync('schemas/types.xsd')) {
  console.error(
    'schemas/ holds no schema files. Get them first: make schemas, or make schemas FROM=DIR, or make schemas SERVER=mail.example.com',
  );
  process.exit(2);
}
const options = {
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  logLevel: 'warning',
};
await build({ entryPoints: ['codegen/index.ts'], outfile: OUTFILE, ...options });
const { generate, summarizeChanges } = await import(pathToFileURL(resolve(OUTFILE)).href);
const started = performance.now();
const report = generate({ schemas: 'schemas', out: '.' });
const seconds = ((performance.now() - started) / 1000).toFixed(1);
console.log(`generated/: ${report.files} files, ${report.changed.length} changed, ${seconds} s`);
if (report.others.length === 0)
  console.log('no other edition is known, so nothing says since when it is: git checkout generated/editions');
const lines = summarizeChanges(report.changes, 20);
if (lines.length > 0) console.log(`${report.edition} against the committed ${report.against}:\n${lines.join('\n')}`);
if (report.overlayGaps.length > 0)
  console.log(`the overlay names what is not there:\n  ${report.overlayGaps.join('\n  ')}`);
