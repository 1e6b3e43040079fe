import type { Locale } from '../../i18n/locales.ts'
import { t } from '../../i18n/translate.ts'
import { view } from '../../platform/views/view.ts'
import { CHANNELS, type Channel } from '../channels.ts'
import { MESSAGE_LANGUAGES, type MessageLanguage } from '../message-languages.ts'
import { languageWord } from '../problem-words.ts'
import { channelKey } from '../template-results.ts'
import type { Field } from '../template-definition.ts'
import { isOften, shareOf, type TemplateUse, type usesByField, type usesByPlace, type usesByText } from './use.queries.ts'

interface UsesPage { title: string; own: UseRow[]; others: UseRow[] }
interface UseRow { href: string; title: string; lang: string | null; owner: string; uses: number; unused: boolean; often: boolean }
const ROW: UseRow = { href: '/viestipohjat/4/kaytto', title: 'Kirjasto suljettu', lang: 'fi', owner: 'Viestintä', uses: 0, unused: true, often: true }
export const usesView = view<UsesPage>('templates/uses', { title: 'Pohjien käyttö', own: [ROW], others: [ROW] })

interface TemplateUsePage {
  title: string
  template: { href: string; title: string; lang: string | null }
  /** where it is changed and checked, for who may */
  keep: { edit: string | null; check: string | null }
  texts: { name: string; uses: number; edited: number; share: number; often: boolean }[]
  /** fields that begin filled in, the most changed first */
  fields: { name: string; lang: string | null; uses: number; changed: number; share: number; often: boolean }[]
  places: { month: string; name: string; uses: number }[]
}
export const templateUseView = view<TemplateUsePage>('templates/template-use', {
  title: 'Käyttö: Kirjasto suljettu', template: { href: '/viestipohjat/4', title: 'Kirjasto suljettu', lang: 'fi' }, keep: { edit: '/viestipohjat/4/muokkaa', check: '/sivu/4/tarkista' }, texts: [{ name: 'Verkkosivu, suomi', uses: 4, edited: 3, share: 75, often: true }],
  fields: [{ name: 'Puhelin', lang: 'fi', uses: 4, changed: 3, share: 75, often: true }],
  places: [{ month: '2026-11', name: 'Inari', uses: 4 }],
})

export function usesPage(locale: Locale, templates: TemplateUse[], teamIds: number[]): UsesPage {
  const row = ({ id, title, lang, owner_team: owner, uses, edited }: TemplateUse): UseRow => ({ href: `/viestipohjat/${id}/kaytto`, title, lang: lang === locale ? null : lang, owner, uses, unused: uses === 0, often: isOften({ uses, edited }) })
  const isOwn = ({ owner_team_id: team }: TemplateUse) => teamIds.includes(team)
  return { title: t(locale, 'templates.uses'), own: templates.filter(isOwn).map(row), others: templates.filter((one) => !isOwn(one)).map(row) }
}

type Rows<Query extends (...args: never[]) => Promise<unknown>> = Awaited<ReturnType<Query>>

interface Uses { texts: Rows<typeof usesByText>; fields: Rows<typeof usesByField>; places: Rows<typeof usesByPlace> }

export function templateUsePage(locale: Locale, template: TemplateUsePage['template'], keep: TemplateUsePage['keep'], { texts, fields, places }: Uses, asked: readonly Field[]): TemplateUsePage {
  return {
    title: t(locale, 'templates.usesOf', { title: template.title }), template, keep, places: places.map(({ month, name, uses }) => ({ month, name, uses })),
    texts: texts.map(({ channel, language, uses, edited }) => ({ name: nameOf(locale, channel, language), uses, edited, share: shareOf({ uses, edited }), often: isOften({ uses, edited }) })),
    // a field that the template has lost since has nobody to change it
    fields: fields.flatMap(({ field, uses, changed }) => {
      const known = asked.find(({ name }) => name === field), use = { uses, edited: changed }
      return known ? [{ name: known.label, lang: locale === 'fi' ? null : 'fi', uses, changed, share: shareOf(use), often: isOften(use) }] : []
    }),
  }
}

function nameOf(locale: Locale, channel: string, language: string): string {
  const named = CHANNELS.find((one) => one === channel) as Channel | undefined, word = MESSAGE_LANGUAGES.find((one) => one === language) as MessageLanguage | undefined
  return [named ? t(locale, channelKey(named)) : t(locale, 'templates.allTexts'), word && languageWord(locale, word)].filter(Boolean).join(', ')
}
