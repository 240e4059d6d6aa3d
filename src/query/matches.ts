/** Conditions and orders on items at hand, for views, which the server neither filters nor orders. As the store compares: texts without regard to case. */
import { isDate, isUint8Array } from 'node:util/types';
import type { ContainmentComparisonType } from '../../generated/index.js';
import type { AnyItem } from '../items/classes.js';
import type { Comparison, Condition, Operand } from './condition.js';
import { memberOf } from './merge.js';
import { operandValue } from './named-value.js';

/** Whether it holds for an item. */
export function matches(condition: Condition, item: AnyItem): boolean {
  switch (condition.op) {
    case 'and':
      return condition.conditions.every((one) => matches(one, item));
    case 'or':
      return condition.conditions.some((one) => matches(one, item));
    case 'not':
      return !matches(condition.condition, item);
    case 'never':
    case 'always':
      return condition.op === 'always';
    case 'exists':
      return valuesOf(item, condition.operand).length > 0;
    case 'excludes':
      return !valuesOf(item, condition.operand).some(
        (value) => (BigInt(value as number) & BigInt(condition.bitmask)) !== 0n,
      );
    case 'contains':
      return valuesOf(item, condition.operand).some((value) => contains(condition, textOf(value)));
    case 'compare': {
      const { operand, comparison, value } = condition;
      // What is absent equals nothing.
      if (comparison === 'notEqual')
        return !valuesOf(item, operand).some((one) => holds('equal', compare(one, value, operand)));
      return valuesOf(item, operand).some((one) => holds(comparison, compare(one, value, operand)));
    }
  }
}

/** The operands of a condition. */
export function operandsOf(condition: Condition): Operand[] {
  if ('operand' in condition) return [condition.operand];
  if ('conditions' in condition) return condition.conditions.flatMap(operandsOf);
  return 'condition' in condition ? operandsOf(condition.condition) : [];
}

/** The members that operands are read from. */
export function membersOf(operands: readonly Operand[]): string[] {
  return [...new Set(operands.map(memberOf))];
}

function valuesOf(item: AnyItem, operand: Operand): unknown[] {
  const value = operandValue(item, operand);
  return (Array.isArray(value) ? value : [value]).filter((one) => one !== undefined && one !== null);
}

function contains({ mode, letters, value }: Extract<Condition, { op: 'contains' }>, text: string): boolean {
  const [whole, part] = [comparable(text, letters), comparable(value, letters)];
  const words = ` ${whole.replace(/[^\p{L}\p{N}]+/gu, ' ')} `;
  switch (mode) {
    case 'FullString':
      return whole === part;
    case 'Prefixed':
      return whole.startsWith(part);
    case 'Substring':
      return whole.includes(part);
    case 'PrefixOnWords':
      return words.includes(` ${part}`);
    case 'ExactPhrase':
      return words.includes(` ${part} `);
  }
}

/** Without what does not count. */
function comparable(text: string, letters: ContainmentComparisonType): string {
  const cased = letters.includes('Case') ? text.toLowerCase() : text;
  return /NonSpac|Loose/.test(letters) ? cased.normalize('NFKD').replace(/\p{Mn}/gu, '') : cased;
}

function holds(comparison: Comparison, order: number): boolean {
  switch (comparison) {
    case 'equal':
      return order === 0;
    case 'notEqual':
      return order !== 0;
    case 'greater':
      return order > 0;
    case 'greaterOrEqual':
      return order >= 0;
    case 'less':
      return order < 0;
    case 'lessOrEqual':
      return order <= 0;
  }
}

/** The constant is text; what it means is told by what it is compared with. */
function compare(value: unknown, constant: string, operand: Operand): number {
  if (isDate(value)) return value.getTime() - new Date(constant).getTime();
  if (typeof value === 'boolean') return Number(value) - Number(/^(true|1)$/i.test(constant));
  if (typeof value === 'number' || typeof value === 'bigint') return Number(value) - Number(constant);
  const ranks = 'property' in operand ? operand.property.scalar?.values : undefined;
  if (ranks && typeof value === 'string') {
    const order = [...ranks.keys()];
    return order.indexOf(value) - order.indexOf(constant);
  }
  const [a, b] = [textOf(value).toLowerCase(), constant.toLowerCase()];
  return a < b ? -1 : Number(a > b);
}

function textOf(value: unknown): string {
  if (isUint8Array(value)) return Buffer.from(value).toString('base64');
  if (typeof value !== 'object' || value === null) return String(value);
  const { name, emailAddress, mailbox } = value as { name?: string; emailAddress?: string; mailbox?: object };
  return mailbox ? textOf(mailbox) : (name ?? emailAddress ?? '');
}
