/** The table of what passed: a line for each rule, printed as soon as it is known, and the figures at the end. */

export class Table {
  #passed = 0;
  #failed = 0;

  heading(text: string): void {
    console.log(`\n${text}`);
  }

  /** One line with one or more outcomes, each compared with what it must be. */
  async line(rule: string, cells: readonly { name?: string; want: string | RegExp; run: () => Promise<string> }[]) {
    const shown: string[] = [];
    let good = true;
    for (const { name, want, run } of cells) {
      const got = await run().catch((error: Error) => `threw ${error.message}`);
      const matches = typeof want === 'string' ? got === want : want.test(got);
      if (matches) this.#passed++;
      else this.#failed++;
      good &&= matches;
      shown.push(`${name ? `${name}: ` : ''}${got}${matches ? '' : ` (must be ${want})`}`);
    }
    console.log(`${good ? 'ok  ' : 'FAIL'}  ${rule.padEnd(52)} ${shown.join('  ')}`);
  }

  /** The closing line; true if nothing failed. */
  close(): boolean {
    console.log(`\n${this.#passed} passed, ${this.#failed} failed`);
    return this.#failed === 0;
  }
}
