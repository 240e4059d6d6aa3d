/** `ewskit/sandbox`: an embedded Exchange, for trying, learning and testing without one. */
export type { ExternalMessage } from './sandbox/access/context.js';
export type { Clock } from './sandbox/base/clock.js';
export { SERVER_VERSIONS, type ServerVersionName } from './sandbox/base/versions.js';
export type { BearerOptions } from './sandbox/login/bearer.js';
export type { AuthScheme } from './sandbox/login/gate.js';
export type { Jwks } from './sandbox/login/jwt.js';
export type { ChannelBindingMode } from './sandbox/ntlm/acceptor.js';
export { Sandbox } from './sandbox/sandbox.js';
export type { SeedAttachment, SeedFolder, SeedFolders, SeedItem, SeedProperties } from './sandbox/seed/options.js';
export type { InProcessHead, InProcessRequest, InProcessTransport } from './sandbox/server/in-process.js';
export type { StreamTrouble } from './sandbox/server/live-streams.js';
export {
  type Direction,
  FAULT_KINDS,
  type FaultKind,
  type FaultOptions,
  type ListOptions,
  type MailboxOptions,
  type RecordedRequest,
  type SandboxConnection,
  type SandboxCredentials,
  type SandboxOptions,
  type ThrottlingOptions,
} from './sandbox/server/options.js';
export type { SchemaViolation } from './sandbox/wire/read-request.js';
