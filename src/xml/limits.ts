/** What a document may ask of the reader, so that no answer can exhaust memory or the stack. */

/** Limits of the XML reader; each is a count of the unit its name says. */
export interface XmlLimits {
  /** Elements inside one another. Default 256: a restriction of Exchange's maximum depth needs fewer than 100. */
  depth?: number | undefined;
  /** Attributes of one element. Default 128. */
  attributes?: number | undefined;
  /** Bytes of one run of text. Default 1 GiB less one, what a JavaScript string can hold of it anyway. */
  textBytes?: number | undefined;
  /** Bytes of the whole document. Default 2 GiB; of an envelope of a stream of events 16 MiB. */
  totalBytes?: number | undefined;
}

export const DEFAULT_LIMITS: { readonly [K in keyof XmlLimits]-?: number } = {
  depth: 256,
  attributes: 128,
  textBytes: 2 ** 30 - 1,
  totalBytes: 2 ** 31,
};
