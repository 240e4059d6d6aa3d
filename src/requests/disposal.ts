/** How things leave, in the schema's words. */
import type { DisposalType } from '../../generated/index.js';
import type { Disposal } from './options.js';

const TYPES: Readonly<Record<Disposal, DisposalType>> = {
  trash: 'MoveToDeletedItems',
  soft: 'SoftDelete',
  hard: 'HardDelete',
};

/** Default: to the deleted items, everywhere. */
export function deleteTypeOf(disposal: Disposal = 'trash'): DisposalType {
  return TYPES[disposal];
}
