/** Reads a password from a terminal without showing it. Knows no command. */
import type { Output } from './stream.js';

/** Asks, and gives what was typed. */
export type AskSecret = (prompt: string) => Promise<string>;

/** What is needed of a terminal to read from it. */
export interface TerminalInput {
  readonly isTTY?: boolean | undefined;
  setRawMode(raw: boolean): unknown;
  setEncoding(encoding: 'utf8'): unknown;
  resume(): unknown;
  pause(): unknown;
  on(event: 'data', listener: (text: string) => void): unknown;
  off(event: 'data', listener: (text: string) => void): unknown;
}

/** Undefined where nobody sits at a terminal. */
export function secretReader(input: TerminalInput, output: Output): AskSecret | undefined {
  return input.isTTY && output.isTTY ? (prompt) => readSecret(prompt, input, output) : undefined;
}

/** What is typed up to the end of the line, after a prompt. Rejects when the user stops by ^C or ^D. */
export async function readSecret(prompt: string, input: TerminalInput, output: Output): Promise<string> {
  output.write(prompt);
  let typed = '';
  let listen: (text: string) => void = () => undefined;
  input.setEncoding('utf8');
  // In raw mode the terminal shows nothing by itself, and ^C is a character.
  input.setRawMode(true);
  input.resume();
  try {
    await new Promise<void>((resolve, reject) => {
      listen = (text) => {
        for (const character of text) {
          if (character === '\r' || character === '\n') return resolve();
          if (character === '\x03' || character === '\x04') return reject(new Error('Stopped at the password.'));
          typed = character === '\x7f' || character === '\b' ? withoutLast(typed) : typed + character;
        }
      };
      input.on('data', listen);
    });
    return typed;
  } finally {
    input.off('data', listen);
    input.setRawMode(false);
    input.pause();
    output.write('\n');
  }
}

function withoutLast(text: string): string {
  return [...text].slice(0, -1).join('');
}
