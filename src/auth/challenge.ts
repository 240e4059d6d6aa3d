/** WWW-Authenticate fields, read: a server may offer many schemes in one field or in many. RFC 9110, section 11.6.1. */

export interface Challenge {
  readonly scheme: string;
  /** What follows in base64: the token of NTLM and Negotiate. */
  readonly token: string | undefined;
  /** Parameters by lower-case name. */
  readonly parameters: Readonly<Record<string, string>>;
}

const PARAMETER = /^([\w!#$%&'*+.^`|~-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/;
const TOKEN68 = /^[A-Za-z0-9._~+/-]+=*(?=\s*(?:,|$))/;
const SCHEME = /^[\w!#$%&'*+.^`|~-]+/;

/** All challenges of all fields, in order. What cannot be understood is skipped. */
export function parseChallenges(fields: readonly string[]): Challenge[] {
  return fields.flatMap(parseField);
}

function parseField(field: string): Challenge[] {
  const challenges: { scheme: string; token: string | undefined; parameters: Record<string, string> }[] = [];
  let rest = field.trim();
  while (rest !== '') {
    const parameter = PARAMETER.exec(rest);
    const last = challenges.at(-1);
    const name = parameter?.[1]?.toLowerCase();
    if (parameter && last && name) {
      last.parameters[name] = parameter[2]?.replace(/\\(.)/g, '$1') ?? parameter[3] ?? '';
      rest = rest.slice(parameter[0].length);
    } else {
      const scheme = SCHEME.exec(rest)?.[0];
      if (!scheme) {
        rest = rest.slice(1);
        continue;
      }
      rest = rest.slice(scheme.length).replace(/^[ \t]+/, '');
      const token = PARAMETER.test(rest) && !TOKEN68.test(rest) ? undefined : TOKEN68.exec(rest)?.[0];
      if (token) rest = rest.slice(token.length);
      challenges.push({ scheme, token, parameters: Object.create(null) });
    }
    rest = rest.replace(/^[\s,]+/, '');
  }
  return challenges;
}

/** The challenge of one scheme, whatever its capitals. */
export function challengeOf(challenges: readonly Challenge[], scheme: string): Challenge | undefined {
  return challenges.find((challenge) => challenge.scheme.toLowerCase() === scheme.toLowerCase());
}
