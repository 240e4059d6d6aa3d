/** Changes of a folder itself: its name, and fields of the caller's own. */
import type { ExtendedPropertyType, UpdateFolderType } from '../../generated/index.js';
import { compiledType, type Registry } from '../codec/index.js';
import { ValidationError, type Violation } from '../errors.js';
import { encodeMapi, Unfit } from '../fields/mapi-value.js';
import { checkOwnFields, type ExtendedFields, type ExtendedValues } from '../fields/own-fields.js';
import type { Session } from '../requests/session.js';
import { updateFolderRequest } from '../requests/update-folder.js';
import type { FoundFolder } from './found-folder.js';

/** What of a folder may be changed; null removes an own field. */
export type FolderValues<F extends ExtendedFields> = { displayName?: string | undefined } & {
  [K in keyof ExtendedValues<NoInfer<F>>]?: ExtendedValues<NoInfer<F>>[K] | null | undefined;
};

/** What an own field of that name would hide on a folder. */
export function hiddenOnFolder(registry: Registry, name: string): string | undefined {
  const types = ['CalendarFolderType', 'SearchFolderType'];
  return types.some((type) => compiledType(registry, type)?.byKey.has(name))
    ? `the member '${name}' of folders`
    : undefined;
}

/** The request for the changes. Throws {@link ValidationError} for what cannot be changed. */
export async function folderUpdate(
  session: Session,
  folder: FoundFolder,
  changes: object,
  given: ExtendedFields,
  options: object,
): Promise<UpdateFolderType> {
  const fields = checkOwnFields(given, (name) => hiddenOnFolder(session.registry, name));
  const own = new Map<string, ExtendedPropertyType | null>();
  const violations: Violation[] = [];
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) continue;
    const message = Object.hasOwn(fields, name)
      ? setOwn(own, fields, name, value, session.timeZone)
      : complaintOf(name, value);
    if (message !== undefined) violations.push({ path: name, message });
  }
  if (violations.length > 0) throw new ValidationError('folder.update()', violations);
  const { displayName } = changes as { displayName?: string };
  return updateFolderRequest(await folder.id(options), folder.element, { displayName, own }, fields);
}

function setOwn(
  own: Map<string, ExtendedPropertyType | null>,
  fields: ExtendedFields,
  name: string,
  value: unknown,
  timeZone: string,
): string | undefined {
  const encoded = value === null ? null : encodeMapi(fields[name]!, value, timeZone);
  if (encoded instanceof Unfit) return encoded.message;
  own.set(name, encoded ?? null);
  return undefined;
}

function complaintOf(name: string, value: unknown): string | undefined {
  if (name !== 'displayName')
    return `a folder has its displayName and the own fields of the option 'fields' to change; its items are changed by folder.all().update()`;
  return typeof value === 'string' && value !== '' ? undefined : 'expected a text that is not empty';
}
