const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" }
const MOST_STEPS = 6

/** The numbered steps of a section as plain text, from the stored HTML of its page; none when the section has no such list. */
export function stepsOf(html: string, anchor: string): string[] {
  const start = html.indexOf(`<section id="${anchor}"`)
  if (start < 0) return []
  const section = html.slice(start, html.indexOf('<section ', start + 1) < 0 ? undefined : html.indexOf('<section ', start + 1))
  const list = /<ol class="steps"[^>]*>(.*?)<\/ol>/s.exec(section)?.[1] ?? ''
  return list.split('<li>').slice(1, MOST_STEPS + 1).map(textOf).filter((step) => step !== '')
}

/** What stands inside a sentence is no end of a word. */
const INLINE = /<\/?(?:a|b|code|em|span|strong)\b[^>]*>/g
const textOf = (html: string) => html.replace(INLINE, '').replace(/<[^>]*>/g, ' ').replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity]!).replace(/\s+/g, ' ').trim()
