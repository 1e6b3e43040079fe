import { itemLink } from '../../content/item-link.ts'
import type { ItemFacts } from '../../content/items.queries.ts'
import type { Locale } from '../../i18n/locales.ts'
import { t } from '../../i18n/translate.ts'
import { view } from '../../platform/views/view.ts'
import type { Lost } from './word-losses.ts'

interface ConvertPage { title: string; heading: string; lang: string | null; back: string; action: string; problem: boolean; lost: string[]; images: number }
export const convertView = view<ConvertPage>('documents/convert', {
  title: 'Muunna ohjeeksi: Lainalista', heading: 'Lainalista', lang: 'fi', back: '/tiedostot/5', action: '/tiedostot/5/ohjeeksi', problem: true, lost: ['2 alaviitettä'], images: 1,
})

/** `lost` null: the document could not be converted. */
export function convertPage(locale: Locale, item: ItemFacts, converted: { lost: Lost[]; images: number } | null): ConvertPage {
  const { title, lang } = itemLink(item, locale)
  return {
    title: t(locale, 'documents.convert.title', { title }), heading: title, lang, back: `/tiedostot/${item.id}`, action: `/tiedostot/${item.id}/ohjeeksi`, problem: converted === null,
    lost: (converted?.lost ?? []).map(({ what, count }) => t(locale, `documents.lost.${what}`, { n: count })), images: converted?.images ?? 0,
  }
}
