import type { Locale } from '../../i18n/locales.ts'
import type { MessageKey } from '../../i18n/messages.ts'
import { t } from '../../i18n/translate.ts'
import { errorTitle, formErrors, type Errors, type Problem } from '../../people/form-fields.ts'
import { isAtLeast, type Viewer } from '../../people/viewer.ts'
import { view } from '../../platform/views/view.ts'
import { mayEditHere } from '../edit-rights.ts'
import { itemLink, type ItemLink } from '../item-link.ts'
import type { ItemFacts } from '../items.queries.ts'
import { mayAnswer, mayDirect } from './question-rights.ts'
import type { QuestionRow, Reply } from './questions.queries.ts'
import { stateOf } from './questions.views.ts'

interface Team { id: number; name: string; chosen: boolean }
interface AskPage { title: string; problems: Problem[]; errors: Errors<'kysymys' | 'tiimi'>; text: string; search: string; item: (ItemLink & { id: number }) | null; restricted: boolean; teams: Team[] }
const SAMPLE_ITEM: ItemLink & { id: number } = { id: 10, href: '/sivu/10-yhteydeton-lainaus', title: 'Yhteydetön lainaus', lang: 'fi', css: 'ohje', icon: 'guide', kindName: 'content.kind.guide' }
export const askView = view<AskPage>('questions/ask', {
  title: 'Kysy tiimiltä', problems: [{ field: 'kysymys', key: 'questions.textMissing' }], errors: { kysymys: 'questions.textMissing', tiimi: 'questions.teamMissing' }, text: 'Miten kaukolaina uusitaan?',
  search: 'kaukolainan uusiminen', item: SAMPLE_ITEM, restricted: true, teams: [{ id: 3, name: 'Kaukopalvelu', chosen: true }],
})

interface Asking { text: string; search: string; item: ItemFacts | null; teams: { id: number; name: string }[]; team: number | null }

export function askPage(locale: Locale, { text, search, item, teams, team }: Asking, found: Record<string, string> = {}): AskPage {
  const shown = formErrors(['kysymys', 'tiimi'], found)
  return {
    ...shown, title: errorTitle(locale, t(locale, 'questions.askTitle'), shown.problems), text, search, item: item && { id: item.id, ...itemLink(item, locale) },
    restricted: item !== null && item.restricted_team_id !== null, teams: teams.map((one) => ({ ...one, chosen: one.id === team })),
  }
}

interface Said { heading: MessageKey; css: string; author: string; at: string; text: string; lang: string | null }
interface QuestionPage {
  title: string
  problems: Problem[]
  errors: Errors<'teksti' | 'tiimi'>
  action: string
  text: string
  lang: string | null
  state: MessageKey
  css: string
  icon: string
  team: string
  asker: string
  at: string
  search: { q: string; href: string } | null
  item: ItemLink | null
  said: Said[]
  answers: boolean
  /** the asker may say that an answer did not help */
  mayReopen: boolean
  mayClose: boolean
  teams: Team[]
  writeHref: string
  editHref: string
  typed: string
}
export const questionView = view<QuestionPage>('questions/question', {
  title: 'Miten kaukolaina uusitaan?', problems: [{ field: 'teksti', key: 'questions.textMissing' }], errors: { teksti: 'questions.textMissing', tiimi: 'questions.teamMissing' }, action: '/kysymykset/1', text: 'Miten kaukolaina uusitaan?', lang: 'fi', state: 'questions.state.answered', css: 'ok', icon: 'check',
  team: 'Kaukopalvelu', asker: 'Aino Esimerkki', at: '2026-11-25T08:00:00.000Z', search: { q: 'kaukolainan uusiminen', href: '/haku?q=kaukolainan+uusiminen' }, item: SAMPLE_ITEM,
  said: [{ heading: 'questions.answer', css: 'by-team', author: 'Matti Mallikas', at: '2026-11-26T08:00:00.000Z', text: 'Soita lähettäneeseen kirjastoon.', lang: 'fi' }],
  answers: true, mayReopen: true, mayClose: true, teams: [{ id: 3, name: 'Kaukopalvelu', chosen: true }], writeHref: '/sivu/uusi?otsikko=a', editHref: '/sivu/10/muokkaa', typed: '',
})

interface Shown { question: QuestionRow; replies: (Reply & { lang: string })[]; item: ItemFacts | null; teams: { id: number; name: string }[] }

export function questionPage(viewer: Viewer, locale: Locale, { question, replies, item, teams }: Shown, typed = '', found: Record<string, string> = {}): QuestionPage {
  const answer = replies.find(({ answers }) => answers === 1), directs = mayDirect(viewer, question), shown = formErrors(['teksti', 'tiimi'], found)
  const heading = question.text.split('\n', 1)[0]!
  return {
    ...shown, title: errorTitle(locale, heading.slice(0, 100), shown.problems), action: `/kysymykset/${question.id}`,
    text: question.text, lang: question.lang === locale ? null : question.lang, ...stateOf(question.state), team: question.team, asker: question.asker ?? t(locale, 'questions.someone'), at: question.created_at,
    search: question.search === '' ? null : { q: question.search, href: `/haku?${new URLSearchParams({ q: question.search }).toString()}` }, item: item && itemLink(item, locale),
    said: replies.map((reply) => ({
      heading: reply.answers === 1 ? 'questions.answer' : 'questions.comment', css: reply.answers === 1 ? 'by-team' : '', author: reply.author ?? t(locale, 'questions.someone'), at: reply.created_at, text: reply.text,
      lang: reply.lang === locale ? null : reply.lang,
    })),
    answers: mayAnswer(viewer, question), mayReopen: question.asker_id === viewer.id && question.state !== 'open', mayClose: directs && question.state === 'open',
    teams: directs && question.state === 'open' ? teams.map((team) => ({ ...team, chosen: team.id === question.team_id })) : [],
    writeHref: isAtLeast(viewer, 'editor') && item === null ? `/sivu/uusi?${new URLSearchParams({ otsikko: heading.slice(0, 200), teksti: answer?.text ?? '' }).toString()}` : '',
    editHref: item !== null && mayEditHere(viewer, item) ? `/sivu/${item.id}/muokkaa?kieli=${item.language}${answer ? `&kysymys=${question.id}` : ''}` : '', typed,
  }
}
