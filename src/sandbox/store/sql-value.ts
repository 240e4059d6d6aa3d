/** What goes into columns and comes out of them. Knows no table. */
export type SqlValue = number | string | null | Uint8Array;
export type Row = Record<string, SqlValue>;
