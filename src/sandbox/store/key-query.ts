/** Conditions and orders over the columns of item-keys.ts, as SQL. Knows columns, no values of requests. */

import type { KeyName } from './item-keys.js';
import type { SqlValue } from './sql-value.js';

/** What is asked of an item's keys. What is not there compares to nothing, and `not` is true of it. */
export type KeyTest =
  | { is: 'and' | 'or'; parts: readonly KeyTest[] }
  | { is: 'not'; part: KeyTest }
  | { is: 'there'; key: KeyName }
  | { is: Comparison; key: KeyName; value: SqlValue };

/** `prefix` and `part` of texts. */
export type Comparison = '=' | '<' | '<=' | '>' | '>=' | 'prefix' | 'part';

export interface KeyOrder {
  key: KeyName;
  descending: boolean;
}

export interface Sql {
  text: string;
  values: SqlValue[];
}

/** An expression that is 0 or 1, never NULL. */
export function sqlOf(test: KeyTest): Sql {
  switch (test.is) {
    case 'and':
    case 'or': {
      const parts = test.parts.map(sqlOf);
      const text = parts.map((part) => part.text).join(test.is === 'and' ? ' AND ' : ' OR ');
      return { text: `(${text})`, values: parts.flatMap((part) => part.values) };
    }
    case 'not': {
      const { text, values } = sqlOf(test.part);
      return { text: `(NOT ${text})`, values };
    }
    case 'there':
      return { text: `("${test.key}" IS NOT NULL)`, values: [] };
    case 'prefix':
      return leaf(test.key, `substr("${test.key}", 1, length(?)) = ?`, [test.value, test.value]);
    case 'part':
      return leaf(test.key, `instr("${test.key}", ?) > 0`, [test.value]);
    default:
      return leaf(test.key, `"${test.key}" ${test.is} ?`, [test.value]);
  }
}

function leaf(key: KeyName, text: string, values: SqlValue[]): Sql {
  return { text: `("${key}" IS NOT NULL AND ${text})`, values };
}

/** Things without the property first when ascending, as SQLite has NULL; what is equal in order of arrival. */
export function orderOf(orders: readonly KeyOrder[]): string {
  return [...orders.map(({ key, descending }) => `"${key}"${descending ? ' DESC' : ''}`), 'id'].join(', ');
}
