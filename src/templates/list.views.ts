import { itemLink } from '../content/item-link.ts'
import type { Locale } from '../i18n/locales.ts'
import type { MessageKey } from '../i18n/messages.ts'
import { t } from '../i18n/translate.ts'
import type { Municipality } from '../people/people.table.ts'
import { view } from '../platform/views/view.ts'
import { purposeIn } from './about-template.ts'
import { CHANNELS } from './channels.ts'
import { coverOf } from './fill-template.ts'
import { MESSAGE_LANGUAGES } from './message-languages.ts'
import { capital, languageWord, listed } from './problem-words.ts'
import { concernsNetwork } from './required-languages.ts'
import { definitionOf, SITUATIONS, type TemplateDefinition } from './template-definition.ts'
import { channelIcon, channelKey, missingLanguages } from './template-results.ts'
import type { TemplateItem } from './templates.queries.ts'

interface TemplateRow {
  href: string
  title: string
  lang: string | null
  purpose: string | null
  purposeLang: string | null
  channels: { icon: string; name: MessageKey }[]
  languages: string
  missing: string | null
  /** how often it has been used here in a year */
  uses: number
}
interface ListPage {
  title: string
  groups: { id: string; name: string; rows: TemplateRow[] }[]
  orders: { href: string; name: MessageKey; current: boolean }[]
  mayMake: boolean
}
const ROW: TemplateRow = {
  href: '/viestipohjat/34', title: 'Kirjasto suljettu yllättäen', lang: 'fi', purpose: 'Asiakas ei tule turhaan.', purposeLang: 'fi', channels: [{ icon: 'web', name: 'templates.channel.web' }],
  languages: 'suomi ja englanti', missing: 'Puuttuu: pohjoissaame', uses: 3,
}
export const listView = view<ListPage>('templates/list', {
  title: 'Viestipohjat', groups: [{ id: 'closing', name: 'Aukiolo', rows: [ROW] }],
  orders: [{ href: '/viestipohjat?jarjestys=kaytto', name: 'templates.order.byUse', current: true }], mayMake: true,
})

interface Asked { uses: ReadonlyMap<number, number>; byUse: boolean; mayMake: boolean }

export function listPage(
  locale: Locale, items: readonly TemplateItem[], municipalities: readonly Municipality[], own: Municipality | undefined, { uses, byUse, mayMake }: Asked,
): ListPage {
  const templates = items.map((item) => ({ item, template: definitionOf(item.data) }))
  const rows = templates.map(({ item, template }) => ({ situation: template?.situation ?? 'other', row: { ...templateRow(locale, item, template, municipalities, own), uses: uses.get(item.id) ?? 0 } }))
  const used = rows.map(({ row }) => row).filter((row) => row.uses > 0).toSorted((a, b) => b.uses - a.uses), rest = byUse ? rows.filter(({ row }) => row.uses === 0) : rows
  const groups = ([...SITUATIONS, 'other'] as const).map((situation) => ({
    id: situation, name: t(locale, `templates.situation.${situation}`), rows: rest.filter((row) => row.situation === situation).map(({ row }) => row),
  }))
  const most = { id: 'kaytetyimmat', name: t(locale, 'templates.mostUsed', { place: own?.name ?? '' }), rows: byUse ? used : [] }
  const order = (name: MessageKey, by: string, current: boolean) => ({ href: by ? `/viestipohjat?jarjestys=${by}` : '/viestipohjat', name, current })
  return {
    title: t(locale, 'shell.templates'), groups: [most, ...groups].filter((group) => group.rows.length > 0), mayMake,
    orders: [order('templates.order.bySituation', '', !byUse), order('templates.order.byUse', 'kaytto', byUse)],
  }
}

function templateRow(
  locale: Locale, item: TemplateItem, template: TemplateDefinition | null, municipalities: readonly Municipality[], own: Municipality | undefined,
): TemplateRow {
  const { href, title, lang } = itemLink(item, locale)
  // Without fields there is nothing to fill in: only its page is there to read.
  if (!template) return { title, lang, href, purpose: null, purposeLang: null, channels: [], languages: '', missing: null, uses: 0 }
  const purpose = purposeIn(template, locale)
  const concerned = concernsNetwork(template.fields) ? municipalities : own ? [own] : []
  const missing = missingLanguages(coverOf(template, concerned))
  return {
    title, lang, href: `/viestipohjat/${item.id}`, purpose: purpose.text, purposeLang: purpose.lang,
    channels: CHANNELS.filter((channel) => template.channels.includes(channel)).map((channel) => ({ icon: channelIcon(channel), name: channelKey(channel) })),
    languages: capital(listed(locale, MESSAGE_LANGUAGES.filter((language) => template.texts[language]).map((language) => languageWord(locale, language)))),
    missing: missing.length === 0 ? null : t(locale, 'templates.missingTitle', { languages: listed(locale, missing.map(({ language }) => languageWord(locale, language))) }),
    uses: 0,
  }
}
