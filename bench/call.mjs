/** What one small call costs the processor, beside what it cannot do without: `node:http` and the codec alone. */
import { Agent, request } from 'node:http';
import { line } from './budgets.mjs';
import { withAccount, withServer } from './mailbox.mjs';
import { median } from './measure.mjs';

const CALLS = 1_000;
const TURNS = 5;

const QUESTION = {
  folderShape: { baseShape: 'Default' },
  folderIds: [{ kind: 'distinguishedFolderId', id: 'inbox' }],
};

/** By `node:http`, kept alive, with a login, encoded and decoded. */
function bareCall({ encodeEnvelope, decodeEnvelope }, url) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const authorization = `Basic ${btoa('alice@example.test:secret')}`;
  const headers = { 'content-type': 'text/xml; charset=utf-8', authorization };
  const call = () =>
    new Promise((resolve, reject) => {
      const body = encodeEnvelope(
        { operation: 'GetFolder', body: QUESTION },
        { requestServerVersion: { version: 'Exchange2016' } },
      );
      const options = { agent, method: 'POST', headers: { ...headers, 'content-length': body.length } };
      request(url, options, (answer) => {
        const parts = [];
        answer.on('data', (part) => parts.push(part));
        answer.on('end', () => resolve(decodeEnvelope(Buffer.concat(parts))));
      })
        .on('error', reject)
        .end(body);
    });
  return { call, close: () => agent.destroy() };
}

/** Milliseconds of the processor for each call, one after another; rivals take turns. */
async function costs(rivals) {
  const seen = Object.fromEntries(Object.keys(rivals).map((name) => [name, []]));
  for (let turn = 0; turn <= TURNS; turn++)
    for (const [name, call] of Object.entries(rivals)) {
      const cpu = process.cpuUsage();
      for (let i = 0; i < CALLS; i++) await call();
      const { user, system } = process.cpuUsage(cpu);
      // The first is for warmth.
      if (turn > 0) seen[name].push((user + system) / 1000 / CALLS);
    }
  return Object.fromEntries(Object.entries(seen).map(([name, each]) => [name, median(each)]));
}

export const callLines = ({ ewskit, codec, GetFolder, say }) =>
  withServer({}, ({ url }) =>
    withAccount(ewskit, url, {}, async (account) => {
      say('small calls');
      const { call, close } = bareCall(codec, url);
      const { ours, bare } = await costs({ ours: () => account.call(GetFolder, QUESTION), bare: call });
      close();
      return [
        line('CPU of a small call, of node:http and the codec alone', ours / bare, {
          most: 1.5,
          detail: `${ours.toFixed(2)} ms, alone ${bare.toFixed(2)} ms`,
        }),
      ];
    }),
  );
