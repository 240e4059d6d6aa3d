/** Prints an operation: the constant that ties its request and response types to its name, action and headers. */
import type { Overlay } from '../model/overlay.js';
import type { Operation } from '../model/schema.js';
import { operationName } from '../passes/name-types.js';
import { age, docComment } from './docs.js';
import type { GeneratedFile } from './file.js';
import { quoted } from './literal.js';
import type { TypeNames } from './type-names.js';

export function emitOperation(operation: Operation, names: TypeNames, overlay: Overlay, file: GeneratedFile): void {
  const [request, response] = [operation.request, operation.response].map(
    (element) => names.schema.elements.get(`m:${element}`)?.type ?? '',
  );
  const types = [request, response].map((type) => file.use(type ?? '', names.files.get(type ?? '') ?? file.path, true));
  const headers = operation.headers.map((header) => header.slice(2)).join(' ');
  const since = operation.since === undefined ? '' : `, since: ${quoted(operation.since)}`;
  file.print(
    ...docComment(
      '',
      [overlay.docs.types[operation.name], `\`${operation.name}\`, ${age(operation)}.`],
      overlay.links[operation.name],
    ),
    `export const ${operationName(operation.name)} = /*@__PURE__*/ ${file.door('operation', true)}(${quoted(operation.name)}, ${types.join(', ')}, {`,
    `  response: ${quoted(operation.response)},`,
    `  headers: ${quoted(headers)}${since},`,
    '});',
  );
}
