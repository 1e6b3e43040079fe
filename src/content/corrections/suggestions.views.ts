import type { MessageKey } from '../../i18n/messages.ts'
import { t } from '../../i18n/translate.ts'
import type { Viewer } from '../../people/viewer.ts'
import { view } from '../../platform/views/view.ts'
import { itemCrumb, itemLink, type Crumb, type ItemLink } from '../item-link.ts'
import type { ItemFacts } from '../items.queries.ts'
import { KINDS } from '../kinds.ts'
import type { ownSuggestions, suggestionsOf } from './corrections.queries.ts'
import { STATES } from './suggestion.views.ts'

type ShownState = { key: MessageKey; icon: string; css: string }
interface SuggestionsPage {
  title: string
  css: string
  crumbs: Crumb[]
  rows: { href: string; heading: string; lang: string; reason: string; by: string; at: string; state: ShownState }[]
}
export const suggestionsView = view<SuggestionsPage>('corrections/suggestions', {
  title: 'Muutosehdotukset: Kirjastokortin antaminen', css: 'ohje', crumbs: [{ href: '/sivu/12', label: 'Kirjastokortin antaminen', lang: 'fi' }],
  rows: [{ href: '/sivu/12/ehdotukset/3', heading: 'Ensin', lang: 'fi', reason: 'Passikin käy.', by: 'Aino Esimerkki', at: '2026-11-23T08:00:00.000Z', state: STATES.open }],
})

export function suggestionsPage({ locale }: Viewer, item: ItemFacts, rows: Awaited<ReturnType<typeof suggestionsOf>>): SuggestionsPage {
  const crumb = itemCrumb(item, locale)
  return {
    title: t(locale, 'corrections.list.title', { title: crumb.label }), css: KINDS[item.kind].css, crumbs: [crumb],
    rows: rows.map(({ id, heading, lang, reason, by, created_at: at, state }) => ({ href: `/sivu/${item.id}/ehdotukset/${id}`, heading, lang, reason, by: by ?? '', at, state: STATES[state] })),
  }
}

interface OwnPage { title: string; rows: (ItemLink & { address: string; heading: string; textLang: string; at: string; state: ShownState; answer: string })[] }
export const ownSuggestionsView = view<OwnPage>('corrections/own', {
  title: 'Omat ehdotukset', rows: [{ href: '/sivu/12', title: 'Kirjastokortin antaminen', lang: 'fi', css: 'ohje', icon: 'guide', kindName: 'content.kind.guide', address: '/sivu/12/ehdotukset/3', heading: 'Ensin', textLang: 'fi', at: '2026-11-23T08:00:00.000Z', state: STATES.taken, answer: 'Kiitos!' }],
})

export const ownSuggestionsPage = ({ locale }: Viewer, rows: Awaited<ReturnType<typeof ownSuggestions>>): OwnPage => ({
  title: t(locale, 'corrections.own'),
  rows: rows.map((row) => ({ ...itemLink(row, locale), address: `/sivu/${row.id}/ehdotukset/${row.suggestion}`, heading: row.heading, textLang: row.lang, at: row.made, state: STATES[row.state], answer: row.answer })),
})
