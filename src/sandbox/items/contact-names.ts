/** The names of a contact: DisplayName, FileAs by its mapping, Subject. */
import type { ItemData } from '../store/item-data.js';

/** Of a new contact, in place: what the client did not give is derived. A FileAs and a mapping that both come are both kept. */
export function nameContact(data: ItemData): void {
  data.displayName ??= fullName(data) || undefined;
  data.fileAs ??= mapped(data) ?? (lastFirst(data) || data.displayName);
  data.subject ??= data.displayName ?? data.fileAs;
}

/** What a mapping is made of. */
const PARTS = [
  'displayName',
  'givenName',
  'middleName',
  'surname',
  'generation',
  'companyName',
  'fileAsMapping',
] as const;

/** Of a changed contact, in place: a mapping follows the names. What was deleted stays away. */
export function renameContact(before: ItemData, data: ItemData): void {
  if (data.fileAs !== before.fileAs || PARTS.every((part) => data[part] === before[part])) return;
  data.fileAs = mapped(data) ?? data.fileAs;
}

function mapped(data: ItemData): string | undefined {
  const { givenName, surname, companyName } = data;
  const join = (separator: string, ...parts: (string | undefined)[]) =>
    parts.filter(Boolean).join(separator) || undefined;
  switch (data.fileAsMapping) {
    case 'LastCommaFirst':
      return lastFirst(data) || undefined;
    case 'FirstSpaceLast':
      return join(' ', givenName, data.middleName, surname, data.generation);
    case 'Company':
      return companyName;
    case 'LastCommaFirstCompany':
      return join('\r\n', lastFirst(data), companyName);
    case 'CompanyLastCommaFirst':
      return join('\r\n', companyName, lastFirst(data));
    case 'CompanyLastFirst':
      return join('\r\n', companyName, join(' ', surname, givenName));
    case 'LastFirst':
      return join('', surname, givenName);
    case 'LastFirstCompany':
      return join('\r\n', join('', surname, givenName), companyName);
    case 'LastFirstSuffix':
      return join(' ', join('', surname, givenName), data.generation);
    case 'LastSpaceFirst':
      return join(' ', surname, givenName, data.middleName);
    case 'LastSpaceFirstCompany':
      return join('\r\n', join(' ', surname, givenName), companyName);
    case 'CompanyLastSpaceFirst':
      return join('\r\n', companyName, join(' ', surname, givenName));
    case 'DisplayName':
      return data.displayName;
    case 'FirstName':
      return givenName;
    case 'LastName':
      return surname;
    case 'LastFirstMiddleSuffix':
      return join(' ', join(', ', surname, givenName), data.middleName, data.generation);
    default:
      return undefined;
  }
}

function fullName(data: ItemData): string {
  return [data.givenName, data.middleName, data.surname, data.generation].filter(Boolean).join(' ');
}

function lastFirst(data: ItemData): string {
  const first = [data.givenName, data.middleName].filter(Boolean).join(' ');
  return (
    [data.surname, first].filter(Boolean).join(', ') + (data.generation && data.surname ? ` ${data.generation}` : '')
  );
}
