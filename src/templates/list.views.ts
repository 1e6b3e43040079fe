import { itemAddress, textFor } from '../content/item-link.ts'
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
  q: string
  total: number
  groups: { id: string; name: string; rows: TemplateRow[] }[]
  searchHref: string
  orders: { href: string; name: MessageKey; current: boolean }[]
  mayMake: boolean
}
const ROW: TemplateRow = {
  href: '/viestipohjat/34', title: 'Kirjasto suljettu yllättäen', lang: 'fi', purpose: 'Asiakas ei tule turhaan.', purposeLang: 'fi', channels: [{ icon: 'web', name: 'templates.channel.web' }],
  languages: 'suomi ja englanti', missing: 'Puuttuu: pohjoissaame', uses: 3,
}
export const listView = view<ListPage>('templates/list', {
  title: 'Viestipohjat', q: 'suljettu', total: 1, groups: [{ id: 'closing', name: 'Aukiolo', rows: [ROW] }], searchHref: '/haku?q=suljettu',
  orders: [{ href: '/viestipohjat?jarjestys=kaytto', name: 'templates.order.byUse', current: true }], mayMake: true,
})

interface Asked { q: string; uses: ReadonlyMap<number, number>; byUse: boolean; mayMake: boolean }

export function listPage(
  locale: Locale, items: readonly TemplateItem[], municipalities: readonly Municipality[], own: Municipality | undefined, { q, uses, byUse, mayMake }: Asked,
): ListPage {
  const templates = items.map((item) => ({ item, template: definitionOf(item.data) })).filter(({ item, template }) => isWanted(locale, item, template, q))
  const rows = templates.map(({ item, template }) => ({ situation: template?.situation ?? 'other', row: { ...templateRow(locale, item, template, municipalities, own), uses: uses.get(item.id) ?? 0 } }))
  const used = rows.map(({ row }) => row).filter((row) => row.uses > 0).toSorted((a, b) => b.uses - a.uses), rest = byUse ? rows.filter(({ row }) => row.uses === 0) : rows
  const groups = ([...SITUATIONS, 'other'] as const).map((situation) => ({
    id: situation, name: t(locale, `templates.situation.${situation}`), rows: rest.filter((row) => row.situation === situation).map(({ row }) => row),
  }))
  const most = { id: 'kaytetyimmat', name: t(locale, 'templates.mostUsed', { place: own?.name ?? '' }), rows: byUse ? used : [] }
  const order = (name: MessageKey, by: string, current: boolean) => ({ href: `/viestipohjat?${new URLSearchParams({ ...(q && { q }), ...(by && { jarjestys: by }) }).toString()}`, name, current })
  return {
    title: t(locale, 'shell.templates'), q, total: rows.length, searchHref: `/haku?q=${encodeURIComponent(q)}`, groups: [most, ...groups].filter((group) => group.rows.length > 0), mayMake,
    orders: [order('templates.order.bySituation', '', !byUse), order('templates.order.byUse', 'kaytto', byUse)],
  }
}

/** Every word that was typed stands somewhere in the template's own description. */
function isWanted(locale: Locale, { texts }: TemplateItem, template: TemplateDefinition | null, q: string): boolean {
  const situation = template?.situation ? t(locale, `templates.situation.${template.situation}`) : ''
  const said = template ? [template, ...Object.values(template.about ?? {})].flatMap(({ purpose, whenToUse }) => [purpose, whenToUse]) : []
  const text = [...texts.map(({ title }) => title), ...said, situation].join(' ').toLowerCase()
  return q.toLowerCase().split(/\s+/).every((word) => text.includes(word))
}

function templateRow(
  locale: Locale, item: TemplateItem, template: TemplateDefinition | null, municipalities: readonly Municipality[], own: Municipality | undefined,
): TemplateRow {
  const text = textFor(item.texts, locale, item.language), title = { title: text?.title ?? '', lang: !text || text.lang === locale ? null : text.lang }
  // Without fields there is nothing to fill in: only its page is there to read.
  if (!template) return { ...title, href: itemAddress(item.id, text?.slug ?? ''), purpose: null, purposeLang: null, channels: [], languages: '', missing: null, uses: 0 }
  const purpose = purposeIn(template, locale)
  const concerned = concernsNetwork(template.fields) ? municipalities : own ? [own] : []
  const missing = missingLanguages(coverOf(template, concerned))
  return {
    ...title, href: `/viestipohjat/${item.id}`, purpose: purpose.text, purposeLang: purpose.lang,
    channels: CHANNELS.filter((channel) => template.channels.includes(channel)).map((channel) => ({ icon: channelIcon(channel), name: channelKey(channel) })),
    languages: capital(listed(locale, MESSAGE_LANGUAGES.filter((language) => template.texts[language]).map((language) => languageWord(locale, language)))),
    missing: missing.length === 0 ? null : t(locale, 'templates.missingTitle', { languages: listed(locale, missing.map(({ language }) => languageWord(locale, language))) }),
    uses: 0,
  }
}
