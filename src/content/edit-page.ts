import type { Locale } from '../i18n/locales.ts'
import { t } from '../i18n/translate.ts'
import type { Viewer } from '../people/viewer.ts'
import type { Merged } from './edit-conflict.ts'
import type { Facts } from './edit-facts.ts'
import { factsForm, type FactsChoices } from './edit-facts.views.ts'
import { approvingBy, writingParts, type Note, type ShownConflict, type WritingPage } from './edit-item.views.ts'
import type { Writing } from './edit-writing.ts'
import { itemLink, textFor } from './item-link.ts'
import type { CurrentText } from './item-writes.queries.ts'
import type { ItemCard, ItemFacts } from './items.queries.ts'
import { KINDS } from './kinds.ts'
import { languageName } from './languages.ts'

/** An item that the viewer may edit, in one language. */
export interface Opened {
  viewer: Viewer
  item: ItemFacts
  lang: string
  current: CurrentText | undefined
  files: { path: string; fileId: string }[]
  knownFacts: Facts
}
interface Shown { choices: FactsChoices; previewHtml: string; notes?: Note[]; conflicts?: ShownConflict[]; errors?: Record<string, string>; typed?: boolean }

export function editPage({ viewer, item, lang, current, knownFacts }: Opened, writing: Writing, { choices, previewHtml, notes = [], conflicts = [], errors = {}, typed = true }: Shown): WritingPage {
  const { locale } = viewer, name = textFor(item.texts, locale, item.language)?.title ?? '', isOriginal = lang === item.language
  const { factErrors, ...parts } = writingParts(locale, t(locale, 'editing.edit.title', { title: name }), writing.body, errors)
  return {
    draftId: writing.draftId ?? '', itemId: item.id, small: !writing.material, approving: approvingBy(choices.teams.filter(({ id }) => item.restricted_team_id === null || id === item.restricted_team_id)),
    ...parts, heading: t(locale, isOriginal ? 'editing.edit.heading' : 'editing.translate.heading', { language: languageName(lang) }), css: KINDS[item.kind].css,
    crumbs: [{ href: `/sivu/${item.id}?kieli=${lang}`, label: name }], action: `/sivu/${item.id}/muokkaa?kieli=${lang}`, notes, conflicts, kinds: [], languages: [],
    text: writing.title, written: writing.body, lang, summary: writing.summary, asksSummary: true, needsSummary: item.state === 'published', number: writing.version,
    draftName: `${viewer.id}:${item.id}:${lang}`, typed, previewHtml, translating: !typed && current === undefined,
    facts: writing.facts === null ? null : factsForm(viewer, choices, knownFacts, { facts: writing.facts, opened: writing.openedFacts, isNotice: item.kind === 'notice', errors: factErrors, open: notes.some(({ css }) => css === 'stop') }),
    planning: item.state === 'published' ? { minute: writing.minute, open: writing.minute !== '' || errors['muutoshetki'] !== undefined } : null,
    mayPublish: item.state === 'draft' && isOriginal, trashAction: isOriginal && current !== undefined ? `/sivu/${item.id}/roskiin` : '',
  }
}

export function sameTitleNote(locale: Locale, twins: ItemCard[]): Note[] {
  if (twins.length === 0) return []
  const links = twins.map((twin) => itemLink(twin, locale)).map(({ href, title, lang }) => ({ href, label: title, lang }))
  return [{ css: 'warn', icon: 'copy', heading: t(locale, 'editing.sameTitle'), text: t(locale, 'editing.sameTitleHint'), links }]
}

/** What the writer is told when someone saved first. */
export function conflictNotes(locale: Locale, id: number, lang: string, version: number, { writing, conflicts, theirTitle, factsDiffer }: Merged, author: string | null): Note[] {
  const compare = { href: `/sivu/${id}/historia/${version}/${writing.version}?kieli=${lang}`, label: t(locale, 'editing.conflict.compare'), lang: null }
  const count = conflicts.length
  const notes: Note[] = [{
    css: 'stop', icon: 'user', heading: t(locale, author === null ? 'editing.conflict.heading' : 'editing.conflict.headingBy', { name: author ?? '' }),
    text: t(locale, 'editing.conflict.text', { count }), links: version > 0 ? [compare] : [],
  }]
  if (theirTitle !== null) notes.push({ css: 'warn', icon: 'edit', heading: t(locale, 'editing.conflict.title'), text: t(locale, 'editing.conflict.titleText', { title: theirTitle }), links: [] })
  if (factsDiffer) notes.push({ css: 'warn', icon: 'info', heading: t(locale, 'editing.conflict.facts'), text: t(locale, 'editing.conflict.factsText'), links: [] })
  return notes
}
