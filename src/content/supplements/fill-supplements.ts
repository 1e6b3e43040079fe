import { formatDate } from '../../i18n/format-date.ts'
import type { Locale } from '../../i18n/locales.ts'
import { t } from '../../i18n/translate.ts'
import { assetUrl } from '../../platform/http/static-files.ts'
import { escapeAll } from '../markdown-page.ts'
import { fillSlots } from '../slots.ts'
import { inLine } from './supplement-html.ts'
import type { PlacedSupplement } from './supplements.queries.ts'

interface SlotPlace {
  itemId: number
  municipality: { slug: string; name: string }
  supplements: PlacedSupplement[]
  /** whether the viewer may write into the slots of this municipality; what a team of hers owns she may in any case */
  mayFill: boolean
  teamIds: number[]
}

/** Puts a municipality's texts into the slots of stored HTML, with whose they are and when they were checked. An empty slot says so. */
export function fillSupplements(html: string, place: SlotPlace, textLang: string, locale: Locale): string {
  const icon = (name: string) => `<svg aria-hidden="true"><use href="${assetUrl('icons.svg')}#${name}"></use></svg>`
  const said = (lang: string) => (lang === textLang ? '' : ` lang="${lang}"`)
  const say = (key: Parameters<typeof t>[1], values: Record<string, string> = {}) => `<span${said(locale)}>${escapeAll(t(locale, key, values))}</span>`
  const own = place.municipality.name, told = new Map<string, string>()
  // most slots of a page were checked on the same day
  const whoseSince = (day: string) => {
    const known = told.get(day) ?? say('supplements.whose', { place: own, day })
    told.set(day, known)
    return known
  }
  return fillSlots(html, ({ key, name, isBlock }, asWritten) => {
    const texts = textsFor(place.supplements.filter(({ slot }) => slot === key), textLang)
    const mayFill = place.mayFill || texts.some(({ owner_team_id: team }) => team !== null && place.teamIds.includes(team))
    const address = `/sivu/${place.itemId}/liite/${key}?kunta=${place.municipality.slug}&amp;kieli=${textLang}`
    const link = (words: Parameters<typeof t>[1]) => (mayFill ? ` <a class="no-print" href="${address}"${said(locale)}>${escapeAll(t(locale, words))}<span class="vh">: ${escapeAll(name)}</span></a>` : '')
    if (texts.length === 0) {
      const empty = asWritten.replace(/<span class="bad"[^>]*>[^<]*<\/span>/, `<span class="bad"${said(locale)}>${escapeAll(t(locale, 'supplements.empty', { place: own }))}</span>`)
      return isBlock ? empty.replace('</header>', `${link('supplements.fill')}</header>`) : empty.replace(/<\/span>$/, `${link('supplements.fill')}</span>`)
    }
    const checked = texts.reduce((oldest, { checked_at: at }) => (at < oldest ? at : oldest), texts[0]!.checked_at), isOutdated = texts.some(({ outdated }) => outdated === 1)
    const whose = whoseSince(formatDate(locale, checked, 'date'))
    const late = isOutdated ? ` <span class="late">${say('supplements.outdated')}</span>` : ''
    if (isBlock) {
      const parts = texts.map(({ html: text, library, lang }) => `<div${said(lang)}>${library === null ? '' : `<p><strong>${escapeAll(library)}</strong></p>`}${text}</div>`).join('')
      return `<div class="local"><header><b>${icon('pin')}${escapeAll(name)}</b><span class="whose">${whose}${late}${link('supplements.edit')}</span></header>${parts}</div>`
    }
    const flowing = texts.map(({ html: text, library, lang }) => `<span${said(lang)}>${library === null ? '' : `${escapeAll(library)}: `}${inLine(text)}</span>`).join('; ')
    return `<span class="own"><b>${escapeAll(name)}:</b> ${flowing} <span class="whose">(${whose}${late}${link('supplements.edit')})</span></span>`
  })
}

/** Each place's text in the language of the page, else its Finnish one, else what there is. */
function textsFor(all: PlacedSupplement[], lang: string): PlacedSupplement[] {
  const best = new Map<number, PlacedSupplement>(), rank = (one: PlacedSupplement) => (one.lang === lang ? 2 : one.lang === 'fi' ? 1 : 0)
  for (const one of all) {
    const known = best.get(one.library_id ?? 0)
    if (!known || rank(one) > rank(known)) best.set(one.library_id ?? 0, one)
  }
  return [...best.values()]
}
