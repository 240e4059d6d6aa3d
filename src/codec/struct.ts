/**
 * The base of every generated class. Instances hold data only: their own enumerable properties are the decoded members, so that
 * `{ ...value }`, `JSON.stringify` and `structuredClone` give plain data, and a plain object literal serves wherever one does.
 */
import type { XmlNode } from '../xml/element.js';

/** Where a decoded value keeps spellings that its encoder would not choose, so that they are written back as they came. */
const LEXICAL: unique symbol = Symbol('ewskit.lexical');

/**
 * Nobody gives this to a constructor. V8 makes room inside an object for as many properties as the text of its constructors
 * assigns to `this`, and takes away what the first few objects of a class leave unused; properties beyond go into a list that grows
 * by three. Decoding assigns properties by name, after the constructor: without room that costs 104 ns each, with it 21.
 */
const ROOM: unique symbol = Symbol('ewskit.room');

/** A class of the schema. */
export type StructConstructor = new () => Struct;

/** A type as it is declared; the registry reads it when the codec is first used. */
export interface Declaration {
  /** The class; undefined for a type that is an array or transparent, and for a simple one. */
  readonly ctor: StructConstructor | undefined;
  readonly simple: boolean;
  /** `t:Name=XmlName flag flag since=Edition until=Edition` */
  readonly header: string;
  readonly notation: string;
}

/** Base of all complex types. */
export abstract class Struct {
  /** Elements, and stray text, that the schema does not know; written back after the known ones. */
  declare unknown?: XmlNode[] | undefined;
  /** Attributes that the schema does not know, by name or `{namespace}name`; written back. */
  declare unknownAttributes?: Record<string, string> | undefined;

  /** How the type is declared, for the codec. */
  static get schema(): Declaration | undefined {
    return undefined;
  }

  /** `init` gives the members; it is copied one level deep. */
  constructor(init?: object | typeof ROOM) {
    if (init === undefined) return;
    // biome-ignore format: 40 assignments, of which V8 only counts how many there are
    if (init === ROOM) {
      this.unknown = undefined; this.unknown = undefined; this.unknown = undefined; this.unknown = undefined;
      this.unknown = undefined; this.unknown = undefined; this.unknown = undefined; this.unknown = undefined;
      this.unknown = undefined; this.unknown = undefined; this.unknown = undefined; this.unknown = undefined;
      this.unknown = undefined; this.unknown = undefined; this.unknown = undefined; this.unknown = undefined;
      this.unknown = undefined; this.unknown = undefined; this.unknown = undefined; this.unknown = undefined;
      this.unknown = undefined; this.unknown = undefined; this.unknown = undefined; this.unknown = undefined;
      this.unknown = undefined; this.unknown = undefined; this.unknown = undefined; this.unknown = undefined;
      this.unknown = undefined; this.unknown = undefined; this.unknown = undefined; this.unknown = undefined;
      this.unknown = undefined; this.unknown = undefined; this.unknown = undefined; this.unknown = undefined;
      this.unknown = undefined; this.unknown = undefined; this.unknown = undefined; this.unknown = undefined;
    } else Object.assign(this, init);
  }
}

/** A member of a union of classes: the value says by its `kind` which one it is. */
export type Kind<K extends string, T> = T & { kind: K };

/** A member of a union whose value is not an object: it stands in a box that says what it is. */
export interface Boxed<K extends string, T> {
  /** What it is. */
  kind: K;
  /** The value itself. */
  value: T;
}

/** Keeps the spelling of a member whose value would be written differently; not enumerable, so it stays out of copies. */
export function rememberSpelling(target: object, key: string, text: string): void {
  const holder = target as { [LEXICAL]?: Map<string, string> };
  if (holder[LEXICAL] === undefined) Object.defineProperty(target, LEXICAL, { value: new Map(), configurable: true });
  holder[LEXICAL]?.set(key, text);
}

export function spellings(value: object): ReadonlyMap<string, string> | undefined {
  return (value as { [LEXICAL]?: Map<string, string> })[LEXICAL];
}
