import { itemLink } from '../../content/item-link.ts'
import { pageLinks, type PageLink } from '../../content/page-links.ts'
import type { Locale } from '../../i18n/locales.ts'
import { t } from '../../i18n/translate.ts'
import { view } from '../../platform/views/view.ts'
import { checkText, shownChecks } from '../document.views.ts'
import { stateKey } from '../document-html.ts'
import type { FaultyDocument } from './faults.queries.ts'

interface FaultsPage {
  title: string
  total: number
  rows: { href: string; title: string; lang: string | null; file: string; owner: string; faults: string[] }[]
  pages: PageLink[]
}
export const faultsView = view<FaultsPage>('documents/faults', {
  title: 'Puutteelliset tiedostot', total: 1, pages: pageLinks(2, 4, (page) => `?sivu=${page}`),
  rows: [{ href: '/tiedostot/5', title: 'Lainalista', lang: 'fi', file: 'lainalista.pdf', owner: 'Asiakaspalveluryhmä', faults: ['Tiedostolla ei ole otsikkoa.'] }],
})

export const faultsPage = (locale: Locale, { total, documents }: { total: number; documents: FaultyDocument[] }, page: number, perPage: number): FaultsPage => ({
  title: t(locale, 'documents.faulty'), total, pages: pageLinks(page, Math.ceil(total / perPage), (number) => `/tiedostot/puutteet?sivu=${number}`),
  rows: documents.map(({ card, data: { file, extraction, checks } }) => {
    const { title, lang } = itemLink(card, locale), scanned = extraction === 'no-text' ? [t(locale, stateKey(extraction, file.mime))] : []
    return { href: `/tiedostot/${card.id}`, title, lang, file: file.name, owner: card.owner_team, faults: [...scanned, ...shownChecks(checks, extraction).filter(({ ok }) => !ok).map((check) => checkText(locale, check))] }
  }),
})
