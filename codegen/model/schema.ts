/**
 * The model between the stages. Built by `xsd/read.ts` and `wsdl/read.ts`, rewritten by `passes/`, printed by `emit/`.
 *
 * It stands where the writer can use it at run time; what the target language adds (class or array, member keys) in `shape.ts`.
 */
export * from '../../src/schema-text/schema.js';
