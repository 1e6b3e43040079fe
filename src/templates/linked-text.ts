/** A text in which codes of other items (T12, VIE-02) become links. */
export interface LinkedText { text: string; href: string | null }

const CODE = /\b(?:T\d\d|[A-Z]{3}-\d\d)\b/g

export const codesIn = (text: string) => [...new Set(text.match(CODE) ?? [])]

export function linked(text: string, links: ReadonlyMap<string, string>): LinkedText[] {
  const parts: LinkedText[] = []
  let end = 0
  for (const { 0: code, index } of text.matchAll(CODE)) {
    const href = links.get(code)
    if (href === undefined) continue
    parts.push({ text: text.slice(end, index), href: null }, { text: code, href })
    end = index + code.length
  }
  return [...parts, { text: text.slice(end), href: null }].filter((part) => part.text)
}
