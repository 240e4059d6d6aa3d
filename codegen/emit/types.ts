/** Prints one type: a class with its members and its notation, or an alias with its notation. */

import { camelCase } from '../../src/xml/camel-case.js';
import { BUILTINS } from '../model/builtins.js';
import type { Overlay } from '../model/overlay.js';
import type { Attribute, ComplexType, SimpleType, TypeDefinition } from '../model/schema.js';
import type { Member } from '../model/shape.js';
import { age, docComment, editionName, memberMeaning, typeMeaning } from './docs.js';
import { type GeneratedFile, wrap } from './file.js';
import { inTemplate, isIdentifier, quoted } from './literal.js';
import { complexNotation, simpleNotation, typeHeader } from './notation.js';
import { arrayOf, type TypeNames } from './type-names.js';

export class TypeEmitter {
  readonly #absent: ReadonlySet<string>;
  readonly #present: ReadonlySet<string>;
  readonly #text: ReadonlyMap<string, string>;

  constructor(
    readonly names: TypeNames,
    readonly overlay: Overlay,
  ) {
    this.#absent = new Set(overlay.absent.map(({ type, member }) => `${type}.${member}`));
    this.#present = new Set(overlay.present.map(({ type, member }) => `${type}.${member}`));
    this.#text = new Map(overlay.text.map(({ type, text }) => [type, text]));
  }

  emit(type: TypeDefinition, file: GeneratedFile): void {
    if (type.kind === 'simple') this.#simple(type, file);
    else if (this.names.shapes.of(type) === 'struct') this.#class(type, file);
    else this.#alias(type, file);
    file.print('');
  }

