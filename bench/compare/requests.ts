/** The requests that node-soap and we are compared by: of each operation one that a program would send, of some several. */
import { folderRequests } from './folders.js';
import { items } from './items.js';
import { people } from './people.js';
import type { Sample } from './sample.js';

export const requests: readonly Sample[] = [...items, ...folderRequests, ...people];

/** How many different operations they are of. */
export const operationCount = new Set(requests.map(({ operation }) => operation)).size;
