/**
 * Where a request does not fit the schema. The decoder takes almost anything, so what it read is walked beside the types, and encoded
 * again: what the encoder finds wrong is a violation, and so is an element that stands elsewhere, or in another namespace, than it writes it.
 */
import { type Envelope, encodeEnvelope, parseXml, ValidationError, type XmlElement } from '../base/codec.js';
import { type Finding, walkRequest } from './schema-walk.js';
import { takeOutMisnamed } from './wrong-namespace.js';

// Requests beyond this are not checked: encoding an attachment again costs more than it shows.
const CHECKED_BYTES = 1_000_000;

/**
 * What exchangelib 4.9 writes, Exchange Online takes and no schema allows: GetMailTips without its MailTipsRequested, a PermissionSet in a
 * PermissionSet, a Traversal of FindPeople.
 */
const TOLERATED: Readonly<Record<string, (text: string) => boolean>> = {
  FindPeople: (text) => /<(\w+:)?FindPeople\b[^>]*\sTraversal=/.test(text),
  GetMailTips: (text) => !text.includes('MailTipsRequested'),
  UpdateFolder: (text) => /<(\w+:)?PermissionSet>\s*<(\w+:)?PermissionSet>/.test(text),
};

/** Everything that is wrong, the worst first. With `isTaken`, children that the schema does not have are taken out of the envelope's body. */
export function findingsIn(envelope: Envelope, bytes: Uint8Array, isTaken: boolean): Finding[] {
  const { operation, body } = envelope;
  if (
    body === undefined ||
    'children' in body ||
    bytes.length > CHECKED_BYTES ||
    TOLERATED[operation]?.(Buffer.from(bytes).toString('utf8'))
  )
    return [];
  const findings = walkRequest(operation, body, isTaken);
  if (findings.some(({ isPassedOver }) => !isPassedOver)) return worstFirst(findings);
  const given = bodyOf(bytes);
  const [element] = given === undefined ? [] : elementsOf(given);
  if (isTaken && element !== undefined)
    for (const { parent, child } of takeOutMisnamed(element, body))
      findings.push({ message: invalidChild(parent, child), isPassedOver: true });
  try {
    const right = encodeEnvelope({ operation, body }, {}, { lenient: findings.length > 0 });
    const message = findings.length > 0 ? undefined : misplaced(given, bodyOf(right));
    return message === undefined ? findings : [{ message, isPassedOver: true }];
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    return worstFirst([...findings, ...error.violations.map(findingOf)]);
  }
}

const worstFirst = (findings: readonly Finding[]): Finding[] =>
  findings.toSorted((a, b) => Number(a.isPassedOver) - Number(b.isPassedOver));

/** Too few or too many of something are passed over as what is missing is; a value that means nothing is not. */
function findingOf({ path, message }: { path: string; message: string }): Finding {
  return {
    message: `The element at '${path}' is invalid - ${message}.`,
    isPassedOver: /is required|at least one|at most|only one of the two may/.test(message),
  };
}

function bodyOf(bytes: Uint8Array): XmlElement | undefined {
  return elementsOf(parseXml(bytes)).find(({ name }) => name === 'Body');
}

const elementsOf = ({ children }: XmlElement): XmlElement[] => children.filter((child) => typeof child !== 'string');

/** The first element that is not where, or not in the namespace in which, it belongs, in the words of .NET's reader. */
function misplaced(given: XmlElement | undefined, right: XmlElement | undefined): string | undefined {
  if (given === undefined || right === undefined) return undefined;
  const expected = elementsOf(right);
  for (const [index, child] of elementsOf(given).entries()) {
    const wanted = expected[index];
    if (wanted === undefined || child.name !== wanted.name || child.namespace !== wanted.namespace) {
      const instead = wanted && ` List of possible elements expected: ${quoted(wanted)}.`;
      return `${invalidChild(given, child)}${instead ?? ''}`;
    }
    const within = misplaced(child, wanted);
    if (within !== undefined) return within;
  }
  return undefined;
}

const invalidChild = (parent: XmlElement, child: XmlElement): string =>
  `The element ${quoted(parent)} has invalid child element ${quoted(child)}.`;
const quoted = ({ name, namespace }: XmlElement): string => `'${name}' in namespace '${namespace}'`;
