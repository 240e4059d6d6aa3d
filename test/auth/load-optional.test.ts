/** Packages that may be absent: in which words Node and others say so, and what is another failure. */
import { expect, test } from '@jest/globals';
import { loadOptional } from '../../src/auth/load-optional.js';
import { rejection } from '../http/servers.js';

const failing = (message: string, code?: string) => () => Promise.reject(Object.assign(new Error(message), { code }));
const load = (message: string, code?: string) => loadOptional('@azure/msal-node', failing(message, code));

test.each([
  ['Node', "Cannot find package '@azure/msal-node' imported from /app/bundle.mjs", 'ERR_MODULE_NOT_FOUND'],
  ['webpack', "Cannot find module '@azure/msal-node'", 'MODULE_NOT_FOUND'],
  ['Jest', "Cannot find module '@azure/msal-node' from 'node_modules/ewskit/dist/index.js'", 'MODULE_NOT_FOUND'],
  ['Vite', 'Could not resolve "@azure/msal-node" imported by "ewskit". Is it installed?', undefined],
])('%s says that a package is not installed', async (_, message, code) => {
  expect(await load(message, code)).toBeUndefined();
});

test('a package that misses one of its own is installed, and broken', async () => {
  const message = "Cannot find package 'jsonwebtoken' imported from /app/node_modules/@azure/msal-node/dist/index.mjs";
  expect(await rejection(load(message, 'ERR_MODULE_NOT_FOUND'))).toMatchObject({
    code: 'ERR_CREDENTIALS',
    message: expect.stringContaining('is installed but cannot be loaded'),
  });
});
