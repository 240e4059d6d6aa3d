/** Addresses of a header (RFC 5322, 3.4): names, comments, groups, routes. Read by postal-mime, and only mapped here. */
import { type Address, addressParser } from 'postal-mime';

/**
 * `Anna Berg <anna@x.y>, bo@x.y` as names and addresses. The text as it stands in the header: a comma within an encoded word
 * parts nobody, so words are decoded after the list is taken apart. Of a group its members.
 */
export function parseAddresses(text: string | undefined): { name?: string; emailAddress: string }[] {
  return text === undefined ? [] : membersOf(addressParser(text));
}

function membersOf(list: readonly Address[]): { name?: string; emailAddress: string }[] {
  return list.flatMap(({ name, address, group }) => {
    if (group !== undefined) return membersOf(group);
    // A route (`@a,@b:mary@x`) is read over: RFC 5322, 4.4.
    const emailAddress = (address ?? '').replace(/^@[^:]*:/, '').trim();
    const bare = oneLine(name);
    if (emailAddress === '') return bare === '' ? [] : [{ emailAddress: bare }];
    return [{ ...(bare && { name: bare }), emailAddress }];
  });
}

/** An encoded word may hold a line break, by which a header of the sender's choice would begin. */
export function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, ' ').trim();
}
