/** What an ItemShape does to HTML, by Learn's page of ItemShape: the body as it may be shown. */
import type { BodyData } from '../store/item-data.js';

/** How HTML is to be. */
export interface HtmlForms {
  filterHtmlContent?: boolean | undefined;
  blockExternalImages?: boolean | undefined;
  addBlankTargetToLinks?: boolean | undefined;
  inlineImageUrlTemplate?: string | undefined;
  maximumBodySize?: number | undefined;
}

/** The body, changed as is asked; one that is cut says so. */
export function withForms(body: BodyData, forms: HtmlForms): BodyData {
  const formed = body.bodyType === 'HTML' ? { ...body, value: htmlIn(body.value ?? '', forms) } : body;
  const { maximumBodySize: most } = forms;
  if (most === undefined || (formed.value ?? '').length <= most) return formed;
  return { ...formed, isTruncated: true, value: (formed.value ?? '').slice(0, most) } as BodyData;
}

function htmlIn(html: string, forms: HtmlForms): string {
  let shown = html;
  if (forms.filterHtmlContent) shown = withoutElement(withoutElement(shown, 'script'), 'object');
  if (forms.blockExternalImages || forms.inlineImageUrlTemplate !== undefined || forms.addBlankTargetToLinks)
    shown = shown.replace(/<(img|a)\b([^<>]*)>/gi, (tag, name: string, attributes: string) =>
      name.toLowerCase() === 'a' ? linkIn(tag, attributes, forms) : imageIn(tag, attributes, forms),
    );
  return shown;
}

/** With all in it; without an end, to the end. */
function withoutElement(html: string, name: string): string {
  const lower = html.toLowerCase();
  const kept: string[] = [];
  let from = 0;
  for (;;) {
    const start = lower.indexOf(`<${name}`, from);
    if (start < 0) break;
    kept.push(html.slice(from, start));
    const end = lower.indexOf(`</${name}>`, start);
    if (end < 0) return kept.join('');
    from = end + name.length + 3;
  }
  return kept.join('') + html.slice(from);
}

function linkIn(tag: string, attributes: string, { addBlankTargetToLinks }: HtmlForms): string {
  return addBlankTargetToLinks && !/\btarget=/i.test(attributes) ? `<a target="_blank"${attributes}>` : tag;
}

function imageIn(tag: string, attributes: string, forms: HtmlForms): string {
  if (forms.blockExternalImages && /\bsrc="?https?:/i.test(attributes)) return '';
  const { inlineImageUrlTemplate: template } = forms;
  return template === undefined
    ? tag
    : tag.replace(/\bsrc="cid:([^"<>]*)"/i, (_, id: string) => `src="${template.replaceAll('{id}', id)}"`);
}
