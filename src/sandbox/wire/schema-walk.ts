/**
 * Walks a decoded request beside the compiled types and lists what the schema does not have, or asks for and does not find, in the
 * words of .NET's reader. Knows no operation, and not what a server makes of it.
 */
import { isDate, isUint8Array } from 'node:util/types';
import {
  type Compiled,
  compile,
  type Member,
  NAMESPACES,
  type Slot,
  type TypeInfo,
  typeOf,
  type XmlElement,
  type XmlNode,
} from '../base/codec.js';

export interface Finding {
  message: string;
  /**
   * Newer servers read with a serializer, which passes over children that it does not know and leaves out what is missing. Attributes,
   * texts and values that mean nothing are refused by all.
   */
  isPassedOver: boolean;
}

/** An element: its name, as messages have it. */
type Named = Pick<Slot, 'name' | 'tag'>;
type Values = { unknown?: readonly XmlNode[]; unknownAttributes?: Readonly<Record<string, string>> } & Record<
  string,
  unknown
>;

/** Everything that is wrong with the value of an element. Children that are unknown are taken out of it where `isTaken` says so. */
export function walkRequest(name: string, body: object, isTaken: boolean): Finding[] {
  const walk = new Walk(isTaken);
  const info = typeOf(body);
  if (info !== undefined) walk.struct({ name, tag: `m:${name}` }, compile(info), body as Values);
  return walk.findings;
}

class Walk {
  readonly findings: Finding[] = [];
  readonly #isTaken: boolean;

  constructor(isTaken: boolean) {
    this.#isTaken = isTaken;
  }

  struct(element: Named, type: Compiled, value: Values): void {
    this.#attributes(type, value);
    this.#unknown(element, value, [...type.members]);
    for (const member of type.members) {
      const held = value[member.key];
      if (held === undefined) {
        if (member.required) this.#incomplete(element, member);
      } else for (const one of member.repeated && Array.isArray(held) ? held : [held]) this.#member(member, one);
    }
    for (const keys of type.choices)
      if (!keys.some((key) => value[key] !== undefined))
        this.#incomplete(element, ...type.members.filter(({ key }) => keys.includes(key)));
  }

  #attributes(type: Compiled, value: Values): void {
    for (const { key, name, required } of type.attributes)
      if (required && value[key] === undefined && value.unknownAttributes?.[name] === undefined)
        this.#add(`The required attribute '${name}' is missing.`, false);
    for (const name of Object.keys(value.unknownAttributes ?? {})) {
      if (/^(xmlns|xml|xsi)\b/.test(name) || /[:{]/.test(name)) continue;
      const why = type.attributesByName.has(name)
        ? `The '${name}' attribute is invalid - The value is invalid according to its datatype.`
        : `The '${name}' attribute is not declared.`;
      this.#add(why, false);
    }
  }

  #unknown(element: Named, value: Values, members: readonly Member[]): void {
    for (const node of value.unknown ?? []) {
      if (typeof node === 'string') {
        if (node.trim() !== '')
          this.#add(
            `The element ${quoted(element)} cannot contain text. Content model is empty or element only.`,
            false,
          );
      } else if (members.some((member) => isValueOf(node, member, value))) {
        this.#add(
          `The '${node.namespace}:${node.name}' element is invalid - The value is invalid according to its datatype.`,
          false,
        );
      } else this.#add(`The element ${quoted(element)} has invalid child element ${quotedXml(node)}.`, true);
    }
    if (this.#isTaken) delete value.unknown;
  }

  #member(member: Member, value: unknown): void {
    const kind = (value as { kind?: unknown } | null)?.kind;
    const slot = member.tagged ? member.slots.find((one) => one.kind === kind) : member.slots[0];
    if (slot?.type === undefined || value === null || typeof value !== 'object') return;
    if (isDate(value) || isUint8Array(value)) return;
    const actual = slot.type.shape === 'struct' ? (typeOf(value) ?? slot.type) : slot.type;
    if (actual.shape === 'struct') this.struct(slot, compile(actual), value as Values);
    else this.#wrapper(slot, actual, value);
  }

  #wrapper(element: Named, info: TypeInfo, value: object): void {
    const type = compile(info);
    const [member] = type.members;
    if (type.any || member === undefined) return;
    if (!Array.isArray(value)) {
      this.#member(member, value);
      return;
    }
    const list = value as unknown[] & Values;
    this.#unknown(element, list, []);
    if (member.required && list.length === 0) this.#incomplete(element, member);
    for (const one of list) this.#member(member, one);
  }

  #incomplete(element: Named, ...members: readonly Member[]): void {
    const expected = members.flatMap(({ slots }) => slots.map(quoted));
    this.#add(
      `The element ${quoted(element)} has incomplete content. List of possible elements expected: ${expected.join(', ')}.`,
      true,
    );
  }

  #add(message: string, isPassedOver: boolean): void {
    this.findings.push({ message, isPassedOver });
  }
}

/** A child whose text is no value of its type is kept as unknown, and its member is empty. */
function isValueOf({ name }: XmlElement, member: Member, value: Values): boolean {
  return (
    value[member.key] === undefined && member.slots.some((slot) => slot.name === name && slot.scalar !== undefined)
  );
}

const quotedXml = ({ name, namespace }: XmlElement): string => `'${name}' in namespace '${namespace}'`;

function quoted({ name, tag }: Named): string {
  return quotedXml({ name, namespace: NAMESPACES[tag.startsWith('m:') ? 'm' : 't'] } as XmlElement);
}
