/**
 * How the conditions of a query are typed: `{ subject__contains: 'x' }`. Types only.
 *
 * The bare keys come from `keyof F`, so that hovering shows their documentation; a mistyped key gets "did you mean".
 */

/** Lookups on texts. As in Django, but those that EWS cannot do (endswith, regex) are not there. */
export type TextLookup = 'exact' | 'iexact' | 'contains' | 'icontains' | 'startswith' | 'istartswith';

/** Lookups on dates and numbers. */
export type OrderLookup = 'gt' | 'gte' | 'lt' | 'lte';

type Keys<F, Kind> = { [K in keyof F]: F[K] extends Kind ? K : never }[keyof F] & string;
type Element<V> = V extends readonly (infer E)[] ? E : V;
/** What may be given for a date: anything that knows its instant, as Temporal's do. */
type Given<V> = V extends Date ? Date | { readonly epochMilliseconds: number } : V;

/** Every lookup on the fields of `F`. */
export type Lookups<F> = { readonly [K in keyof F]?: Given<F[K]> | undefined } & {
  readonly [K in Keys<F, string> as `${K}__${TextLookup}`]?: string | undefined;
} & { readonly [K in Keys<F, readonly unknown[]> as `${K}__contains`]?: F[K] | undefined } & {
  readonly [K in Keys<F, number | Date> as `${K}__${OrderLookup}`]?: Given<F[K]> | undefined;
} & {
  readonly [K in Keys<F, number | Date> as `${K}__range`]?: readonly [from: Given<F[K]>, to: Given<F[K]>] | undefined;
} & {
  readonly [K in keyof F & string as `${K}__in`]?: Iterable<Given<Element<F[K]>>> | undefined;
} & { readonly [K in keyof F & string as `${K}__not`]?: Given<F[K]> | undefined } & {
  readonly [K in keyof F & string as `${K}__exists`]?: boolean | undefined;
};

/** A condition: lookups, all of which must hold, and nested conditions. Plain data; `and()`, `or()`, `not()` build it. */
export type WhereFields<F> = Lookups<F> & {
  readonly and?: readonly WhereFields<F>[] | undefined;
  readonly or?: readonly WhereFields<F>[] | undefined;
  readonly not?: WhereFields<F> | readonly WhereFields<F>[] | undefined;
};
