import type { Locale } from '../../i18n/locales.ts'
import { t } from '../../i18n/translate.ts'
import { errorTitle, formErrors, type Errors, type Problem } from '../../people/form-fields.ts'
import { view } from '../../platform/views/view.ts'
import { itemAddress, textFor } from '../item-link.ts'
import type { ItemFacts } from '../items.queries.ts'
import type { Mandatory } from './acknowledgements.queries.ts'

const FIELDS = ['kunnat', 'maara'] as const
interface Option { value: string; label: string; chosen: boolean }
interface MandatoryPage {
  title: string
  heading: string
  itemHref: string
  itemTitle: string
  itemLang: string | null
  problems: Problem[]
  errors: Errors<(typeof FIELDS)[number]>
  known: { id: string; whom: string; due: string; mayEnd: boolean; endAction: string }[]
  action: string
  mayAskAll: boolean
  all: boolean
  municipalities: Option[]
  teams: Option[]
  due: string
  keep: Option[]
}
export const mandatoryView = view<MandatoryPage>('acknowledgements/mandatory', {
  title: 'Virhe: Merkitse kuitattavaksi', heading: 'Merkitse kuitattavaksi', itemHref: '/sivu/12', itemTitle: 'Tietosuoja', itemLang: 'fi',
  problems: [{ field: 'maara', key: 'acks.mark.dateBad' }], errors: { kunnat: 'acks.mark.noPlace', maara: 'acks.mark.dateBad' },
  known: [{ id: '1', whom: 'Salla', due: '2026-12-09', mayEnd: true, endAction: '/sivu/12/kuitattavaksi/paata' }], action: '/sivu/12/kuitattavaksi', mayAskAll: true, all: true,
  municipalities: [{ value: '1', label: 'Salla', chosen: true }], teams: [{ value: '1', label: 'Asiakaspalveluryhmä', chosen: true }], due: '2026-12-09',
  keep: [{ value: '24', label: '2 vuotta', chosen: true }],
})

export interface TypedMandatory { koskee: 'verkosto' | 'kunnat'; kunnat: readonly number[]; ryhmat: readonly number[]; maara: string; sailytys: string }
interface Shown { item: ItemFacts; wide: boolean; known: (Mandatory & { mayEnd: boolean })[]; municipalities: { id: number; name: string }[]; teams: { id: number; name: string }[] }

export function mandatoryPage(locale: Locale, { item, wide, known, municipalities, teams }: Shown, typed: TypedMandatory, found: Record<string, string>): MandatoryPage {
  const { errors, problems } = formErrors(FIELDS, found), heading = t(locale, 'acks.mark.title'), text = textFor(item.texts, locale, item.language), action = `/sivu/${item.id}/kuitattavaksi`
  const options = (rows: { id: number; name: string }[], chosen: readonly number[]) => rows.map(({ id, name }) => ({ value: String(id), label: name, chosen: chosen.includes(id) }))
  return {
    title: errorTitle(locale, heading, problems), heading, itemHref: itemAddress(item.id, text?.slug ?? 'sivu'), itemTitle: text?.title ?? '',
    itemLang: !text || text.lang === locale ? null : text.lang, problems, errors,
    known: known.map((one) => ({ id: String(one.id), whom: whomOf(locale, one), due: one.due_on, mayEnd: one.mayEnd, endAction: `${action}/paata` })),
    action, mayAskAll: wide, all: wide && typed.koskee === 'verkosto', municipalities: options(municipalities, typed.kunnat), teams: options(teams, typed.ryhmat), due: typed.maara,
    keep: [6, 12, 24, 60].map((months) => ({ value: String(months), label: t(locale, 'acks.mark.months', { months }), chosen: String(months) === typed.sailytys })),
  }
}

const whomOf = (locale: Locale, { network_wide, places, teams }: Mandatory) =>
  [network_wide === 1 ? t(locale, 'content.page.network') : places.map(({ name }) => name).join(', '), teams.map(({ name }) => name).join(', ')].filter((words) => words !== '').join(': ')