  #doc(type: TypeDefinition): string[] {
    const fact = `\`${type.prefix}:${type.xmlName}\`${type.kind === 'complex' && type.abstract ? ', abstract' : ''}, ${age(type)}.`;
    return docComment('', [typeMeaning(this.overlay, type.name), fact], this.overlay.links[type.name]);
  }

  #simple(type: SimpleType, file: GeneratedFile): void {
    const [first, ...rest] = this.#simpleType(type, file);
    file.print(...this.#doc(type), ...aliasLines(type.name, [first ?? '', ...rest]));
    const words = simpleNotation(type).split(' ');
    const head = `export const ${type.name} = /*@__PURE__*/ ${file.door('simpleType', true)}(${quoted(typeHeader(type))}`;
    const one = `${head}, ${quoted(words.join(' '))});`;
    file.print(
      ...(one.length <= 120
        ? [one]
        : [`${head}, \``, ...wrap(words, 116, ' ').map((text) => `  ${inTemplate(text)}`), '`);']),
    );
  }

  #simpleType(type: SimpleType, file: GeneratedFile): string[] {
    if (type.values.length > 0) return this.names.literals(type.values.map(({ value }) => value));
    const types = [...new Set(type.types.map((name) => this.names.reference(name, file)))];
    return [type.variety === 'list' ? arrayOf(types.join(' | ')) : types.join(' | ')];
  }

  #alias(type: ComplexType, file: GeneratedFile): void {
    const [member] = this.names.shapes.members(type);
    const shape = this.names.shapes.of(type);
    file.print(...this.#doc(type));
    if (member?.tagged) {
      const head = this.names.unionName(member, type.name);
      // A union that is a substitution group has a name already; the others are written out here.
      const union = this.names.files.has(head) ? [this.names.named(head, file)] : this.names.union(member.slots, file);
      const [first, ...rest] = union;
      if (shape !== 'array') file.print(...aliasLines(type.name, union));
      else if (rest.length === 0) file.print(`export type ${type.name} = ${arrayOf(first ?? '')};`);
      else file.print(`export type ${type.name} = (`, ...rest, ')[];');
    } else
      file.print(
        `export type ${type.name} = ${this.names.array(type, file)?.replace(shape === 'array' ? /$^/ : /\[\]$/, '') ?? 'never'};`,
      );
    const head = `export const ${type.name} = /*@__PURE__*/ ${file.door('complexType', true)}(undefined, `;
    file.print(...this.#definition(type, head, shape, ''));
  }

  #class(type: ComplexType, file: GeneratedFile): void {
    const { shapes, schema } = this.names;
    const members = shapes.members(type);
    for (const member of members) if (member.tagged) this.#union(type, member, file);
    const base =
      type.base === undefined
        ? file.door('Struct', true)
        : file.use(type.base, this.names.files.get(type.base) ?? file.path, true);
    file.print(...this.#doc(type), `export class ${type.name} extends ${base} {`);
    for (const attribute of type.attributes) if (attribute.use !== 'prohibited') this.#attribute(type, attribute, file);
    if (type.text !== undefined) {
      const text = this.names.reference(this.#text.get(type.name) ?? type.text, file);
      file.print('  /** The text of the element. */', `  declare value: ${text};`);
    }
    for (const member of members) this.#member(type, member, file);
    const narrowed = narrowedResponse(type.name, schema.types.get('ArrayOfResponseMessagesType'));
    if (type.base === 'BaseResponseMessageType' && narrowed) {
      file.print('  /** One for each thing that was asked for, in that order. */');
      file.print(
        `  declare responseMessages: ${file.door('Kind')}<'${camelCase(narrowed.name)}', ${this.names.reference(narrowed.type, file)}>[];`,
      );
    }
    file.print('', `  constructor(init?: ${type.name}) {`, '    super(init);', '  }', '');
    const head = `    return ${file.door('complexType', true)}(this, `;
    file.print(
      `  static override get schema(): ${file.door('Declaration')} {`,
      ...this.#definition(type, head, 'struct', '    '),
      '  }',
      '}',
    );
  }

  /** Names the union of a member, unless it is a substitution group's. */
  #union(type: ComplexType, member: Member, file: GeneratedFile): void {
    const name = this.names.unionName(member, type.name);
    if (this.names.files.get(name) !== undefined) return;
    file.print(
      `/** What {@link ${type.name}.${member.key}} may be. */`,
      ...aliasLines(name, this.names.union(member.slots, file)),
      '',
    );
  }

  #attribute(type: ComplexType, attribute: Attribute, file: GeneratedFile): void {
    const facts = `\`@${attribute.name}\`${fact(attribute.type)}${attribute.default === undefined ? '' : `, default ${attribute.default}`}${this.#since(attribute, type)}.`;
    this.#field(
      type,
      attribute.name,
      attribute.key ?? camelCase(attribute.name),
      this.names.reference(attribute.type, file),
      attribute.use === 'required',
      facts,
      file,
    );
  }

  #member(type: ComplexType, member: Member, file: GeneratedFile): void {
    const [slot] = member.slots;
    const name = slot?.name ?? '';
    const elements = member.tagged ? 'one of several elements, by `kind`' : `\`${name}\`${fact(slot?.type ?? '')}`;
    const facts = `${elements[0]?.toUpperCase()}${elements.slice(1)}${member.repeated ? ', repeated' : ''}${this.#since(member, type)}.`;
    const place = `${type.name}.${name}`;
    const required = this.#present.has(place) || (member.required && !this.#absent.has(place));
    this.#field(type, name, member.key, this.names.member(member, type.name, file), required, facts, file);
  }

  #field(
    type: ComplexType,
    name: string,
    key: string,
    value: string,
    required: boolean,
    facts: string,
    file: GeneratedFile,
  ): void {
    file.print(...docComment('  ', [memberMeaning(this.overlay, type.name, name), facts]));
    const declared = isIdentifier(key) ? key : quoted(key);
    file.print(required ? `  declare ${declared}: ${value};` : `  declare ${declared}?: ${value} | undefined;`);
  }

  #since(member: { since?: string; until?: string }, type: ComplexType): string {
    const own = member.since === undefined || member.since === type.since ? '' : `, since ${editionName(member.since)}`;
    return member.until === undefined ? own : `${own}, until ${editionName(member.until)}`;
  }

  /** The call that declares the type, with its notation. */
  #definition(type: ComplexType, head: string, shape: string, indent: string): string[] {
    const header = typeHeader(type, shape !== 'struct' && shape);
    const lines = complexNotation(type, this.#text.get(type.name));
    if (lines.length === 0) return [`${head}${quoted(header)});`];
    return [`${head}${quoted(header)}, \``, ...lines.map((line) => `${indent}  ${inTemplate(line)}`), `${indent}\`);`];
  }
}

/** `export type name = ...;` of a type that may take several lines, the first of them possibly empty. */
export function aliasLines(name: string, [first = '', ...rest]: readonly string[]): string[] {
  const lines = [`export type ${name} =${first === '' ? '' : ` ${first}`}`, ...rest];
  lines.push(`${lines.pop()};`);
  return lines;
}

/** The built-in type where it says more than TypeScript's, for a doc comment. */
function fact(type: string): string {
  const builtin = BUILTINS[type];
  return builtin === undefined || builtin === type ? '' : `, xs:${type}`;
}

/** The response message of `<Op>ResponseType`: `<Op>ResponseMessage`, where the array of all of them has it. */
function narrowedResponse(name: string, all: TypeDefinition | undefined): { name: string; type: string } | undefined {
  const wanted = `${name.replace(/Type$/, '')}Message`;
  if (all?.kind !== 'complex' || !name.endsWith('ResponseType')) return undefined;
  const found = all.content?.particles.find((particle) => particle.kind === 'element' && particle.name === wanted);
  return found?.kind === 'element' ? found : undefined;
}
