/** "Did you mean": the nearest of some names to one that was mistyped. */

/** The end of a complaint about a name that is none of `names`: `; did you mean 'subject'?`, or nothing when none is near. */
export function didYouMean(wrong: unknown, names: Iterable<string>): string {
  const nearest = typeof wrong === 'string' ? suggest(wrong, names) : undefined;
  return nearest === undefined ? '' : `; did you mean '${nearest}'?`;
}

/** The name nearest to `wrong`, or undefined when none is near enough to be meant. */
export function suggest(wrong: string, names: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.max(2, Math.floor(wrong.length / 3)) + 1;
  for (const name of names) {
    if (Math.abs(name.length - wrong.length) >= least) continue;
    const distance = editDistance(wrong.toLowerCase(), name.toLowerCase());
    if (distance < least) [least, best] = [distance, name];
  }
  return best;
}

/** Levenshtein's: insertions, deletions and replacements that turn one text into the other. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length]!;
}
