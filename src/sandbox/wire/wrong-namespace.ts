/**
 * Children of the right name in the other of EWS's two namespaces. The codec reads them, for answers of servers mix the two; a server
 * passes over them as over any child that it does not know. Taken is only what nothing could be done without: Learn's own
 * GetStreamingEvents has its SubscriptionId in the wrong one.
 */
import { type Compiled, compile, NAMESPACES, type TypeInfo, typeOf, type XmlElement } from '../base/codec.js';

type Values = Record<string, unknown>;

const childrenOf = ({ children }: XmlElement): XmlElement[] => children.filter((child) => typeof child !== 'string');

/** Takes such members out of the value that the element was read as; gives the elements, each with that which it is in. */
export function takeOutMisnamed(element: XmlElement, value: object): { parent: XmlElement; child: XmlElement }[] {
  const found: { parent: XmlElement; child: XmlElement }[] = [];
  const info = typeOf(value);
  if (info !== undefined) struct(element, compile(info), value as Values, found);
  return found;
}

function struct(parent: XmlElement, type: Compiled, value: Values, found: ReturnType<typeof takeOutMisnamed>): void {
  const chosen = new Set(type.choices.flat());
  for (const child of childrenOf(parent)) {
    const slot = type.byName.get(child.name);
    if (slot === undefined) continue;
    const { key, repeated, required } = slot.member;
    const isWrong = child.namespace !== NAMESPACES[slot.tag.startsWith('m:') ? 'm' : 't'];
    if (isWrong && !repeated && !required && !chosen.has(key)) {
      delete value[key];
      found.push({ parent, child });
    } else if (!repeated) within(child, slot.type, value[key], found);
  }
}

function within(
  element: XmlElement,
  declared: TypeInfo | undefined,
  value: unknown,
  found: ReturnType<typeof takeOutMisnamed>,
): void {
  if (declared === undefined || value === null || typeof value !== 'object') return;
  if (!Array.isArray(value)) {
    const info = typeOf(value) ?? declared;
    if (info.shape === 'struct') struct(element, compile(info), value as Values, found);
    return;
  }
  const type = compile(declared);
  const known = childrenOf(element).filter(({ name }) => type.byName.has(name));
  // An entry that could not be read stands among the unknown ones, and the places would not agree.
  if (known.length !== value.length) return;
  for (const [place, child] of known.entries()) within(child, type.byName.get(child.name)?.type, value[place], found);
}
