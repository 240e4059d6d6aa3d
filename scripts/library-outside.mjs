/**
 * An esbuild plugin: what a tool takes through a door of the library, it takes from the package by its name, so that account, sandbox and database
 * are in dist/ once.
 */
import { resolve } from 'node:path';

const DOORS = { index: 'ewskit', raw: 'ewskit/raw', sandbox: 'ewskit/sandbox' };

export const libraryOutside = {
  name: 'library-outside',
  setup(build) {
    build.onResolve({ filter: /^\.{1,2}\/.*\.js$/ }, ({ path, resolveDir }) => {
      const asked = resolve(resolveDir, path);
      const door = Object.keys(DOORS).find((name) => asked === resolve('src', `${name}.js`));
      return door && { path: DOORS[door], external: true };
    });
  },
};
