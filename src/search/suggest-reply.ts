import { z } from 'zod'
import { KINDS } from '../content/kinds.ts'
import { subjectWord } from '../content/subject-word.ts'
import type { Locale } from '../i18n/locales.ts'
import { languageOf, t } from '../i18n/translate.ts'
import { addressOfWords, sectionAddress } from './search-address.ts'
import type { Suggestions } from './suggest.ts'

export const SuggestQuery = z.object({ q: z.string().max(500).default('').transform((q) => q.toWellFormed().replaceAll('\0', ' ')) })

interface Option { text: string; lang: string | null; href: string; note: string; icon: string; css: string | null }
/** What the script of the search box shows (static/js/search.js). Texts only: it makes no HTML of them. */
export interface SuggestReply {
  /** how many there are, for a screen reader */
  said: string
  /** whose searches the browser may remember; null: not on this device, which others use too */
  whose: number | null
  words: { recent: string; clear: string }
  groups: { label: string; lang: string | null; options: Option[] }[]
}

export function suggestReply(locale: Locale, whose: number | null, { searches, titles, subjects, teams }: Suggestions): SuggestReply {
  const words: Option[] = searches.map((q) => ({ text: q, lang: null, href: addressOfWords(q), note: '', icon: 'search', css: null }))
  const pages: Option[] = titles.map(({ card, lang, title }) => ({
    text: title, lang: lang === locale ? null : lang, href: sectionAddress(card, lang, '', locale), icon: KINDS[card.kind].icon, css: KINDS[card.kind].css,
    note: [t(locale, KINDS[card.kind].one), ...(card.network_wide === 1 ? [] : [card.municipalities.map(({ name }) => name).join(', ')])].join(' · '),
  }))
  const topics: Option[] = subjects.map((subject) => {
    const { label, lang } = subjectWord(subject, locale)
    return { text: label, lang, href: `/selaa?aihe=${subject.slug}`, note: '', icon: 'list', css: null }
  })
  const helpers: Option[] = teams.map(({ id, name }) => ({ text: name, lang: locale === 'fi' ? null : 'fi', href: `/kuka-auttaa#tiimi-${id}`, note: '', icon: 'user', css: null }))
  const groups = ([['search.suggest.words', words], ['search.suggest.titles', pages], ['search.suggest.subjects', topics], ['search.suggest.teams', helpers]] as const)
    .filter(([, options]) => options.length > 0).map(([key, options]) => ({ label: t(locale, key), lang: languageOf(locale, key) === locale ? null : 'fi', options }))
  const count = groups.reduce((sum, { options }) => sum + options.length, 0)
  return { said: t(locale, 'search.suggest.count', { n: count }), whose, words: { recent: t(locale, 'search.suggest.recent'), clear: t(locale, 'search.suggest.clear') }, groups }
}
