/** The sandbox of the chaos run, in a process that can be killed: `server.mjs FILE PORT`. Says its endpoint when it listens; does to streams what it is told. */
import { Sandbox } from 'ewskit/sandbox';

const [, , data, port] = process.argv;
const sandbox = await Sandbox.start({ data, port: Number(port) });
process.on('message', (trouble) => process.send({ met: sandbox.troubleStreams(trouble) }));
process.on('disconnect', () => process.exit());
process.send({ endpoint: sandbox.endpoint });
