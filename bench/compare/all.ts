/** What bench/compare.mjs bundles: the parts of the comparison that need our sources. */
export { compareDocuments, compareRequests } from './soap.js';
export { emittedByUs } from './types.js';
export { filesOf, withService } from './wsdl.js';
