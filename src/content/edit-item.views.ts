import type { Locale } from '../i18n/locales.ts'
import type { MessageKey } from '../i18n/messages.ts'
import { t } from '../i18n/translate.ts'
import { errorTitle, formErrors, type Errors, type Problem } from '../people/form-fields.ts'
import { view } from '../platform/views/view.ts'
import { diffWords, type DiffPart } from './diff-words.ts'
import { FACTS_FIELDS, SAMPLE_CHOICE, SAMPLE_FACTS, type Choice, type FactsForm } from './edit-facts.views.ts'
import type { FactsField } from './edit-facts.ts'
import { textHints, type Hint } from './edit-hints.ts'
import type { Conflict } from './merge-texts.ts'

type TextField = 'otsikko' | 'teksti' | 'muutos' | 'muutoshetki'
interface ShownHint { css: string; icon: string; text: string; line: number }
export interface Note { css: 'info' | 'warn' | 'stop'; icon: string; heading: string; text: string; links: { href: string; label: string; lang: string | null }[] }
export interface ShownConflict { line: number; theirs: ShownPart[]; mine: ShownPart[] }
export interface ShownPart { text: string; removed: boolean; added: boolean }

/** The form for writing an item, new or known. */
export interface WritingPage {
  title: string
  heading: string
  css: string
  crumbs: { href: string; label: string }[]
  action: string
  problems: Problem[]
  errors: Errors<TextField>
  notes: Note[]
  conflicts: ShownConflict[]
  /** choices of a new item, else empty */
  kinds: Choice[]
  languages: Choice[]
  text: string
  written: string
  lang: string
  summary: string
  /** shown when the save is the first: there is nothing to tell of */
  asksSummary: boolean
  needsSummary: boolean
  number: number
  /** where the browser keeps what is typed until it is saved */
  draftName: string
  /** whether the texts in the form are what was typed, not what is stored */
  typed: boolean
  hints: ShownHint[]
  previewHtml: string
  /** the preview is the original, to be translated */
  translating: boolean
  facts: FactsForm | null
  mayPublish: boolean
  trashAction: string
  /** '' until what is typed has been kept once */
  draftId: number | ''
  /** '' for a new item */
  itemId: number | ''
  small: boolean
  /** null where nobody can be asked to approve */
  approving: { teams: Choice[]; days: string } | null
  /** a change of what readers see may wait for its moment; null for what they do not see yet */
  planning: { minute: string; open: boolean } | null
}

export const SAMPLE_PART: ShownPart = { text: 'ajokortti', removed: false, added: true }
const sample: WritingPage = {
  title: 'Muokkaa: Kirjastokortin antaminen', heading: 'Muokkaa sivua', css: 'ohje', crumbs: [{ href: '/sivu/12', label: 'Kirjastokortin antaminen' }], action: '/sivu/12/muokkaa?kieli=fi',
  problems: [{ field: 'otsikko', key: 'content.title.missing' }], errors: { otsikko: 'content.title.missing', teksti: 'content.body.tooLong', muutos: 'editing.summary.missing', muutoshetki: 'scheduling.minute.missing' },
  notes: [{ css: 'warn', icon: 'warn', heading: 'Samanniminen sivu', text: 'On jo.', links: [{ href: '/sivu/13', label: 'Kirjastokortti', lang: 'fi' }] }],
  conflicts: [{ line: 3, theirs: [SAMPLE_PART], mine: [{ text: 'passi', removed: true, added: false }] }], kinds: [SAMPLE_CHOICE], languages: [SAMPLE_CHOICE],
  text: 'Kirjastokortin antaminen', written: '## Ensin', lang: 'fi', summary: 'Lisättiin ajokortti', asksSummary: true, needsSummary: true, number: 14, draftName: '12:fi:7', typed: true,
  hints: [{ css: 'late', icon: 'warn', text: 'Kuvalta puuttuu tekstivastine.', line: 3 }], previewHtml: '<p>Teksti</p>', translating: true, facts: SAMPLE_FACTS, mayPublish: true, trashAction: '/sivu/12/roskiin',
  draftId: 7, itemId: 12, small: true, approving: { teams: [SAMPLE_CHOICE], days: '3' }, planning: { minute: '2026-12-01T08:00', open: true },
}
export const editView = view<WritingPage>('editing/edit', sample)

/** The parts of the form that follow from what is typed. */
export function writingParts(locale: Locale, title: string, body: string, found: Record<string, string>): Pick<WritingPage, 'title' | 'problems' | 'errors' | 'hints'> & { factErrors: Errors<FactsField> } {
  const { errors, problems } = formErrors(['otsikko', 'teksti', ...FACTS_FIELDS, 'muutoshetki', 'muutos'], found), { otsikko, teksti, muutos, muutoshetki, ...factErrors } = errors
  return {
    title: errorTitle(locale, title, problems), problems, errors: { otsikko, teksti, muutos, muutoshetki }, factErrors,
    hints: shownHints(locale, body),
  }
}

export const approvingBy = (teams: { id: number; name: string }[]): WritingPage['approving'] =>
  (teams.length === 0 ? null : { teams: teams.map(({ id, name }) => ({ value: String(id), name, lang: null, chosen: false })), days: '3' })

export const shownHints = (locale: Locale, body: string): ShownHint[] => textHints(body).map((hint) => shownHint(locale, hint))

const HINTS: Record<Hint['kind'], { css: string; icon: string; key: MessageKey }> = {
  heading: { css: 'late', icon: 'warn', key: 'editing.hint.heading' }, sentence: { css: 'late', icon: 'info', key: 'editing.hint.sentence' }, link: { css: 'late', icon: 'warn', key: 'editing.hint.link' },
  alt: { css: 'bad', icon: 'stop', key: 'editing.hint.alt' }, identity: { css: 'bad', icon: 'stop', key: 'editing.hint.identity' }, card: { css: 'bad', icon: 'stop', key: 'editing.hint.card' },
}

function shownHint(locale: Locale, hint: Hint): ShownHint {
  const { css, icon, key } = HINTS[hint.kind], { line, kind: _kind, ...values } = hint
  return { css, icon, line, text: t(locale, key, values) }
}

export const shownParts = (parts: DiffPart[]): ShownPart[] => parts.map(({ kind, text }) => ({ text, removed: kind === 'removed', added: kind === 'added' }))

/** What each of the two did to the text that both started from. */
export const shownConflict = ({ line, mine, theirs, base }: Conflict): ShownConflict => ({ line, theirs: shownParts(diffWords(base, theirs)), mine: shownParts(diffWords(base, mine)) })
