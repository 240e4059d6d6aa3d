/**
 * The schema that we emit accepts and rejects the same documents as Microsoft's: every payload of the corpus, and changed copies
 * of it, judged by libxml2 with both schemas of each edition. Agreement is on the verdict and on what is said against a document.
 */

import { describe, expect, test } from '@jest/globals';
import { XmlDocument } from 'libxml2-wasm';
import { emitSchema } from '../../src/schema-text/committed.js';
import { NAMESPACES } from '../../src/schema-text/schema.js';
import { parseXml, writeElement, type XmlElement } from '../../src/xml/element.js';
import { corpusDocument, corpusRows, say, testWith } from '../support/shared.js';
import { compile, readTexts, violations } from './judge.js';
import { elementsOf, MUTATIONS, mutate, randomBelow } from './mutate.js';
import { EDITIONS, originalFolder } from './support.js';

const EWS = new Set(Object.values(NAMESPACES));

/** The EWS elements of a document that stand highest: what an envelope carries, or the root of a fragment. */
function payloads(element: XmlElement): XmlElement[] {
  return EWS.has(element.namespace) ? [element] : elementsOf(element).flatMap(payloads);
}

function corpusPayloads(): XmlElement[] {
  return corpusRows()!
    .filter((row) => row['well-formed'] === 'yes')
    .flatMap((row) => {
      try {
        return payloads(parseXml(corpusDocument(row)));
      } catch {
        // What our parser refuses (a DTD) is no document for this test.
        return [];
      }
    });
}

/** With the customary prefixes declared, since values of xsi:type need them. */
function textOf(element: XmlElement): string {
  return writeElement(element).replace(/^<([^\s/>]+)/, `<$1 xmlns:t="${NAMESPACES.t}" xmlns:m="${NAMESPACES.m}"`);
}

describe('libxml2 compiles what is emitted', () => {
  for (const edition of EDITIONS) {
    test(edition, async () => {
      using validator = compile(`compiles-${edition}`, await emitSchema({ edition }));
      using good = XmlDocument.fromString(
        `<GetUserOofSettingsRequest xmlns="${NAMESPACES.m}"><Mailbox xmlns="${NAMESPACES.t}"><Address>a@b.c</Address></Mailbox></GetUserOofSettingsRequest>`,
      );
      using bad = XmlDocument.fromString(
        `<GetUserOofSettingsRequest xmlns="${NAMESPACES.m}"><Nonsense/></GetUserOofSettingsRequest>`,
      );
      expect(violations(validator, good)).toEqual([]);
      expect(violations(validator, bad)).not.toEqual([]);
    });
  }
});

test('a schema that differs in one value gives another verdict', async () => {
  const files = await emitSchema({ edition: 'ExchangeSE' });
  const types = files['types.xsd'].replace('<xs:enumeration value="inbox"/>', '');
  using whole = compile('whole', files);
  using less = compile('less', { ...files, 'types.xsd': types });
  const folder = `<GetFolder xmlns="${NAMESPACES.m}" xmlns:t="${NAMESPACES.t}"><FolderShape><t:BaseShape>Default</t:BaseShape></FolderShape><FolderIds><t:DistinguishedFolderId Id="inbox"/></FolderIds></GetFolder>`;
  using document = XmlDocument.fromString(folder);
  expect([violations(whole, document).length, violations(less, document).length > 0]).toEqual([0, true]);
});

describe("the same verdicts as Microsoft's schema", () => {
  for (const edition of EDITIONS) {
    const folder = corpusRows() && originalFolder(edition);
    testWith(
      folder,
      "Microsoft's schema files or the corpus",
      edition,
      async (original) => {
        using theirs = compile(`theirs-${edition}`, readTexts(original));
        using ours = compile(`ours-${edition}`, await emitSchema({ edition }));
        const counts = { accepted: 0, rejected: 0 };
        const differing: string[] = [];
        const judge = (element: XmlElement): void => {
          const text = textOf(element);
          using document = XmlDocument.fromString(text);
          const [a, b] = [violations(theirs, document), violations(ours, document)];
          counts[a.length === 0 ? 'accepted' : 'rejected']++;
          if (a.join('\n') !== b.join('\n'))
            differing.push(`${text.slice(0, 200)}\n  theirs: ${a[0] ?? 'valid'}\n  ours: ${b[0] ?? 'valid'}`);
        };
        const documents = corpusPayloads();
        const below = randomBelow(2562);
        let mutated = 0;
        for (const document of documents) {
          judge(document);
          for (const mutation of MUTATIONS) {
            const changed = mutate(document, mutation, below);
            if (changed === undefined) continue;
            mutated++;
            judge(changed);
          }
        }
        say(
          `${edition}: ${documents.length} payloads of the corpus and ${mutated} mutated: ${counts.accepted} accepted, ${counts.rejected} rejected by both, ${differing.length} differ`,
        );
        expect(differing.slice(0, 5)).toEqual([]);
        expect(counts.accepted).toBeGreaterThan(100);
      },
      300_000,
    );
  }
});
