import { itemLink, type ItemLink } from '../../content/item-link.ts'
import type { ItemCard } from '../../content/items.queries.ts'
import type { Locale } from '../../i18n/locales.ts'
import type { MessageKey } from '../../i18n/messages.ts'
import { t } from '../../i18n/translate.ts'
import { titled } from '../../people/auth/auth.views.ts'
import { formErrors, type Errors, type Problem } from '../../people/form-fields.ts'
import { view } from '../../platform/views/view.ts'
import { addressOfWords } from '../search-address.ts'
import type { Preview } from './preview-synonyms.ts'
import type { Synonym } from './synonyms.queries.ts'

interface SynonymsPage { title: string; count: number; lines: { href: string; typed: string; said: string; bothWays: boolean; shipped: boolean }[] }
export const synonymsView = view<SynonymsPage>('search/synonyms', {
  title: 'Hakusanat', count: 80, lines: [{ href: '/hallinta/hakusanat/1', typed: 'hetu, sotu', said: 'henkilötunnus', bothWays: true, shipped: true }],
})
export const synonymsPage = (locale: Locale, all: Synonym[]): SynonymsPage => ({
  title: t(locale, 'synonyms.title'), count: all.length,
  lines: all.map(({ id, typed, said, bothWays, shipped }) => ({ href: `/hallinta/hakusanat/${id}`, typed, said, bothWays, shipped })),
})

export interface TypedLine { typed: string; said: string; bothWays: boolean }
interface Shown extends ItemLink { isNew: boolean }
interface SynonymPage extends TypedLine {
  title: string
  action: string
  /** the line as it is now; null for one to be added */
  old: { revision: number; typed: string; said: string; changedAt: string | null; changedBy: string } | null
  problem: MessageKey | null
  problems: Problem[]
  errors: Errors<'kirjoitetaan' | 'tarkoittaa'>
  preview: { tried: number; changed: { typed: string; href: string; before: Shown[]; after: Shown[] }[] } | null
}
const SHOWN: Shown = { href: '/sivu/1-kirjastokortin-antaminen', title: 'Kirjastokortin antaminen', lang: 'fi', css: 'ohje', icon: 'guide', kindName: 'content.kind.guide', isNew: true }
export const synonymView = view<SynonymPage>('search/synonym', {
  title: 'Hakusana', typed: 'hetu, sotu', said: 'henkilötunnus', bothWays: true, action: '/hallinta/hakusanat/1', problem: 'synonyms.changedMeanwhile',
  old: { revision: 2, typed: 'hetu', said: 'henkilötunnus', changedAt: '2026-11-02T08:00:00.000Z', changedBy: 'Aino Esimerkki' },
  problems: [{ field: 'tarkoittaa', key: 'synonyms.missing' }], errors: { kirjoitetaan: 'synonyms.longRun', tarkoittaa: 'synonyms.missing' },
  preview: { tried: 12, changed: [{ typed: 'hetu', href: '/haku?q=hetu', before: [SHOWN], after: [SHOWN] }] },
})

interface More { errors?: Record<string, string>; problem?: MessageKey; preview?: Preview }
export function synonymPage(locale: Locale, old: Synonym | null, { typed, said, bothWays }: TypedLine, { errors: found, problem, preview }: More = {}): SynonymPage {
  const shown = formErrors(['kirjoitetaan', 'tarkoittaa'], found)
  return {
    title: titled(locale, old ? 'synonyms.change' : 'synonyms.add', shown.problems), typed, said, bothWays, ...shown, problem: problem ?? null,
    action: old ? `/hallinta/hakusanat/${old.id}` : '/hallinta/hakusanat/uusi',
    old: old && { revision: old.revision, typed: old.typed, said: old.said, changedAt: old.changedAt, changedBy: old.changedBy ?? '' }, preview: preview ? previewOf(locale, preview) : null,
  }
}

function previewOf(locale: Locale, { tried, changed }: Preview): SynonymPage['preview'] {
  const listed = (cards: ItemCard[], others: ItemCard[]) => cards.map((card): Shown => ({ ...itemLink(card, locale), isNew: !others.some(({ id }) => id === card.id) }))
  return {
    tried, changed: changed.map(({ typed, before, after }) => ({
      typed, href: addressOfWords(typed), before: listed(before, before), after: listed(after, before),
    })),
  }
}
