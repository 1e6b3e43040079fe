import { t } from '../../i18n/translate.ts'
import { errorTitle, formErrors, type Errors, type Problem } from '../../people/form-fields.ts'
import type { Viewer } from '../../people/viewer.ts'
import { view } from '../../platform/views/view.ts'
import { itemAddress, textFor, type Crumb } from '../item-link.ts'
import type { ItemFacts } from '../items.queries.ts'
import { KINDS } from '../kinds.ts'
import { REASON_LIMIT, type SuggestField, type SuggestWriting } from './suggest-form.ts'

interface SuggestPage {
  title: string
  css: string
  crumbs: Crumb[]
  /** of the section; '' for the whole text */
  heading: string
  lang: string
  owner: string
  action: string
  problems: Problem[]
  errors: Errors<SuggestField>
  written: string
  rows: number
  reason: string
  reasonLimit: number
  named: boolean
  name: string
  number: number
  /** asks to look at what seems to be a private number */
  asksLook: boolean
  back: string
}
export const suggestView = view<SuggestPage>('corrections/suggest', {
  title: 'Ehdota muutosta: Kirjastokortin antaminen', css: 'ohje', crumbs: [{ href: '/sivu/12', label: 'Kirjastokortin antaminen', lang: 'fi' }], heading: 'Ensin', lang: 'fi',
  owner: 'Koha-pääkäyttäjä', action: '/sivu/12/ehdota?kieli=fi&kohta=k-ensin', problems: [{ field: 'teksti', key: 'corrections.text.same' }],
  errors: { teksti: 'corrections.text.same', perustelu: 'corrections.reason.missing', tarkistettu: 'corrections.private' }, written: '## Ensin', rows: 8, reason: 'Passikin käy.',
  reasonLimit: 180, named: true, name: 'Aino Esimerkki', number: 14, asksLook: true, back: '/sivu/12-kirjastokortin-antaminen#k-ensin',
})

export interface SuggestPlace { item: ItemFacts; lang: string; anchor: string; heading: string }

export function suggestPage(viewer: Viewer, { item, lang, anchor, heading }: SuggestPlace, { text, reason, named, base }: SuggestWriting & { base: number }, found: Partial<Record<SuggestField, string>> = {}): SuggestPage {
  const { locale } = viewer, shown = textFor(item.texts, lang, item.language)!, title = t(locale, 'corrections.suggest.title', { title: shown.title })
  const { errors, problems } = formErrors(['teksti', 'perustelu', 'tarkistettu'], found)
  const back = `${itemAddress(item.id, shown.slug)}?kieli=${lang}`
  return {
    title: errorTitle(locale, title, problems), css: KINDS[item.kind].css, crumbs: [{ href: back, label: shown.title, lang: lang === locale ? null : lang }],
    heading, lang, owner: item.owner_team, action: suggestAddress(item.id, lang, anchor), problems, errors, written: text, rows: rowsFor(text),
    reason, reasonLimit: REASON_LIMIT, named, name: viewer.name, number: base, asksLook: errors.tarkistettu !== null, back: anchor === '' ? back : `${back}#${anchor}`,
  }
}

export const suggestAddress = (id: number, lang: string, anchor: string) => `/sivu/${id}/ehdota?kieli=${lang}${anchor === '' ? '' : `&kohta=${anchor}`}`

/** As many lines as a text takes, within reason. */
export const rowsFor = (text: string) => Math.min(30, Math.max(8, 2 + text.split('\n').reduce((rows, line) => rows + Math.max(1, Math.ceil(line.length / 80)), 0)))

interface GonePage { title: string; item: string; lang: string | null; /** what was typed, to be copied */ written: string; reason: string }
export const goneView = view<GonePage>('corrections/gone', { title: 'Sivu on roskakorissa', item: 'Kirjastokortin antaminen', lang: 'fi', written: '## Ensin', reason: 'Passikin käy.' })

export const gonePage = ({ locale }: Viewer, gone: { title: string; lang: string }, written = '', reason = ''): GonePage =>
  ({ title: t(locale, 'corrections.gone'), item: gone.title, lang: gone.lang === locale ? null : gone.lang, written, reason })
