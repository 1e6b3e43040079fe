import type { Locale } from '../../i18n/locales.ts'
import { t } from '../../i18n/translate.ts'
import { view } from '../../platform/views/view.ts'
import type { ItemLink } from '../item-link.ts'
import type { ReadRevision } from './acknowledgements.queries.ts'
import { changedParts, type ChangedPart } from './what-changed.ts'

interface ChangesPage {
  title: string
  heading: string
  lang: string | null
  textLang: string
  css: string
  backHref: string
  backLabel: string
  guideHref: string
  summaries: { text: string; at: string }[]
  changes: ChangedPart[]
  action: string
  fields: { name: string; value: string }[]
  button: string
}
/** Only what changed in a text since somebody read it, and the button with which she says that she has read the changes. */
export const changesView = view<ChangesPage>('acknowledgements/changes', {
  title: 'Mitä muuttui', heading: 'Tietosuoja', lang: 'fi', textLang: 'fi', css: 'ohje', backHref: '/kuitattavat', backLabel: 'Kuitattavat', guideHref: '/sivu/12-tietosuoja',
  summaries: [{ text: 'Lisättiin ajokortti', at: '2026-11-23T08:00:00.000Z' }], changes: [{ heading: 'Ensin', parts: [{ text: 'passi', removed: true, added: false }] }],
  action: '/kuitattavat/12', fields: [{ name: 'versio', value: '14' }], button: 'Olen lukenut',
})

interface Shown { link: ItemLink; before: ReadRevision; after: readonly { id: number; title: string; body: string; summary: string; material: 0 | 1; created_at: string }[] }
type Acting = Pick<ChangesPage, 'backHref' | 'backLabel' | 'action' | 'fields' | 'button'>
export function changesPage(locale: Locale, { link, before, after }: Shown, acting: Acting): ChangesPage {
  const now = after.at(-1)
  return {
    title: t(locale, 'acks.changes.title'), heading: link.title, lang: link.lang, textLang: before.lang, css: link.css, guideHref: link.href,
    summaries: after.filter(({ material, summary }) => material === 1 && summary !== '').map(({ summary, created_at }) => ({ text: summary, at: created_at })),
    changes: now ? changedParts(`${before.title}\n${before.body}`, `${now.title}\n${now.body}`) : [], ...acting,
  }
}
