import { unescapeAll, withoutTags } from '../markdown-page.ts'
import { renderMarkdown } from '../markdown.ts'

/**
 * A supplement as safe HTML that may stand inside any text: without sections, ids or numbered steps of its own, since those of the text
 * around it must stay unique. Links to items and facts work as in every text; files do not belong to it.
 */
export function supplementHtml(body: string, lang: string): { html: string; hasSlots: boolean } {
  const { html, slots } = renderMarkdown(body, { item: (externalId) => ({ href: `/laavu/${encodeURIComponent(externalId)}` }), image: () => null }, lang)
  const flat = html.replace(/<section [^>]*><div class="sec-tools"><h2 [^>]*>(.*?)<\/h2><\/div>/g, '<p><strong>$1</strong></p>').replaceAll('</section>', '')
    .replace(/<h([34])(?: id="[^"]*")?>(.*?)<\/h\1>/g, '<p><strong>$2</strong></p>').replaceAll(' class="steps" role="list"', '')
  return { html: flat, hasSlots: slots.length > 0 }
}

const FLOWING = /^(?:a|abbr|b|bdi|cite|code|del|em|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|u|var|wbr)$/

/** The same within a line: blocks follow each other with line breaks between. */
export function inLine(html: string): string {
  return html.replace(/<(\/?)([a-z0-9]+)([^>]*)>/g, (tag, end: string, name: string) => (FLOWING.test(name) ? tag : end ? '\n' : ''))
    .trim().replace(/\s*\n\s*/g, '<br>')
}

/** The words of safe HTML, a line for each block. */
export const wordsOf = (html: string) => unescapeAll(withoutTags(html.replace(/<\/(?:p|li|td|th|tr|div|summary)>|<br>/g, '\n'))).replace(/ *\n[\n ]*/g, '\n').trim()
