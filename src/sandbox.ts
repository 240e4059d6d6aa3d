/** `ewskit/sandbox`: an embedded Exchange, for trying, learning and testing without one. */
export type { Clock } from './sandbox/base/clock.js';
export { SERVER_VERSIONS, type ServerVersionName } from './sandbox/base/versions.js';
export type { BearerOptions } from './sandbox/login/bearer.js';
export type { AuthScheme } from './sandbox/login/gate.js';
export type { Jwks } from './sandbox/login/jwt.js';
export type { ChannelBindingMode } from './sandbox/ntlm/acceptor.js';
export { Sandbox } from './sandbox/sandbox.js';
export type {
  Direction,
  MailboxOptions,
  RecordedRequest,
  SandboxCredentials,
  SandboxOptions,
} from './sandbox/server/options.js';
export type { ThrottlingOptions } from './sandbox/server/throttle.js';
export { FAULT_KINDS, type FaultKind, type FaultOptions } from './sandbox/server/trouble.js';
