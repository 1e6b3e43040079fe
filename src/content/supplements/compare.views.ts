import type { Locale } from '../../i18n/locales.ts'
import { t } from '../../i18n/translate.ts'
import { view } from '../../platform/views/view.ts'

interface Row { place: string; slug: string; library: string | null; lang: string | null; textHtml: string; checked: string; outdated: boolean; keeper: string; editHref: string | null }
export interface ComparedSlot { id: string; name: string; description: string; rows: Row[]; empty: string | null; fill: { href: string; name: string } | null }
export interface ComparedFact { id: string; name: string; rows: { place: string; value: string | null; lang: string | null; fillHref: string | null }[] }
interface ComparePage { title: string; name: string; lang: string | null; href: string; slots: ComparedSlot[]; removed: ComparedSlot[]; facts: ComparedFact[]; nothing: boolean }

const SAMPLE: ComparedSlot = {
  id: 'hinta', name: 'Hinta', description: 'uusi kortti', empty: 'Salla, Tornio', fill: { href: '/sivu/1/liite/hinta?kunta=salla&kieli=fi', name: 'Salla' },
  rows: [{ place: 'Inari', slug: 'inari', library: 'Ivalon kirjasto', lang: 'fi', textHtml: '<p>2 €</p>', checked: '2026-11-02T08:00:00.000Z', outdated: true, keeper: 'Inarin kirjasto', editHref: '/sivu/1/liite/hinta?kunta=inari&kieli=fi' }],
}
export const compareView = view<ComparePage>('supplements/compare', {
  title: 'Maksut: kunnat rinnakkain', name: 'Maksut', lang: 'fi', href: '/sivu/1', slots: [SAMPLE], removed: [SAMPLE],
  facts: [{ id: 'tieto-puhelin', name: 'Puhelin', rows: [{ place: 'Inari', value: '016 123', lang: 'fi', fillHref: '/tiedot/puhelin?paikka=inari' }] }], nothing: true,
})

export function comparePage(locale: Locale, item: { id: number; title: string; lang: string }, slots: ComparedSlot[], removed: ComparedSlot[], facts: ComparedFact[]): ComparePage {
  return {
    title: t(locale, 'supplements.compare.title', { title: item.title }), name: item.title, lang: item.lang === locale ? null : item.lang, href: `/sivu/${item.id}?kieli=${item.lang}`,
    slots, removed, facts, nothing: slots.length + removed.length + facts.length === 0,
  }
}
