/** Read receipts: nobody is told by accident that something was read. */

/**
 * What is left out for a server that is too old to suppress receipts (before Exchange 2013 SP1), unless the caller asked for it: then it
 * is refused there, for the receipt would go out.
 */
export function unlessAsked({
  suppressReadReceipts,
}: {
  suppressReadReceipts?: boolean | undefined;
}): readonly string[] {
  return suppressReadReceipts === undefined ? ['suppressReadReceipts'] : [];
}
