/**
 * The namespace declarations in scope, and the namespace of the last name used.
 *
 * Elements nearly always repeat the prefix of the element before, so the last answer is kept until a declaration comes or goes.
 */

interface Binding {
  readonly prefix: string;
  readonly uri: string;
}

export class Namespaces {
  readonly #bindings: Binding[] = [];
  /** Bytes of the last prefix with its colon; -1 when the last answer is no longer valid. */
  prefixLength = -1;
  /** Namespace name of the last name used; '' for none, also for a prefix that nobody declared. */
  uri = '';

  /** How many declarations there are; give it to {@link release} when the element that made more of them ends. */
  get mark(): number {
    return this.#bindings.length;
  }

  /** Whether one of the declarations since `mark` is of that prefix. */
  declares(prefix: string, mark: number): boolean {
    for (let i = mark; i < this.#bindings.length; i++) if (this.#bindings[i]!.prefix === prefix) return true;
    return false;
  }

  declare(prefix: string, uri: string): void {
    this.#bindings.push({ prefix, uri });
    this.prefixLength = -1;
  }

  release(mark: number): void {
    if (this.#bindings.length === mark) return;
    this.#bindings.length = mark;
    this.prefixLength = -1;
  }

  /** Finds the namespace of the prefix (with its colon) at `bytes[start..start+length)`. */
  use(bytes: Buffer, start: number, length: number): void {
    this.uri = this.resolve(length === 0 ? '' : bytes.utf8Slice(start, start + length - 1));
    this.prefixLength = length;
  }

  resolve(prefix: string): string {
    for (let i = this.#bindings.length - 1; i >= 0; i--) {
      const binding = this.#bindings[i]!;
      if (binding.prefix === prefix) return binding.uri;
    }
    return prefix === 'xml' ? 'http://www.w3.org/XML/1998/namespace' : '';
  }
}
