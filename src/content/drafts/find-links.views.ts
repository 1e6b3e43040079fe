import type { Locale } from '../../i18n/locales.ts'
import { t } from '../../i18n/translate.ts'
import { view } from '../../platform/views/view.ts'
import { itemLink, type ItemLink } from '../item-link.ts'
import type { ItemCard } from '../items.queries.ts'

interface FoundLink extends ItemLink { markdown: string }
interface LinksPage { title: string; q: string; asked: boolean; found: FoundLink[] }
export const linksView = view<LinksPage>('editing/links', {
  title: 'Etsi linkki', q: 'kortti', asked: true,
  found: [{ href: '/sivu/12-kirjastokortin-antaminen', title: 'Kirjastokortin antaminen', lang: 'fi', css: 'ohje', icon: 'guide', kindName: 'content.kind.guide', markdown: '[Kirjastokortin antaminen](laavu:ASP-01)' }],
})

export const linksPage = (locale: Locale, q: string, found: FoundLink[]): LinksPage => ({ title: t(locale, 'drafts.links.title'), q, asked: q !== '', found })

/** The link as a text writes it: by the item's lasting name where it has one. */
export function foundLink(item: ItemCard, locale: Locale): FoundLink {
  const link = itemLink(item, locale), target = item.external_id === null ? `/sivu/${item.id}` : `laavu:${encodeURIComponent(item.external_id)}`
  return { ...link, markdown: `[${link.title.replace(/[\\[\]]/g, '\\$&')}](${target})` }
}
