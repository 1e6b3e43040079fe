import type { Locale } from '../i18n/locales.ts'
import type { MessageKey } from '../i18n/messages.ts'
import type { ItemCard } from './items.queries.ts'
import { KINDS } from './kinds.ts'

/** A link to an item wherever one is shown: the tile and the word of its kind, and its title in a language that the reader has chosen. */
export interface ItemLink {
  href: string
  title: string
  /** language of the title when it is not the page's, else null */
  lang: string | null
  css: string
  icon: string
  kindName: MessageKey
}
type Linkable = Pick<ItemCard, 'id' | 'kind' | 'language'> & { texts: { lang: string; title: string; slug: string }[] }

/** The text in the wanted language, else the original. */
export const textFor = <Text extends { lang: string }>(texts: Text[], wanted: string, original: string): Text | undefined =>
  texts.find((text) => text.lang === wanted) ?? texts.find((text) => text.lang === original) ?? texts[0]

/** Whether what the reader gets in her language is a translation that is behind its original. */
export const isStale = ({ texts, language }: Pick<ItemCard, 'texts' | 'language'>, locale: string) => textFor(texts, locale, language)?.stale === 1

/** A step on the way to a page. `lang` is that of the words when it is not the page's. */
export interface Crumb { href: string; label: string; lang: string | null }
export function itemCrumb(item: Linkable, locale: Locale): Crumb {
  const { href, title, lang } = itemLink(item, locale)
  return { href, label: title, lang }
}

export const itemAddress = (id: number, slug: string) => `/sivu/${id}-${slug}`

export function itemLink(item: Linkable, locale: Locale): ItemLink {
  const text = textFor(item.texts, locale, item.language), kind = KINDS[item.kind]
  return {
    href: itemAddress(item.id, text?.slug ?? 'sivu'), title: text?.title ?? '', lang: text === undefined || text.lang === locale ? null : text.lang,
    css: kind.css, icon: kind.icon, kindName: kind.one,
  }
}
