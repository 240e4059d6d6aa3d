/**
 * How the conditions of a query are typed: `{ subject__contains: 'x' }`. Types only.
 *
 * The bare keys come from `keyof F`, so that hovering shows their documentation; a mistyped key gets "did you mean". A value of undefined
 * is none: a condition that is left out would mean everything, and `filter({ subject: found?.subject }).delete()` would delete it.
 */
import type { ContainmentComparisonType } from '../../generated/index.js';
import type { Refused } from '../codec/index.js';
import type { GivenTime } from '../fields/given.js';

/** Lookups on texts. As in Django, but those that EWS cannot do (endswith, regex) are not there; and what EWS can do with words. */
export type TextLookup =
  | 'exact'
  | 'iexact'
  | 'contains'
  | 'icontains'
  | 'startswith'
  | 'istartswith'
  | 'exactphrase'
  | 'prefixonwords';

/** A text, and what of its letters counts: case, accents, widths. */
export interface ComparedText {
  /** The text. */
  readonly value: string;
  /** Microsoft's word for what does not count: `IgnoreCaseAndNonSpacingCharacters`. */
  readonly comparison: ContainmentComparisonType;
}

/** Lookups on dates and numbers. (Numbers have `excludes`, too: none of the bits of a mask is set.) */
export type OrderLookup = 'gt' | 'gte' | 'lt' | 'lte';

type Keys<F, Kind> = { [K in keyof F]: F[K] extends Kind ? K : never }[keyof F] & string;
type Element<V> = V extends readonly (infer E)[] ? E : V;
/** Times are given as everywhere; with a day, `gte` and `lt` mean its midnight, `gt` and `lte` the midnight after, the others the whole day. */
type Operand<V> = V extends Date ? GivenTime : V;

/** Every lookup on the fields of `F`. */
export type Lookups<F> = { readonly [K in keyof F]?: Operand<F[K]> } & {
  readonly [K in Keys<F, string | Refused<string>> as `${K}__${TextLookup}`]?: string | ComparedText;
} & { readonly [K in Keys<F, readonly unknown[]> as `${K}__contains`]?: F[K] } & {
  readonly [K in Keys<F, number | bigint | Date> as `${K}__${OrderLookup | 'excludes'}`]?: Operand<F[K]>;
} & {
  readonly [K in Keys<F, number | bigint | Date> as `${K}__range`]?: readonly [from: Operand<F[K]>, to: Operand<F[K]>];
} & {
  readonly [K in keyof F & string as `${K}__in`]?: Iterable<Operand<Element<F[K]>>>;
} & { readonly [K in keyof F & string as `${K}__not`]?: Operand<F[K]> } & {
  readonly [K in keyof F & string as `${K}__exists`]?: boolean;
};

/** A condition: lookups, all of which must hold, and nested conditions. Plain data; `and()`, `or()`, `not()` build it. */
export type WhereFields<F> = Lookups<F> & {
  readonly and?: readonly WhereFields<F>[];
  readonly or?: readonly WhereFields<F>[];
  readonly not?: WhereFields<F> | readonly WhereFields<F>[];
};
