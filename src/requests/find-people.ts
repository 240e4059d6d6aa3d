/** FindPeople: a page of people. Since Exchange 2013. */
import type {
  FieldOrderType,
  FindPeopleResponseMessageType,
  FindPeopleType,
  RestrictionType,
  TargetFolderIdType,
} from '../../generated/index.js';
import type { Registry } from '../codec/index.js';
import { personaShape } from '../fields/shape.js';
import { call } from './call.js';
import type { RequestOptions } from './options.js';
import type { Session } from './session.js';

/** Who is looked for. */
export interface FindingPeople {
  readonly folder: TargetFolderIdType;
  readonly restriction: RestrictionType | undefined;
  readonly sortOrder: FieldOrderType[] | undefined;
  readonly queryString: string | undefined;
}

function findPeopleRequest(
  registry: Registry,
  { folder, restriction, sortOrder, queryString }: FindingPeople,
  { offset, count }: { readonly offset: number; readonly count: number },
): FindPeopleType {
  return {
    personaShape: personaShape(registry),
    indexedPageItemView: { maxEntriesReturned: count, offset, basePoint: 'Beginning' },
    ...(restriction && { restriction }),
    ...(sortOrder && { sortOrder }),
    parentFolderId: folder,
    ...(queryString !== undefined && { queryString }),
  };
}

export function findPeople(
  session: Session,
  finding: FindingPeople,
  page: { readonly offset: number; readonly count: number },
  options: RequestOptions,
): Promise<FindPeopleResponseMessageType> {
  return call(session, 'FindPeople', findPeopleRequest(session.registry, finding, page), options);
}
