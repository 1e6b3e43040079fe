import { formatDate } from '../../i18n/format-date.ts'
import type { Locale } from '../../i18n/locales.ts'
import type { MessageKey } from '../../i18n/messages.ts'
import { t } from '../../i18n/translate.ts'
import { titled } from '../../people/auth/auth.views.ts'
import { DATA_MAP } from '../../people/data-map.ts'
import { formErrors, type Errors, type Problem } from '../../people/form-fields.ts'
import { view } from '../../platform/views/view.ts'
import type { Fault, Feedback, Statement } from './statements.queries.ts'

/** What is true of this version of the program; a known gap is one line here and one text in the catalogue. */
const PROGRAM = {
  conforms: ['content.statement.keyboard', 'content.statement.contrast', 'content.statement.narrow', 'content.statement.noScript', 'content.statement.language'],
  gaps: ['content.statement.gapReader', 'content.statement.gapBrowsers', 'content.statement.gapFiles', 'content.statement.gapSami'],
} satisfies { conforms: MessageKey[]; gaps: MessageKey[] }

const STATES: Record<Statement['state'], MessageKey> = { full: 'statements.state.full', partial: 'statements.state.partial', none: 'statements.state.none' }
type FeedbackField = 'teksti' | 'vastaus'
interface StatementPage {
  title: string
  state: MessageKey
  contact: string
  email: string
  authority: string
  authorityHref: string
  written: string
  conforms: MessageKey[]
  gaps: MessageKey[]
  faults: { text: string; lang: string | null; noted: string }[]
  contactHref: string | null
  problems: Problem[]
  errors: Errors<FeedbackField>
  text: string
  replyTo: string
}
export const statementView = view<StatementPage>('content/statement', {
  title: 'Saavutettavuusseloste', state: 'statements.state.partial', contact: 'Rovaniemen kirjasto', email: 'laavu@kirjasto.example', authority: 'Traficom', authorityHref: 'https://www.saavutettavuusvaatimukset.fi/', written: '2026-11-25T09:00:00.000Z', ...PROGRAM,
  faults: [{ text: 'Kuvalta puuttuu teksti', lang: 'fi', noted: '2026-11-25T09:00:00.000Z' }], contactHref: '/kuka-auttaa', problems: [{ field: 'teksti', key: 'statements.textMissing' }], errors: { teksti: 'statements.textMissing', vastaus: 'auth.emailBad' }, text: 'Nappi ei toimi', replyTo: 'a@b.example',
})

/** `signedIn`: who may see the list of people is shown the way to it. */
export function statementPage(locale: Locale, signedIn: boolean, statement: Statement, faults: Fault[], typed: { text: string; replyTo: string } = { text: '', replyTo: '' }, found: Record<string, string> = {}): StatementPage {
  const { errors, problems } = formErrors(['teksti', 'vastaus'], found)
  return {
    title: titled(locale, 'shell.accessibility', problems), state: STATES[statement.state], contact: statement.contact, email: statement.email, authority: statement.authority, authorityHref: statement.authority_href, written: statement.written_at, ...PROGRAM,
    faults: faults.map((fault) => ({ ...saidIn(fault, locale), noted: fault.noted_at })), contactHref: signedIn ? '/kuka-auttaa' : null, problems, errors, ...typed,
  }
}

const saidIn = (fault: Fault, locale: Locale) => (fault[locale] === '' ? { text: fault.fi, lang: 'fi' } : { text: fault[locale], lang: null })

interface PrivacyPage { title: string; controller: string; email: string; rows: { what: MessageKey; why: MessageKey; basis: MessageKey; kept: MessageKey }[]; signedIn: boolean }
export const privacyView = view<PrivacyPage>('statements/privacy', {
  title: 'Tietosuoja', controller: 'Rovaniemen kaupunki', email: 'laavu@kirjasto.example', rows: [{ what: 'data.account.what', why: 'data.account.why', basis: 'data.basis.task', kept: 'data.account.kept' }], signedIn: true,
})
export const privacyPage = (locale: Locale, signedIn: boolean, { controller, email }: Statement): PrivacyPage => ({
  title: t(locale, 'statements.privacy'), controller, email, signedIn,
  rows: [...DATA_MAP.map(({ what, why, basis, kept }) => ({ what, why, basis, kept })),
    { what: 'statements.feedbackData.what', why: 'statements.feedbackData.why', basis: 'statements.feedbackData.basis', kept: 'statements.feedbackData.kept' }],
})

