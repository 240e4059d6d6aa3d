/** How a type of the schema is written in TypeScript, where it stands, and what that makes a file import. */

import { camelCase } from '../../src/xml/camel-case.js';
import { BUILTINS } from '../model/builtins.js';
import type { ComplexType, Schema } from '../model/schema.js';
import type { Member, Shapes, Slot } from '../model/shape.js';
import type { GeneratedFile } from './file.js';
import { wrap } from './file.js';
import { quoted } from './literal.js';

export class TypeNames {
  readonly #unions = new Map<string, string>();

  constructor(
    readonly schema: Schema,
    readonly shapes: Shapes,
    /** File of each type and alias, by name. */
    readonly files: ReadonlyMap<string, string>,
  ) {}

  /** The TypeScript type of values of a schema type. */
  reference(name: string, file: GeneratedFile): string {
    const builtin = BUILTINS[name];
    if (builtin !== undefined) return builtin === 'XmlElement' ? file.door('XmlElement') : builtin;
    const type = this.schema.types.get(name);
    if (type?.kind === 'complex' && this.shapes.of(type) === 'array')
      return this.array(type, file) ?? this.named(name, file);
    return this.named(name, file);
  }

  named(name: string, file: GeneratedFile): string {
    return file.use(name, this.files.get(name) ?? file.path);
  }

  /** `X[]` for an array of one kind of thing; undefined for a union, which has a name of its own. */
  array(type: ComplexType, file: GeneratedFile): string | undefined {
    const [member] = this.shapes.members(type);
    if (member === undefined) return `${file.door('XmlElement')}[]`;
    if (member.tagged) return undefined;
    return arrayOf(this.reference(member.slots[0]?.type ?? '', file));
  }

  /** The type of a member's value, without `undefined`. */
  member(member: Member, owner: string, file: GeneratedFile): string {
    const one = member.tagged
      ? this.named(this.unionName(member, owner), file)
      : this.reference(member.slots[0]?.type ?? '', file);
    const nullable = member.nillable ? `${one} | null` : one;
    return member.repeated ? arrayOf(nullable) : nullable;
  }

  /** The name of a union: that of the substitution group's head, or of the type and its choice. */
  unionName(member: Member, owner: string): string {
    const head = [...this.shapes.heads].find(
      ([, slots]) => slots.length === member.slots.length && slots[0]?.name === member.slots[0]?.name,
    );
    if (head) return head[0].slice(2).replace(/[.-]/g, '_');
    const own = `${owner}.${member.key}`;
    const wanted = `${owner.replace(/Type$/, '')}${member.key.replace(/^./, (c) => c.toUpperCase()).replace(/[.-]/g, '_')}`;
    // A type, or the union of another, may have that name.
    let name = wanted;
    for (let n = 2; this.schema.types.has(name) || (this.#unions.get(name) ?? own) !== own; n++) name = `${wanted}${n}`;
    this.#unions.set(name, own);
    return name;
  }

  /** `Kind<'message', MessageType> | ...`, one alternative a line when there are many. */
  union(slots: readonly Slot[], file: GeneratedFile): string[] {
    const alternatives = slots.map((slot) => this.alternative(slot, file));
    const one = alternatives.join(' | ');
    return one.length <= 90 ? [one] : ['', ...alternatives.map((text) => `  | ${text}`)];
  }

  private alternative(slot: Slot, file: GeneratedFile): string {
    const kind = this.shapes.isStruct(slot.type) ? 'Kind' : 'Boxed';
    return `${file.door(kind)}<${quoted(camelCase(slot.name))}, ${this.reference(slot.type, file)}>`;
  }

  /** A union of string literals, wrapped. */
  literals(values: readonly string[]): string[] {
    const literals = values.map(quoted);
    const one = literals.join(' | ');
    return one.length <= 100 ? [one] : ['', ...wrap(literals, 112, ' | ').map((text) => `  | ${text}`)];
  }
}

export function arrayOf(type: string): string {
  return /[ |]/.test(type) ? `(${type})[]` : `${type}[]`;
}
