/** Where a watch of a test keeps how far it has come. */
import type { StateStore } from '../../src/index.js';

export function memory(): StateStore {
  const states = new Map<string, string>();
  return { load: async (key) => states.get(key), save: async (key, state) => void states.set(key, state) };
}
