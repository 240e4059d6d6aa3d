/** What is in the package: links of its pages, licences of all that comes with it, and the oldest dependencies that it says it takes. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { node } from '../command.mjs';
import { expectMailbox, install, project } from '../project.mjs';

// MPL-2.0 is free of conditions for what only uses a file of its, unchanged and apart (its 3.2 and 3.3): ical.js is a dependency, and is not
// packed into dist/.
const FREE = /^(MIT|MIT-0|ISC|0BSD|BSD-[23]-Clause|Apache-2\.0|Unicode-3\.0)$/;
const FREE_WHEN_APART = /^MPL-2\.0$/;

export function tarballRows({ root, plain, withMsal, tarball, manifest }) {
  const own = join(plain, 'node_modules', manifest.name);
  return [
    { group: 'in the tarball', name: 'links of its pages', run: async () => links(own) },
    { group: 'in the tarball', name: 'licences', run: async () => licences(withMsal, own) },
    {
      group: 'dependencies',
      name: 'the oldest of each range',
      run: async () => {
        const oldest = Object.entries(manifest.dependencies).map(
          ([name, range]) => `${name}@${range.replace(/^\^/, '')}`,
        );
        const folder = await install(join(root, 'oldest'), tarball, ...oldest);
        const inner = project(folder, 'oldest', { programs: { 'mailbox.mjs': 'mailbox.mjs' } });
        expectMailbox(await node('mailbox.mjs', { cwd: inner }), { msal: false });
        return oldest.join(', ');
      },
    },
  ];
}

/** Every relative link of every page leads to something that is in the package, too. */
function links(own) {
  const pages = readdirSync(own, { recursive: true }).filter((file) => file.endsWith('.md'));
  const broken = [];
  let count = 0;
  for (const page of pages) {
    for (const [, target] of readFileSync(join(own, page), 'utf8').matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^(https?:|mailto:|#)/.test(target)) continue;
      count++;
      const file = resolve(own, dirname(page), target.replace(/#.*$/, ''));
      if (relative(own, file).startsWith('..') || !existsSync(file)) broken.push(`${page}: ${target}`);
    }
  }
  if (count === 0) throw new Error('No page of the package has a link.');
  if (broken.length > 0) throw new Error(`Links to what is not in the package:\n${broken.join('\n')}`);
  return `${count} links in ${pages.length} pages`;
}

/** Of everything that is installed with it, the optional packages for logins included, and of what is packed into dist/. */
function licences(folder, own) {
  const modules = join(folder, 'node_modules');
  const found = readdirSync(modules, { recursive: true })
    .filter((file) => /(^|node_modules\/)(@[^/]+\/)?[^/@]+\/package\.json$/.test(file))
    .map((file) => JSON.parse(readFileSync(join(modules, file), 'utf8')))
    .filter(({ name }) => name !== undefined);
  const packed = [...readFileSync(join(own, 'dist/LICENSES.md'), 'utf8').matchAll(/^## (\S+) \S+ \((.*)\)$/gm)];
  const all = [...found, ...packed.map(([, name, license]) => ({ name, license }))];
  const isApart = (one) => found.includes(one) && FREE_WHEN_APART.test(one.license);
  const others = all.filter((one) => !FREE.test(one.license) && !isApart(one));
  if (packed.length === 0 || found.length < 10) throw new Error('The packages were not found.');
  if (others.length > 0) throw new Error(others.map(({ name, license }) => `${name}: ${license}`).join('\n'));
  return `${all.length} packages`;
}
