import type { Message } from '../i18n/define-messages.ts'
import { messages } from '../i18n/messages.ts'

const VOID = new Set('area base br col embed hr img input link meta source track wbr use path'.split(' '))
const SAID = /\b(?:aria-label|title|placeholder|alt|data-[a-z-]+)="([^"]*)"/g

/** What a page says in the language of the page itself: text between tags and in attributes that people meet, each with its words unescaped. A `data-…` of one small word is a name for the script. */
export function* saidBy(html: string, locale: string): Generator<string> {
  const langs: string[] = [], body = html.replace(/<(script|style|svg)\b[\s\S]*?<\/\1>/g, '').replace(/<!--[\s\S]*?-->/g, ''), isOurs = (all: string[]) => [locale, ''].includes(all.at(-1) ?? '')
  for (const [whole, tag, text] of body.matchAll(/<(\/?[a-zA-Z][^>]*)>|([^<]+)/g)) {
    if (text !== undefined) { if (isOurs(langs)) yield plain(text) } else if (tag!.startsWith('/')) langs.pop()
    else {
      const name = /^[a-zA-Z0-9]+/.exec(tag!)![0].toLowerCase(), lang = / lang="([^"]*)"/.exec(whole)?.[1] ?? langs.at(-1) ?? ''
      if (isOurs([lang])) for (const [given, said] of whole.matchAll(SAID)) if (!/^data-[a-z-]+="[a-zåäö0-9_-]*"$/.test(given)) yield plain(said!)
      if (!VOID.has(name) && !whole.endsWith('/>')) langs.push(lang)
    }
  }
}
export const plain = (text: string) => text.replace(/&#x3D;/g, '=').replace(/&#x27;|&#39;/g, '\'').replace(/&quot;/g, '"').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&').replace(/\s+/g, ' ').trim()

/** Finnish texts that are no text of this language too; long ones are also looked for inside others, with the words around their values. */
export function finnishBeside(locale: 'sv' | 'en') {
  const own = new Set((Object.values(messages) as Message[]).map((message) => message[locale])), whole = new Set<string>(), parts: string[] = []
  for (const { fi } of Object.values(messages) as Message[]) {
    if (own.has(fi)) continue
    if (!fi.includes('{')) whole.add(fi)
    for (const part of fi.split(/\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}/)) if (part.trim().length >= 12 && /[a-zåäö]{4} [a-zåäö]{2}/i.test(part)) parts.push(part.trim())
  }
  // pages say most of their words again and again
  const answers = new Map<string, boolean>()
  return (text: string) => {
    const known = answers.get(text) ?? (whole.has(text) || parts.some((part) => text.includes(part)))
    answers.set(text, known)
    return known
  }
}
