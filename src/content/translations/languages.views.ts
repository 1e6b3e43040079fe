import { INTL_TAGS, type Locale } from '../../i18n/locales.ts'
import { t } from '../../i18n/translate.ts'
import { view } from '../../platform/views/view.ts'
import { languageName } from '../languages.ts'
import { translateAddress } from './follow-languages.ts'
import type { LanguageRow } from './languages.queries.ts'

type State = 'required' | 'stale' | 'partial' | 'fresh'
interface Count { lang: string; name: string; team: string; href: string; required: number; stale: number; partial: number; fresh: number }
interface Row { href: string; workHref: string; title: string; titleLang: string; lang: string; name: string; team: string; css: string; icon: string; states: string[] }
interface LanguagesPage { title: string; counts: Count[]; rows: Row[]; filtered: boolean }
export const languagesView = view<LanguagesPage>('translations/languages', {
  title: 'Kieliversiot', counts: [{ lang: 'sv', name: 'svenska', team: 'Asiakaspalvelu', href: '/yllapito/kielet?kieli=sv&vastuu=1', required: 1, stale: 2, partial: 1, fresh: 4 }], filtered: true,
  rows: [{ href: '/sivu/1', workHref: '/sivu/1/kaanna?kieli=sv', title: 'Kirjastokortti', titleLang: 'fi', lang: 'sv', name: 'svenska', team: 'Asiakaspalvelu', css: 'late', icon: 'clock', states: ['2 kohtaa jäljessä'] }],
})

const stateOf = ({ exists, stale, missing }: LanguageRow): State => (exists === 0 ? 'required' : stale > 0 ? 'stale' : missing > 0 ? 'partial' : 'fresh')
interface Filter { lang: string | null; team: number | null }

export function languagesPage(locale: Locale, found: LanguageRow[], { lang, team }: Filter): LanguagesPage {
  const counts = new Map<string, Count>(), inOrder = new Intl.Collator(INTL_TAGS[locale])
  for (const row of found) {
    const key = `${row.lang}:${row.teamId}`
    const known = counts.get(key) ?? { lang: row.lang, name: languageName(row.lang), team: row.team, href: `/yllapito/kielet?kieli=${row.lang}&vastuu=${row.teamId}`, required: 0, stale: 0, partial: 0, fresh: 0 }
    known[stateOf(row)]++
    counts.set(key, known)
  }
  const shown = found.filter((row) => stateOf(row) !== 'fresh' && (lang === null || row.lang === lang) && (team === null || row.teamId === team))
  return {
    title: t(locale, 'translations.list.title'), filtered: lang !== null || team !== null,
    counts: [...counts.values()].sort((a, b) => inOrder.compare(a.name, b.name) || inOrder.compare(a.team, b.team)),
    rows: shown.sort((a, b) => inOrder.compare(a.title, b.title) || a.id - b.id).map((row) => ({
      href: `/sivu/${row.id}-${row.slug}`, workHref: translateAddress(row.id, row.lang), title: row.title, titleLang: row.language, lang: row.lang, name: languageName(row.lang), team: row.team,
      css: stateOf(row) === 'required' ? 'bad' : 'late', icon: stateOf(row) === 'required' ? 'stop' : 'clock', states: statesOf(locale, row),
    })),
  }
}

function statesOf(locale: Locale, row: LanguageRow): string[] {
  if (row.exists === 0) return [`${t(locale, 'translations.list.required')} (${row.required ?? ''})`]
  return [...(row.stale > 0 ? [t(locale, 'translations.list.staleSections', { count: row.stale })] : []), ...(row.missing > 0 ? [t(locale, 'translations.list.missingSections', { count: row.missing })] : [])]
}
