/** The path of a property, as requests name it. */
import type { Path } from '../../generated/index.js';
import type { Property } from './property.js';

export function pathOf({ fieldURI, fieldIndex }: Property): Path {
  return (
    fieldIndex === undefined ? { kind: 'fieldURI', fieldURI } : { kind: 'indexedFieldURI', fieldURI, fieldIndex }
  ) as Path;
}
