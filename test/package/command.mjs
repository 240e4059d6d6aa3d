/** Runs a program of a consumer and gives back what it printed; a failure is an error that says all that the program said. */
import { execFile } from 'node:child_process';

/** What this process was told is not for the programs: they are to run as on a user's machine. */
const { NODE_OPTIONS: _, FORCE_COLOR: __, ...ENVIRONMENT } = process.env;

export function command(file, args, { cwd } = {}) {
  return new Promise((resolve, reject) => {
    const options = { cwd, env: ENVIRONMENT, timeout: 300_000, maxBuffer: 2 ** 26 };
    execFile(file, args, options, (error, stdout, stderr) => {
      if (error === null) return resolve(stdout);
      const said = [stdout, stderr].filter((text) => text.trim() !== '').join('\n');
      reject(new Error(`${file} ${args.join(' ')}: ${error.killed ? 'time-out' : `exit code ${error.code}`}\n${said}`));
    });
  });
}

export const node = (...args) => command(process.execPath, args.slice(0, -1), args.at(-1));
