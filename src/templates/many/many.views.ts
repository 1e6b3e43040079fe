import type { Locale } from '../../i18n/locales.ts'
import { t } from '../../i18n/translate.ts'
import { view } from '../../platform/views/view.ts'
import type { MessageLanguage } from '../message-languages.ts'
import { hasErrors, type OpenTemplate } from '../open-template.ts'
import { fieldOf, languageWord, listed, problemText } from '../problem-words.ts'
import { SAMPLE_POSTER, type Poster } from '../poster.views.ts'
import { libraryTitle } from '../template-places.ts'
import { missingLanguages } from '../template-results.ts'
import type { ForLibrary, TableProblem } from './fill-many.ts'

export interface ManyPage {
  title: string
  heading: string
  headingLang: string | null
  lang: string | null
  address: string
  /** what was filled in for all, carried along */
  carried: { name: string; value: string }[]
  problems: string[]
  municipalities: { name: string; libraries: { key: string; name: string; chosen: boolean }[] }[]
  table: string
  columns: string
  made: { name: string; ready: boolean; problems: string[]; missing: string | null; texts: { name: string; text: string }[] }[]
  languages: { code: string; name: string }[]
  hasPoster: boolean
  /** why nothing can be taken into use yet */
  asks: string | null
  refused: boolean
}
export const manyView = view<ManyPage>('templates/many', {
  title: 'Sama monelle', heading: 'Kirjasto suljettu', headingLang: 'fi', lang: 'fi', address: '/viestipohjat/4', carried: [{ name: 'paiva', value: '2026-12-05' }], problems: ['Rivi 3: kirjastoa ei ole.'],
  municipalities: [{ name: 'Inari', libraries: [{ key: 'inari/Inarin kirjasto', name: 'Inarin kirjasto', chosen: true }] }], table: 'Kirjasto\tPuhelin', columns: 'Kirjasto, Puhelin',
  made: [{ name: 'Inarin kirjasto', ready: false, problems: ['Puhelin: täytä.'], missing: 'Puuttuu: pohjoissaame', texts: [{ name: 'Verkkosivu, suomi', text: 'Suljettu' }] }], languages: [{ code: 'fi', name: 'Suomi' }], hasPoster: true, asks: 'Valitse syy.', refused: true,
})

export const postersView = view<{ title: string; lang: string; hint: string; posters: Poster[]; tooLong: string | null }>('templates/posters', {
  title: 'Julisteet', lang: 'fi', hint: 'Tulosta A4-kokoon.', posters: [SAMPLE_POSTER], tooLong: 'Teksti ei mahdu.',
})

export function tableProblemText(locale: Locale, { code, row, text }: TableProblem): string {
  return t(locale, `templates.table.${code}`, { row, text })
}

export function madeRow(locale: Locale, { template }: OpenTemplate, { library, filled }: ForLibrary, nameOf: (channel: string, language: MessageLanguage) => string): ManyPage['made'][number] {
  const missing = missingLanguages(filled.languages)
  return {
    name: libraryTitle(library), ready: !hasErrors(filled),
    problems: filled.problems.filter(({ level }) => level === 'error').map((problem) => `${fieldOf(template.fields, problem)?.label ?? problem.field}: ${problemText(locale, template.fields, problem)}`),
    missing: missing.length === 0 ? null : t(locale, 'templates.missingTitle', { languages: listed(locale, missing.map(({ language }) => languageWord(locale, language))) }),
    texts: filled.channels.flatMap(({ channel, texts }) => texts.map(({ language, message }) => ({ name: nameOf(channel, language), text: [message.subject, message.text].filter(Boolean).join('\n\n') }))),
  }
}
