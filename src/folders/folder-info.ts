/** What is asked of a folder beyond what is always known of it: members by their names, and own fields. */
import type {
  CalendarPermissionReadAccessType,
  CalendarPermissionSetType,
  ManagedFolderInformationType,
  PermissionReadAccessType,
  PermissionSetType,
  RetentionTagType,
  SearchParametersType,
} from '../../generated/index.js';
import { type Rules, rule, suggest, ValidationError } from '../errors.js';
import { checkOwnFields, type ExtendedFields } from '../fields/own-fields.js';
import { propertiesNamed, shapeOfMembers } from '../fields/shape.js';
import { type FolderInfo, folderShape, getFolder } from '../requests/get-folder.js';
import { hiddenOnFolder } from './folder-changes.js';
import { FIELD_RULES, type FolderFieldOptions } from './folder-options.js';
import type { FoundFolder } from './found-folder.js';

/** Every member that a folder may have. */
export interface FolderMembers extends FolderInfo {
  /** Of a managed folder: quota, comment, home page. */
  managedFolderInformation?: ManagedFolderInformationType | undefined;
  /** Which policy deletes what is in it. Exchange 2013. */
  policyTag?: RetentionTagType | undefined;
  /** Which policy moves what is in it into the archive. Exchange 2013. */
  archiveTag?: RetentionTagType | undefined;
  /** Servers that have a copy of a public folder. Exchange 2013. */
  replicaList?: string[] | undefined;
  /** Who may do what; to be read by its owner. */
  permissionSet?: PermissionSetType | CalendarPermissionSetType | undefined;
  /** What whoever it is shared with may see of it. Exchange 2010. */
  sharingEffectiveRights?: PermissionReadAccessType | CalendarPermissionReadAccessType | undefined;
  /** What a search folder looks for, and where. */
  searchParameters?: SearchParametersType | undefined;
}

/** What is asked of a folder. */
export interface FolderInfoOptions<F extends ExtendedFields> extends FolderFieldOptions<F> {
  /** These members and no others; they are asked for each time. */
  only?: readonly (keyof FolderMembers)[] | undefined;
}

export const INFO_RULES: Rules<FolderInfoOptions<ExtendedFields>> = {
  ...FIELD_RULES,
  only: rule('an array of members', Array.isArray),
};

const TYPES = ['FolderType', 'CalendarFolderType', 'ContactsFolderType', 'SearchFolderType', 'TasksFolderType'];

/** Asks for what the options name. Throws {@link ValidationError} for names of nothing. */
export async function askedInfo(
  at: FoundFolder,
  { fields = {}, only, ...options }: FolderInfoOptions<ExtendedFields>,
): Promise<FolderInfo> {
  const { session } = at;
  const own = checkOwnFields(fields, (name) => hiddenOnFolder(session.registry, name));
  if (only === undefined) return getFolder(session, await at.resolve(options), options, own);
  const properties = only.map((name) => ({ name, found: propertiesNamed(session.registry, TYPES, name) }));
  const violations = properties
    .filter(({ found }) => found.length === 0)
    .map(({ name }) => ({ path: `only.${String(name)}`, message: `a folder has no such member${hint(String(name))}` }));
  if (violations.length > 0) throw new ValidationError('folder.info()', violations);
  const shape = shapeOfMembers(TYPES, [...only, ...Object.keys(own)], { registry: session.registry, fields: own });
  return getFolder(session, await at.resolve(options), options, own, shape);
}

function hint(name: string): string {
  const known = (folderShape().additionalProperties ?? []).flatMap((path) =>
    path.kind === 'fieldURI' ? [path.fieldURI.replace(/^folder:./, (start) => start.slice(-1).toLowerCase())] : [],
  );
  const nearest = suggest(name, [...known, 'permissionSet', 'policyTag', 'archiveTag', 'searchParameters']);
  return nearest === undefined ? '' : `; did you mean '${nearest}'?`;
}
