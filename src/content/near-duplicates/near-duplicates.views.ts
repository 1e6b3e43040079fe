import type { Locale } from '../../i18n/locales.ts'
import { t } from '../../i18n/translate.ts'
import { view } from '../../platform/views/view.ts'
import { itemLink } from '../item-link.ts'
import type { ItemCard } from '../items.queries.ts'
import { newerOf } from './merge-items.ts'

interface One { href: string; title: string; lang: string | null; owner: string; changed: string }
interface DuplicatesPage { title: string; pairs: { percent: number; kept: One; older: One; yksi: number; toinen: number; label: string }[] }
const SAMPLE: One = { href: '/sivu/1-maksut', title: 'Maksut', lang: 'fi', owner: 'Asiakaspalveluryhmä', changed: '2026-11-20T08:00:00.000Z' }
export const duplicatesView = view<DuplicatesPage>('export/duplicates', { title: 'Lähes samat sivut', pairs: [{ percent: 93, kept: SAMPLE, older: SAMPLE, yksi: 1, toinen: 2, label: 'Yhdistä: Maksut ja Maksut' }] })

export function duplicatesPage(locale: Locale, pairs: { a: ItemCard; b: ItemCard; similarity: number }[]): DuplicatesPage {
  const one = (item: ItemCard): One => { const { href, title, lang } = itemLink(item, locale); return { href, title, lang, owner: item.owner_team, changed: item.changed_at } }
  return {
    title: t(locale, 'export.duplicates.title'),
    pairs: pairs.map(({ a, b, similarity }) => {
      const { kept, older } = newerOf(a, b), [newer, former] = [one(kept), one(older)]
      return { percent: Math.floor(similarity * 100), kept: newer, older: former, yksi: a.id, toinen: b.id, label: t(locale, 'export.duplicates.label', { kept: newer.title, older: former.title }) }
    }),
  }
}
