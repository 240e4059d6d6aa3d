/** `ewskit/sandbox`: an embedded Exchange, for trying, learning and testing without one. */
export type { Clock } from './sandbox/clock.js';
export type { BearerOptions } from './sandbox/login/bearer.js';
export type { AuthScheme } from './sandbox/login/gate.js';
export type { Jwks } from './sandbox/login/jwt.js';
export type { ChannelBindingMode } from './sandbox/ntlm/acceptor.js';
export type {
  Direction,
  MailboxOptions,
  RecordedRequest,
  SandboxCredentials,
  SandboxOptions,
} from './sandbox/options.js';
export { Sandbox } from './sandbox/sandbox.js';
export type { ThrottlingOptions } from './sandbox/throttle.js';
export { FAULT_KINDS, type FaultKind, type FaultOptions } from './sandbox/trouble.js';
export { SERVER_VERSIONS, type ServerVersionName } from './sandbox/versions.js';
