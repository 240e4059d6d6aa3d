/**
 * What a caller gives, as members of the schema's types: shorthands written out, times and addresses widened, own fields as extended
 * properties; and everything wrong with it, before anything is sent.
 */
import type { ExtendedPropertyType } from '../../generated/index.js';
import {
  type AttributeSlot,
  type Compiled,
  Complaint,
  compiledType,
  DATE_TIME,
  formatValue,
  type Member,
  type Registry,
  type Scalar,
} from '../codec/index.js';
import type { Violation } from '../errors.js';
import { suggest } from '../errors.js';
import { type Ability, propertiesOf } from '../properties/index.js';
import { MOMENT_FORMS, readMoment } from '../time/moment.js';
import { contradictionsIn } from './contradictions.js';
import { flagRefusal } from './flag.js';
import { ENDS, widen } from './lenient.js';
import { encodeMapi, Unfit } from './mapi-value.js';
import { attachmentsViolations } from './new-attachment.js';
import type { ExtendedFields } from './own-fields.js';
import { withBeginning } from './recurrence-start.js';
import { shorthandOf } from './shorthands.js';
import { DAY, zonesToSend } from './time-zones.js';

type Data = Readonly<Record<string, unknown>>;

/** For whom, and what for, members are written. */
export interface Writing {
  readonly registry: Registry;
  /** Type of the item: `MessageType`. */
  readonly type: string;
  readonly ability: 'create' | 'update';
  readonly fields: ExtendedFields;
  /** IANA name of the zone in which wall times and days are meant. */
  readonly timeZone: string;
  /** Members as they are at hand, of what is changed. */
  readonly current?: Data | undefined;
}

/** What was given, by member. A value of null removes. */
export interface Written {
  readonly members: ReadonlyMap<string, unknown>;
  /** Own fields by name; null removes. */
  readonly own: ReadonlyMap<string, ExtendedPropertyType | null>;
  readonly violations: readonly Violation[];
}

/** Not named by a property, and the caller's to give all the same. */
const WITHOUT_PROPERTY: ReadonlySet<string> = new Set(['extendedProperty', 'unknown', 'unknownAttributes']);

/** Writes out what was given. Nothing is thrown: the violations are for the caller, who knows the path to it all. */
export function writeMembers(given: Data, writing: Writing): Written {
  return new Writer(writing).write(given);
}

class Writer {
  readonly #writing: Writing;
  readonly #type: Compiled | undefined;
  readonly #members = new Map<string, unknown>();
  readonly #own = new Map<string, ExtendedPropertyType | null>();
  readonly #violations: Violation[] = [];
  /** In which zones times were said, by their members. */
  readonly #zones = new Map<string, string>();

  constructor(writing: Writing) {
    this.#writing = writing;
    this.#type = compiledType(writing.registry, writing.type);
  }

  write(given: Data): Written {
    for (const [key, value] of Object.entries(given)) if (value !== undefined) this.#entry(key, value, given);
    if (this.#type?.byKey.has('startTimeZone')) this.#addZones(given);
    this.#beginRecurrence();
    this.#violations.push(...contradictionsIn(this.#writing.type, this.#members, given));
    return { members: this.#members, own: this.#own, violations: this.#violations };
  }

  #entry(key: string, value: unknown, given: Data): void {
    const { fields } = this.#writing;
    const long = shorthandOf(this.#type, key);
    if (key === 'kind') return;
    if (Object.hasOwn(fields, key)) this.#ownField(key, value);
    else if (key === 'text' || key === 'html') this.#body(key, value, given);
    else if (long !== undefined) this.#addresses(key, long, value, given);
    else if (WITHOUT_PROPERTY.has(key)) this.#members.set(key, value);
    else this.#member(key, key, value);
  }

  #ownField(name: string, value: unknown): void {
    const { fields, timeZone } = this.#writing;
    const encoded = value === null ? null : encodeMapi(fields[name]!, value, timeZone);
    if (encoded instanceof Unfit) this.#complain(name, encoded.message);
    else this.#own.set(name, encoded ?? null);
  }

  /** Both bodies would be one of them, and nobody knows which: Exchange keeps one. */
  #body(key: 'text' | 'html', value: unknown, given: Data): void {
    const other = ['text', 'html', 'body'].find((name) => name !== key && given[name] !== undefined);
    if (other !== undefined) this.#complain(key, `stands beside ${other}; Exchange keeps one body, so give one`);
    else if (value === null) this.#member('body', key, null);
    else if (typeof value !== 'string') this.#complain(key, `expected a string, got ${typeof value}`);
    else this.#member('body', key, { bodyType: key === 'text' ? 'Text' : 'HTML', value });
  }

