/** Runs every rule against the lab that setup.sh has started (LAB), prints the table, and exits with 1 if one is broken. */
import { startFront } from './front.js';
import { kerberosRules } from './kerberos.js';
import { FRONT_PORT } from './lab.js';
import { ntlmRules } from './ntlm.js';
import { otherRules } from './others.js';
import { Table } from './table.js';

const table = new Table();
await using _front = await startFront(FRONT_PORT);
await ntlmRules(table);
await kerberosRules(table);
await otherRules(table);
process.exitCode = table.close() ? 0 : 1;
