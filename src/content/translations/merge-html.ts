import type { Locale } from '../../i18n/locales.ts'
import { languageOf, t } from '../../i18n/translate.ts'
import { escapeHtml } from '../../platform/views/view.ts'
import { isContentLanguage, languageName } from '../languages.ts'
import { translateAddress } from './follow-languages.ts'
import type { Followed } from './follow.ts'

interface Part { anchor: string; html: string }

/** Rendered HTML as its top sections; what stands before the first is ''. */
export function htmlSections(html: string): Part[] {
  const parts = html.split(/(?=<section id="k-)/)
  return [...(parts[0]?.startsWith('<section id="') ? [{ anchor: '', html: '' }] : []), ...parts.map((part) => ({ anchor: /^<section id="(k-[a-z0-9-]+)"/.exec(part)?.[1] ?? '', html: part }))]
}

export interface Reading {
  locale: Locale
  itemId: number
  lang: string
  original: { lang: string; html: string }
  rows: readonly Pick<Followed, 'original_anchor' | 'anchor' | 'stale'>[]
  mayTranslate: boolean
}

/**
 * A translation as it is read: what may be out of date says so under its heading, and what it lacks stands in its place in the original's
 * words. Each passage says its language where it is not that of the text around it.
 */
export function mergeHtml(translated: string, { locale, itemId, lang, original, rows, mayTranslate }: Reading): string {
  const parts = htmlSections(translated), originals = htmlSections(original.html), placed = new Map<string, string[]>()
  let last = ''
  for (const { anchor, html } of originals) {
    const row = rows.find((one) => one.original_anchor === anchor)
    if (row) last = row.anchor
    else if (html.trim() !== '' && anchor !== '') placed.set(last, [...placed.get(last) ?? [], passage(html)])
  }
  return parts.map(({ anchor, html }) => {
    const stale = rows.find((row) => row.anchor === anchor)?.stale === 1
    return (stale ? withMark(html, anchor) : html) + (placed.get(anchor) ?? []).join('')
  }).join('')

  function passage(html: string) {
    const said = t(locale, 'translations.passage', { wanted: nameIn(lang), shown: nameIn(original.lang) })
    return `<div class="passage" lang="${escapeHtml(original.lang)}"><p class="passage-note" lang="${languageOf(locale, 'translations.passage')}">${escapeHtml(said)}</p>${html.replace(/\b(id|aria-labelledby)="k-/g, '$1="alku-k-')}</div>`
  }
  function withMark(html: string, anchor: string) {
    const link = mayTranslate ? ` <a href="${escapeHtml(translateAddress(itemId, lang))}#${anchor === '' ? 'osa-0' : `kaanna-${anchor}`}">${escapeHtml(t(locale, 'translations.bringUp'))}</a>`
      : ` <a href="/sivu/${itemId}?kieli=${escapeHtml(original.lang)}">${escapeHtml(t(locale, 'translations.readOriginal'))}</a>`
    const mark = `<p class="stale-note" lang="${languageOf(locale, 'translations.stale')}"><b>${escapeHtml(t(locale, anchor === '' ? 'translations.staleStart' : 'translations.stale'))}</b>${link}</p>`
    const end = anchor === '' ? 0 : html.indexOf('</div>', html.indexOf('</h2>')) + '</div>'.length
    return html.slice(0, end) + mark + html.slice(end)
  }
  function nameIn(code: string) { return isContentLanguage(code) ? code : languageName(code) }
}
