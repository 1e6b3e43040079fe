import { languageName } from '../content/languages.ts'
import { ROLES, roleWord } from '../content/roles.ts'
import { FILE_LIMIT } from '../files/file-store.ts'
import type { UploadRoom } from '../files/upload-quota.queries.ts'
import type { Locale } from '../i18n/locales.ts'
import { t } from '../i18n/translate.ts'
import { errorTitle, formErrors, type Errors, type Problem } from '../people/form-fields.ts'
import { typedText } from '../platform/http/parse.ts'
import { view } from '../platform/views/view.ts'
import { ENDINGS } from './check-file.ts'
import { LANGUAGES, REVIEWS } from './document-form.ts'
import type { SentFile } from './document.views.ts'
import { roomWords, type Room } from './room-words.ts'

/** In the order of the form: the summary of errors follows it. */
const FIELDS = ['otsikko', 'kieli', 'kuvaus', 'tiimi', 'koskee', 'aiheet', 'rooli', 'tarkistus', 'tiedosto'] as const
type Field = (typeof FIELDS)[number]
interface Choice { value: string; label: string; lang: string | null; chosen: boolean }

interface NewPage {
  title: string
  problems: Problem[]
  errors: Errors<Field>
  heading: string
  text: string
  subjects: string
  languages: Choice[]
  teams: Choice[]
  applies: Choice[]
  roles: Choice[]
  reviews: Choice[]
  sent: SentFile | null
  accept: string
  /** what may still be sent, in words */
  room: Room
  /** bytes */
  fileLimit: number
}
export const newView = view<NewPage>('documents/new', {
  title: 'Lisää tiedosto', problems: [{ field: 'otsikko', key: 'content.title.missing' }],
  errors: { otsikko: 'content.title.missing', kieli: null, kuvaus: null, tiimi: 'documents.teamMissing', koskee: null, aiheet: null, rooli: null, tarkistus: null, tiedosto: 'documents.chooseAgain' },
  heading: 'Lainalista', text: 'Tulostettava lista.', subjects: 'lainaus', languages: [{ value: 'fi', label: 'suomi', lang: 'fi', chosen: true }],
  teams: [{ value: '1', label: 'Asiakaspalveluryhmä', lang: null, chosen: true }], applies: [{ value: 'verkko', label: 'Koko verkko', lang: null, chosen: true }],
  roles: [{ value: 'kaikki', label: 'kaikki', lang: null, chosen: false }], reviews: [{ value: '12', label: '12 kuukauden välein', lang: null, chosen: true }], sent: null, accept: '.pdf,.docx', room: { today: '500 Mt', municipality: '20 000 Mt' }, fileLimit: 25_000_000,
})

export interface Typed { otsikko: string; kieli: string; kuvaus: string; tiimi: string; koskee: string; aiheet: string; rooli: string[]; tarkistus: string }
/** What was typed, for showing the form again; whatever is not a text is left out. */
export function typedFields(fields: Record<string, unknown>): Typed {
  const said = (name: string) => typedText(fields, name), roles: unknown = fields['rooli']
  return {
    otsikko: said('otsikko'), kieli: said('kieli'), kuvaus: said('kuvaus'), tiimi: said('tiimi'), koskee: said('koskee'), aiheet: said('aiheet'), tarkistus: said('tarkistus'),
    rooli: (Array.isArray(roles) ? roles : [roles]).filter((role): role is string => typeof role === 'string'),
  }
}

export function newPage(locale: Locale, typed: Typed, may: { teams: { id: number; name: string }[]; municipality: string; room: UploadRoom }, sent: SentFile | null, found: Record<string, string>): NewPage {
  const { errors, problems } = formErrors(FIELDS, found), title = t(locale, 'documents.new')
  const choice = (value: string, label: string, wanted: string, lang: string | null = null): Choice => ({ value, label, lang, chosen: value === wanted })
  return {
    title: errorTitle(locale, title, problems), problems, errors, heading: typed.otsikko, text: typed.kuvaus, subjects: typed.aiheet,
    languages: LANGUAGES.map((code) => choice(code, languageName(code), typed.kieli || (locale === 'se' ? 'fi' : locale), code)),
    teams: may.teams.map(({ id, name }) => choice(String(id), name, typed.tiimi || String(may.teams.length === 1 ? id : ''))),
    applies: [choice('verkko', t(locale, 'documents.network'), typed.koskee || 'verkko'), choice('kunta', may.municipality, typed.koskee)],
    roles: Object.keys(ROLES).map((role) => { const { label, lang } = roleWord(role, locale); return { value: role, label, lang, chosen: typed.rooli.includes(role) } }),
    reviews: REVIEWS.map((months) => choice(String(months), t(locale, 'documents.everyMonths', { months }), typed.tarkistus || '12')),
    sent, accept: ENDINGS.join(','), room: roomWords(may.room, locale), fileLimit: FILE_LIMIT,
  }
}
