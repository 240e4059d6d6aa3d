/** The SOAP headers of EWS, in both directions, as one object. */
import type {
  DateTimePrecisionType,
  ExchangeImpersonationType,
  MailboxCultureType,
  ManagementRoleType,
  OpenAsAdminOrSystemServiceType,
  ProxySecurityContextType,
  RequestServerVersionType,
  SerializedSecurityContextType,
  ServerVersionInfoType,
  TimeZoneContextType,
} from '../../generated/index.js';
import type { XmlNode } from '../xml/element.js';

/** SOAP headers by their camelCase names; absent ones are undefined. */
export interface SoapHeaders {
  /** The schema version that the request is written in. */
  requestServerVersion?: RequestServerVersionType | undefined;
  /** Act as another user, with the right to do so. */
  exchangeImpersonation?: ExchangeImpersonationType | undefined;
  /** Language of what the server makes (folder names, error texts), RFC 3066. */
  mailboxCulture?: MailboxCultureType | undefined;
  /** The zone in which the server reads and writes times without one. */
  timeZoneContext?: TimeZoneContextType | undefined;
  /** Precision of times in answers. Default: seconds. */
  dateTimePrecision?: DateTimePrecisionType | undefined;
  /** Roles that the caller claims, for discovery and archiving. */
  managementRole?: ManagementRoleType | undefined;
  /** Exchange's own, between its servers. */
  openAsAdminOrSystemService?: OpenAsAdminOrSystemServiceType | undefined;
  /** Exchange's own, between its servers. */
  serializedSecurityContext?: SerializedSecurityContextType | undefined;
  /** Exchange's own, between its servers. */
  proxySecurityContext?: ProxySecurityContextType | undefined;
  /** In answers: the build of the server and the newest schema it knows. */
  serverVersionInfo?: ServerVersionInfoType | undefined;
  /** Headers that the schema does not know. */
  unknown?: XmlNode[] | undefined;
}
