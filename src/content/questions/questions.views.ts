import type { Locale } from '../../i18n/locales.ts'
import type { MessageKey } from '../../i18n/messages.ts'
import { t } from '../../i18n/translate.ts'
import { view } from '../../platform/views/view.ts'
import { pageLinks, type PageLink } from '../page-links.ts'
import type { QuestionRow, Shelf } from './questions.queries.ts'

export const PER_PAGE = 30
export const SHELVES: Record<'avoimet' | 'vastatut' | 'omat', { shelf: Shelf; label: MessageKey }> = {
  avoimet: { shelf: 'open', label: 'questions.open' }, vastatut: { shelf: 'settled', label: 'questions.settled' }, omat: { shelf: 'own', label: 'questions.own' },
}
type ShelfName = keyof typeof SHELVES

interface Row { href: string; text: string; lang: string | null; team: string; asker: string; at: string; state: MessageKey; css: string; icon: string; replies: string }
interface QuestionsPage { title: string; shelves: { href: string; label: MessageKey; current: boolean }[]; rows: Row[]; pages: PageLink[] }
export const questionsView = view<QuestionsPage>('questions/questions', {
  title: 'Kysymykset', shelves: [{ href: '/kysymykset', label: 'questions.open', current: true }],
  rows: [{ href: '/kysymykset/1', text: 'Miten kaukolaina uusitaan?', lang: 'fi', team: 'Kaukopalvelu', asker: 'Aino Esimerkki', at: '2026-11-25T08:00:00.000Z', state: 'questions.state.open', css: 'late', icon: 'clock', replies: 'ei vastausta, 1 kommentti' }],
  pages: pageLinks(2, 4, (page) => `/kysymykset?sivu=${page}`),
})

export function questionsPage(locale: Locale, shown: ShelfName, page: number, { rows, total }: { rows: QuestionRow[]; total: number }): QuestionsPage {
  const address = (name: string, number = 1) => `/kysymykset?tila=${name}${number > 1 ? `&sivu=${number}` : ''}`
  return {
    title: t(locale, 'questions.title'), shelves: Object.entries(SHELVES).map(([name, { label }]) => ({ href: address(name), label, current: name === shown })),
    rows: rows.map((row) => rowOf(row, locale)), pages: pageLinks(page, Math.ceil(total / PER_PAGE), (number) => address(shown, number)),
  }
}

const rowOf = (row: QuestionRow, locale: Locale): Row => ({
  href: `/kysymykset/${row.id}`, text: row.text, lang: row.lang === locale ? null : row.lang, team: row.team, asker: row.asker ?? t(locale, 'questions.someone'), at: row.created_at,
  ...stateOf(row.state), replies: t(locale, 'questions.replies', { answers: row.answers, comments: row.comments }),
})

const STATES: Record<QuestionRow['state'], { state: MessageKey; css: string; icon: string }> = {
  open: { state: 'questions.state.open', css: 'late', icon: 'clock' }, answered: { state: 'questions.state.answered', css: 'ok', icon: 'check' }, closed: { state: 'questions.state.closed', css: 'muted', icon: 'close' },
}
export const stateOf = (state: QuestionRow['state']) => STATES[state]
