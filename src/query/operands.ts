/** Comparisons of one property with one value: what the constant of the restriction is. Times and days become instants here. */
import type { ContainmentComparisonType } from '../../generated/index.js';
import { Complaint, DATE_TIME, formatValue, INTEGER, LONG } from '../codec/index.js';
import { isArrayType, singleType, textOf, type Unfit } from '../fields/mapi-value.js';
import { MOMENT_FORMS, type ReadMoment, readMoment } from '../time/moment.js';
import type { Comparison, Condition, Operand } from './condition.js';

type Complain = (path: string, message: string) => void;

/** What of a text it is that has to fit. */
const MODES = {
  exact: 'FullString',
  startswith: 'Prefixed',
  contains: 'Substring',
  exactphrase: 'ExactPhrase',
  prefixonwords: 'PrefixOnWords',
} as const;

const LETTERS: readonly ContainmentComparisonType[] = [
  'Exact',
  'IgnoreCase',
  'IgnoreNonSpacingCharacters',
  'Loose',
  'IgnoreCaseAndNonSpacingCharacters',
  'LooseAndIgnoreCase',
  'LooseAndIgnoreNonSpace',
  'LooseAndIgnoreCaseAndIgnoreNonSpace',
];

const WHOLE: ReadonlySet<unknown> = new Set([INTEGER, LONG, 'Short', 'Integer', 'Long', 'Currency']);
const isWhole = (type: unknown): boolean => WHOLE.has(type);

/** With a day, these mean its midnight or the one after, and need no more than one comparison. */
const BOUNDS: Readonly<Partial<Record<Comparison, readonly [Comparison, 'from' | 'until']>>> = {
  greater: ['greaterOrEqual', 'until'],
  greaterOrEqual: ['greaterOrEqual', 'from'],
  less: ['less', 'from'],
  lessOrEqual: ['less', 'until'],
};

export class Operands {
  readonly #timeZone: string;
  readonly #complain: Complain;

  constructor(timeZone: string, complain: Complain) {
    this.#timeZone = timeZone;
    this.#complain = complain;
  }

  compare(operand: Operand, comparison: Comparison, value: unknown, path: string): Condition {
    if (isTime(operand)) return this.#compareTime(operand, comparison, value, path);
    return { op: 'compare', operand, comparison, value: this.#constant(operand, value, path) };
  }

  contains(operand: Operand, lookup: string, value: unknown, path: string): Condition {
    const { text, letters } = this.#text(value, path);
    const ignoreCase = lookup.startsWith('i');
    const mode = MODES[(ignoreCase ? lookup.slice(1) : lookup) as keyof typeof MODES];
    return { op: 'contains', operand, mode, letters: letters ?? (ignoreCase ? 'IgnoreCase' : 'Exact'), value: text };
  }

  /** A text, or `{ value, comparison }`. */
  #text(value: unknown, path: string): { text: string; letters?: ContainmentComparisonType } {
    if (typeof value === 'string') return { text: value };
    const { value: text, comparison } = (value ?? {}) as { value?: unknown; comparison?: unknown };
    if (typeof text !== 'string')
      this.#complain(path, `expected a string, got ${value === null ? 'null' : typeof value}`);
    else if (!LETTERS.includes(comparison as ContainmentComparisonType))
      this.#complain(`${path}.comparison`, `expected one of ${LETTERS.join(', ')}, got ${shown(comparison)}`);
    return { text: String(text), letters: comparison as ContainmentComparisonType };
  }

  /** Bits, of which none may be set. */
  excludes(operand: Operand, value: unknown, path: string): Condition {
    const isNumber = 'property' in operand ? isWhole(operand.property.scalar?.code) : isWhole(operand.extended.type);
    if (!isNumber) this.#complain(path, 'only whole numbers have bits');
    else if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > 0xffffffff)
      this.#complain(path, `expected a whole number such as 0x04, got ${shown(value)}`);
    return { op: 'excludes', operand, bitmask: Number(value) };
  }

  /** Whether a property has several values, each of which it is compared with. */
  isList(operand: Operand): boolean {
    if (!('property' in operand)) return isArrayType(operand.extended.type);
    const { abilities, member } = operand.property;
    return abilities.has('search') && member.slots[0]?.type?.shape === 'array';
  }

  #compareTime(operand: Operand, comparison: Comparison, value: unknown, path: string): Condition {
    const read = readMoment(value, this.#timeZone);
    if (read === undefined) {
      this.#complain(path, `expected ${MOMENT_FORMS}, got ${shown(value)}${hint(value)}`);
      return { op: 'never' };
    }
    return timeCondition(operand, comparison, read);
  }

  #constant(operand: Operand, value: unknown, path: string): string {
    const text = 'property' in operand ? this.#textOf(operand, value) : this.#ownText(operand, value);
    if (typeof text === 'string') return text;
    this.#complain(path, `${text.message}${hint(value)}`);
    return '';
  }

  #textOf({ property: { scalar } }: Extract<Operand, { property: object }>, value: unknown): string | Complaint {
    if (scalar) return formatValue(scalar, value);
    // An object, such as a mailbox, is compared by its text.
    return typeof value === 'string' ? value : new Complaint(`expected a text, got ${shown(value)}`);
  }

  #ownText({ extended }: Extract<Operand, { extended: object }>, value: unknown): string | Unfit {
    return textOf(singleType(extended.type), value, this.#timeZone);
  }
}

function isTime(operand: Operand): boolean {
  return 'property' in operand
    ? operand.property.scalar?.code === DATE_TIME
    : singleType(operand.extended.type) === 'SystemTime';
}

function timeCondition(operand: Operand, comparison: Comparison, read: ReadMoment): Condition {
  const compare = (one: Comparison, date: Date): Condition => ({
    op: 'compare',
    operand,
    comparison: one,
    value: instantText(date),
  });
  if ('at' in read) return compare(comparison, read.at);
  const bound = BOUNDS[comparison];
  if (bound) return compare(bound[0], read[bound[1]]);
  return comparison === 'equal'
    ? { op: 'and', conditions: [compare('greaterOrEqual', read.from), compare('less', read.until)] }
    : { op: 'or', conditions: [compare('less', read.from), compare('greaterOrEqual', read.until)] };
}

function instantText(date: Date): string {
  const text = formatValue({ name: 'dateTime', code: DATE_TIME }, date);
  return typeof text === 'string' ? text : (text.text ?? '');
}

/** What to write instead. */
function hint(value: unknown): string {
  if (Array.isArray(value)) return '; for any of several values use __in';
  return value === null ? '; to ask for what is absent use __exists: false' : '';
}

function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 40));
  return value === null ? 'null' : Array.isArray(value) ? 'an array' : typeof value;
}