  #addresses(key: string, member: string, value: unknown, given: Data): void {
    if (given[member] !== undefined) this.#complain(key, `stands beside ${member}, which it is short for; give one`);
    else this.#member(member, key, value);
  }

  #member(key: string, path: string, value: unknown): void {
    const member = this.#type?.byKey.get(key);
    if (member === undefined || !('slots' in member)) {
      this.#complain(path, this.#noField(key));
      return;
    }
    const refusal = this.#refusal(key, value) ?? (key === 'flag' ? flagRefusal(value) : undefined);
    if (refusal !== undefined) this.#complain(path, refusal);
    else if (key === 'attachments') this.#checkAttachments(path, value);
    else if (Array.isArray(value)) this.#checkKeys(key, path, value);
    if (refusal === undefined)
      this.#members.set(key, value === null ? null : this.#value(member, path, widen(key, value)));
  }

  #checkAttachments(path: string, value: unknown): void {
    if (!Array.isArray(value))
      this.#complain(path, 'expected an array of { name, content }, { path }, { item } or { url, name }');
    else for (const { path: inner, message } of attachmentsViolations(value)) this.#complain(path + inner, message);
  }

  /** Of two entries of a dictionary with one key, nobody knows which is meant. */
  #checkKeys(key: string, path: string, entries: readonly unknown[]): void {
    const { registry, type } = this.#writing;
    if (![...propertiesOf(registry, type).values()].some((one) => one.key === key && one.fieldIndex !== undefined))
      return;
    const met = new Set<unknown>();
    for (const [index, entry] of entries.entries()) {
      const name = (entry as Data | null)?.['key'];
      if (met.has(name))
        this.#complain(`${path}[${index}].key`, `${String(name)} is there twice; give one entry of it`);
      met.add(name);
    }
  }

  #noField(key: string): string {
    const { registry, type } = this.#writing;
    const known = [...propertiesOf(registry, type).values()].map((property) => property.key);
    const nearest = suggest(key, [...known, ...Object.keys(this.#writing.fields), 'text', 'html']);
    return noField(type, key, nearest);
  }

  /** Why Exchange would not take it; undefined when it does, or may. */
  #refusal(key: string, value: unknown): string | undefined {
    const { registry, type, ability } = this.#writing;
    const properties = [...propertiesOf(registry, type).values()].filter((property) => property.key === key);
    const can = (what: Ability): boolean => properties.some(({ abilities }) => abilities.has(what));
    if (value === null && ability === 'update')
      return can('delete')
        ? undefined
        : can('update')
          ? 'Exchange does not let this be removed'
          : 'Exchange sets this itself; it cannot be changed';
    if (value === null) return 'a new item has nothing to be removed; leave it away';
    if (can(ability)) return undefined;
    if (ability === 'create')
      return can('update') ? 'Exchange takes this in updates only' : 'Exchange sets this itself; it cannot be given';
    return can('create')
      ? 'this can be given when the item is created, and not be changed later'
      : 'Exchange sets this itself; it cannot be changed';
  }

  /** Simple values are checked here, where the caller's own path is known; the encoder checks the rest. */
  #value(member: Member | AttributeSlot, path: string, value: unknown): unknown {
    const scalar = simpleTypeOf(member);
    if (scalar === undefined) return value;
    if (scalar.code === DATE_TIME) return this.#time(path, value);
    const text = formatValue(scalar, value);
    if (text instanceof Complaint) this.#complain(path, text.message);
    return value;
  }

  #time(path: string, value: unknown): unknown {
    const read = readMoment(value, this.#writing.timeZone);
    if (read === undefined) {
      const text = formatValue({ name: 'dateTime', code: DATE_TIME }, value);
      const got = text instanceof Complaint ? /got (.*)$/s.exec(text.message)?.[1] : undefined;
      this.#complain(path, `expected ${MOMENT_FORMS}${got ? `, got ${got}` : ''}`);
      return value;
    }
    if ('at' in read) {
      if (read.zone !== undefined) this.#zones.set(path, read.zone);
      return read.at;
    }
    this.#zones.set(path, DAY);
    return ENDS.has(path) ? read.until : read.from;
  }

  /** One without a beginning begins with its item. */
  #beginRecurrence(): void {
    const recurrence = this.#members.get('recurrence');
    const zone = this.#zones.get('start');
    const said = zone === DAY ? undefined : zone;
    const begun = withBeginning(recurrence, this.#members, { ...this.#writing, said });
    if (begun === undefined)
      this.#complain('recurrence.range.startDate', 'is missing, and so is a start to begin with; give one of them');
    else if (begun !== recurrence && recurrence) this.#members.set('recurrence', begun);
  }

  #addZones(given: Data): void {
    for (const { member, value, refusal } of zonesToSend(this.#zones, given, this.#writing)) {
      if (refusal !== undefined) this.#complain(member, refusal);
      else this.#members.set(member, value);
    }
  }

  #complain(path: string, message: string): void {
    this.#violations.push({ path, message });
  }
}

function simpleTypeOf(member: Member | AttributeSlot): Scalar | undefined {
  if (!('slots' in member)) return member.scalar;
  return member.repeated || member.tagged ? undefined : member.slots[0]?.scalar;
}

/** `Message has no field 'subjct'; did you mean 'subject'?` */
export function noField(type: string, name: string, nearest?: string): string {
  return `${type.replace(/Type$/, '')} has no field '${name}'${nearest ? `; did you mean '${nearest}'?` : ''}`;
}
