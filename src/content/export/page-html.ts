import type { Locale } from '../../i18n/locales.ts'
import type { ItemFacts } from '../items.queries.ts'
import { KINDS } from '../kinds.ts'
import { languageName } from '../languages.ts'
import { slugOf } from '../slug.ts'
import type { ExportedText } from './export.queries.ts'
import { offlineHtml, type OfflinePlaces } from './offline-html.ts'
import { offlinePage, offlineShell } from './offline.views.ts'

/** A text as a page that a browser shows without a server. */
export function pageHtml(item: ItemFacts, text: ExportedText, texts: ExportedText[], places: OfflinePlaces, files: { name: string; place: string }[], locale: Locale): string {
  return offlinePage({
    title: text.title, lang: text.lang, css: KINDS[item.kind].css, kindName: KINDS[item.kind].one, owner: item.owner_team, places: item.municipalities.map(({ name }) => name).toSorted().join(', '),
    subjects: item.subjects.map(({ label }) => label).toSorted().join(', '), changed: text.created_at, checked: item.checked_at, due: item.review_due_at, draft: item.state === 'draft',
    languages: texts.length < 2 ? [] : texts.map((one) => ({ href: encodeURI(`${pageName(item, one)}.html`), name: languageName(one.lang), code: one.lang, current: one.lang === text.lang })),
    bodyHtml: offlineHtml(text.html, places), files: files.map(({ name, place }) => ({ name, href: encodeURI(`../${place}`) })), address: `${places.origin}/sivu/${item.id}`, number: text.number,
  }, offlineShell(locale))
}

/** The name of a text's files in the archive, without the ending. */
export const pageName = (item: Pick<ItemFacts, 'id'>, { slug, lang }: { slug: string; lang: string }) => `${item.id}-${slugOf(slug).slice(0, 80)}.${lang}`
