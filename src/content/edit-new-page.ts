import { t } from '../i18n/translate.ts'
import type { Viewer } from '../people/viewer.ts'
import { mayGive, type Facts } from './edit-facts.ts'
import { factsForm, type FactsChoices } from './edit-facts.views.ts'
import { approvingBy, writingParts, type Note, type WritingPage } from './edit-item.views.ts'
import type { TrashedItem } from './edit-trash.queries.ts'
import type { Writing } from './edit-writing.ts'
import { KINDS } from './kinds.ts'
import { languageName } from './languages.ts'

export const NEW_KINDS = ['guide', 'practice', 'notice', 'qa'] as const
const NEW_LANGUAGES = ['fi', 'sv', 'en', 'se', 'smn', 'sms', 'no']
export interface NewItem { kind: (typeof NEW_KINDS)[number]; lang: string }
interface Shown { choices: FactsChoices; previewHtml: string; notes?: Note[]; errors?: Record<string, string>; typed?: boolean }

export function newPage(viewer: Viewer, { kind, lang }: NewItem, writing: Writing, { choices, previewHtml, notes = [], errors = {}, typed = true }: Shown): WritingPage {
  const { locale } = viewer, { factErrors, ...parts } = writingParts(locale, t(locale, 'editing.new.title'), writing.body, errors)
  return {
    draftId: writing.draftId ?? '', itemId: '', small: !writing.material, approving: approvingBy(choices.teams), planning: null,
    ...parts, heading: t(locale, 'editing.new.title'), css: KINDS[kind].css, crumbs: [], action: '/sivu/uusi', notes, conflicts: [],
    kinds: NEW_KINDS.map((value) => ({ value, name: t(locale, KINDS[value].one), lang: null, chosen: value === kind })),
    languages: NEW_LANGUAGES.map((value) => ({ value, name: languageName(value), lang: value, chosen: value === lang })),
    text: writing.title, written: writing.body, lang, summary: writing.summary, asksSummary: false, needsSummary: false, number: 0, draftName: `${viewer.id}:uusi`, typed, previewHtml, translating: false,
    // a new item has the fields of a notice too: without a script the kind can change after they are shown
    facts: writing.facts && factsForm(viewer, choices, null, { facts: writing.facts, opened: '', isNotice: true, errors: factErrors, open: true }), mayPublish: true, trashAction: '',
  }
}

export const factsOfNew = (viewer: Viewer): Facts => ({
  ownerTeamId: viewer.teamIds.length === 1 ? viewer.teamIds[0]! : null, networkWide: true, municipalityIds: [], roles: [], subjects: [], reviewMonths: 12, noticeType: null, until: '', fromMinute: '', targets: '',
})

/** The text of a save whose item is in the trash or cannot be edited any more (null), ready to be saved as a new one. */
export function lostItemPage(viewer: Viewer, trashed: TrashedItem | null, lang: string, writing: Writing, choices: FactsChoices): WritingPage {
  const { locale } = viewer, kind = NEW_KINDS.find((name) => name === trashed?.kind) ?? 'guide', given = writing.facts ?? factsOfNew(viewer)
  const facts = mayGive(viewer, given, null) ? given : { ...factsOfNew(viewer), subjects: given.subjects }
  const note: Note = {
    css: 'stop', icon: 'stop', heading: t(locale, trashed ? 'editing.trashed.heading' : 'editing.lost.heading'), text: t(locale, trashed ? 'editing.trashed.text' : 'editing.lost.text'),
    links: trashed ? [{ href: '/roskakori', label: t(locale, 'editing.trash.title'), lang: null }] : [],
  }
  return newPage(viewer, { kind, lang }, { ...writing, version: 0, facts }, { choices, previewHtml: '', notes: [note] })
}