type SettingsField = 'yhteys' | 'sahkoposti' | 'valvoja' | 'osoite' | 'rekisterinpitaja' | 'fi' | 'sv' | 'en'
const FIELDS: SettingsField[] = ['yhteys', 'sahkoposti', 'valvoja', 'osoite', 'rekisterinpitaja', 'fi', 'sv', 'en']
interface ManagePage {
  title: string
  problems: Problem[]
  errors: Errors<SettingsField>
  states: { value: string; key: MessageKey; chosen: boolean }[]
  fields: { yhteys: string; sahkoposti: string; valvoja: string; osoite: string; rekisterinpitaja: string }
  fault: { fi: string; sv: string; en: string; se: string }
  faults: { id: number; text: string; noted: string }[]
  feedback: { id: number; text: string; replyTo: string; lang: string; received: string; late: boolean; answered: boolean; answer: string; state: string }[]
}
export const manageView = view<ManagePage>('statements/manage', {
  title: 'Saavutettavuus ja tietosuoja', problems: [{ field: 'sahkoposti', key: 'auth.emailBad' }], errors: { yhteys: 'statements.textMissing', sahkoposti: 'auth.emailBad', valvoja: 'statements.textMissing', osoite: 'statements.addressBad', rekisterinpitaja: 'statements.textMissing', fi: 'statements.textMissing', sv: 'statements.textMissing', en: 'statements.textMissing' },
  states: [{ value: 'partial', key: 'statements.state.partial', chosen: true }], fields: { yhteys: 'Kirjasto', sahkoposti: 'a@b.example', valvoja: 'Traficom', osoite: 'https://a.example/', rekisterinpitaja: 'Kaupunki' }, fault: { fi: 'Vika', sv: 'Fel', en: 'Fault', se: '' },
  faults: [{ id: 1, text: 'Kuvalta puuttuu teksti', noted: '2026-11-25T09:00:00.000Z' }],
  feedback: [{ id: 1, text: 'Nappi ei toimi', replyTo: 'a@b.example', lang: 'fi', received: '2026-11-25T09:00:00.000Z', late: true, answered: true, answer: 'Korjattu.', state: 'vastaa viimeistään 9.12.2026' }],
})

export interface ManageForm { state: Statement['state']; fields: ManagePage['fields']; fault: ManagePage['fault'] }
export const formOf = (statement: Statement): ManageForm => ({
  state: statement.state, fields: { yhteys: statement.contact, sahkoposti: statement.email, valvoja: statement.authority, osoite: statement.authority_href, rekisterinpitaja: statement.controller }, fault: { fi: '', sv: '', en: '', se: '' },
})
export function managePage(locale: Locale, now: string, { state, fields, fault }: ManageForm, faults: Fault[], feedback: Feedback[], found: Record<string, string> = {}): ManagePage {
  const { errors, problems } = formErrors(FIELDS, found)
  return {
    title: titled(locale, 'statements.manage', problems), problems, errors, fields, fault,
    states: (Object.keys(STATES) as Statement['state'][]).map((value) => ({ value, key: STATES[value], chosen: value === state })),
    faults: faults.map((fault) => ({ id: fault.id, text: saidIn(fault, locale).text, noted: fault.noted_at })),
    feedback: feedback.map((one) => ({
      id: one.id, text: one.text, replyTo: one.reply_to, lang: one.lang, received: one.received_at, late: one.answered_at === null && one.due_at < now, answered: one.answered_at !== null, answer: one.answer,
      state: one.answered_at === null ? t(locale, one.due_at < now ? 'statements.lateSince' : 'statements.dueBy', { day: formatDate(locale, one.due_at, 'date') }) : t(locale, 'statements.answeredOn', { day: formatDate(locale, one.answered_at, 'date') }),
    })),
  }
}
