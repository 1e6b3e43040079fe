import { markdownOf } from './html-to-markdown.ts'
import { textOf, titleAndBody } from './page-text.ts'
import { idAndLang, lastPart } from './read-markdown.ts'
import type { SourcePage } from './source-page.ts'

const HTML_LIMIT = 2_000_000
/** What is no text of the page. */
const APART = /<(script|style|noscript|template|iframe|nav|head)\b[^>]*>[\s\S]*?<\/\1\s*>/gi
const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&nbsp;': ' ' }

/** A saved web page as a page: its text and structure. The result is untrusted like any other text. Throws PageRefused. */
export function readHtml(bytes: Uint8Array, name: string): Omit<SourcePage, 'where' | 'files'> {
  const html = textOf(bytes.subarray(0, HTML_LIMIT)), { id, lang } = idAndLang(name)
  const title = /<title[^>]{0,200}>([^<]{1,500})<\/title>/i.exec(html)?.[1]?.replace(/&(?:amp|lt|gt|quot|#39|nbsp);/g, (entity) => ENTITIES[entity]!).replace(/\s+/g, ' ').trim()
  return { externalId: id, lang, isTranslation: false, summary: null, ...titleAndBody(title, markdownOf(html.replace(APART, '')), lastPart(name)), facts: {} }
}
