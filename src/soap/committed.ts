/**
 * The registry of the edition that comes with us. Half of what there is to load: programs get it when they connect, by `import()`, unless
 * they bring an edition of their own.
 */
import { schema } from '../../generated/schema.js';
import { registryOf } from '../codec/index.js';

export const committed = registryOf(schema);
