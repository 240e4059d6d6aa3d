/**
 * Elements that came under a name that the schema does not have, and were read as what they are: the name, by their value, so that
 * they are written back as they came. Must not know which elements those are.
 */
const names = new WeakMap<object, string>();
/** Nearly no answer has one: then nothing is looked up. */
let any = false;

export function rememberName(value: object, name: string): void {
  names.set(value, name);
  any = true;
}

/** The name that a value came under, where it is not that of its slot. */
export function nameOf(value: unknown): string | undefined {
  return any && typeof value === 'object' && value !== null ? names.get(value) : undefined;
}
