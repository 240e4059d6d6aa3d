#!/usr/bin/env node
/**
 * The `ewskit` binary: hands the arguments and the process's streams to src/cli/program.ts, which knows the commands.
 * Nothing else is here, so that everything can be tested without a process.
 */
import { processContext } from './cli/context.js';
import { runCli } from './cli/program.js';

process.exitCode = await runCli(process.argv.slice(2), processContext());
