import { fileSize, fileWord } from '../content/file-words.ts'
import { sizeAddress } from '../content/image-library/text-pictures.ts'
import { itemAddress } from '../content/item-link.ts'
import type { ItemFacts } from '../content/items.queries.ts'
import { languageName } from '../content/languages.ts'
import { fileAddress } from '../content/prepare-text.ts'
import { FILE_LIMIT } from '../files/file-store.ts'
import type { UploadRoom } from '../files/upload-quota.queries.ts'
import type { Locale } from '../i18n/locales.ts'
import type { MessageKey } from '../i18n/messages.ts'
import { t } from '../i18n/translate.ts'
import { errorTitle, formErrors, type Errors, type Problem } from '../people/form-fields.ts'
import { view } from '../platform/views/view.ts'
import { ENDINGS, WORD } from './check-file.ts'
import { pagesKey, stateKey, type Preview } from './document-html.ts'
import { roomWords, type Room } from './room-words.ts'
import type { Version } from './documents.queries.ts'
import type { TextState } from './documents.table.ts'
import type { Check, Reading } from './read/reading.ts'

const FIELDS = ['syy', 'tiedosto'] as const

/** A file that has come in pieces already, while its form is shown again. */
export interface SentFile { id: string; name: string; type: string; size: number }

interface DocumentPage {
  title: string
  heading: string
  lang: string | null
  address: string
  /** `checksum`: SHA-256, by which anyone can tell that a copy is the same */
  file: { href: string; name: string; facts: string; checksum: string }
  /** the picture of the first page */
  preview: { src: string; width: number; height: number } | null
  state: { key: MessageKey; css: string; icon: string }
  waiting: boolean
  /** where a Word document becomes a guide; '' for any other file or reader */
  convertHref: string
  mayReadAgain: boolean
  againAction: string
  /** what the text is written in, when that is not what was said */
  languageHint: string
  checks: { ok: boolean; text: string }[]
  /** nothing to mend, or how many things */
  faults: number
  versions: { href: string; number: number; name: string; facts: string; at: string; author: string; why: string; current: boolean }[]
  mayAdd: boolean
  action: string
  problems: Problem[]
  errors: Errors<(typeof FIELDS)[number]>
  why: string
  sent: SentFile | null
  accept: string
  /** bytes */
  fileLimit: number
  /** what may still be sent, in words; null for who may not add */
  room: Room | null
}
export const documentView = view<DocumentPage>('documents/document', {
  title: 'Lainalista: tiedosto ja versiot', heading: 'Lainalista', lang: 'fi', address: '/sivu/5-lainalista', file: { href: '/tiedosto/f1/lainalista.pdf', name: 'lainalista.pdf', facts: 'PDF, 84 kt, 2 sivua', checksum: '9f86d081884c7d65' }, preview: { src: '/kuva/f1/480.webp', width: 480, height: 679 },
  state: { key: 'documents.state.waiting', css: 'info', icon: 'clock' }, waiting: true, convertHref: '/tiedostot/5/ohjeeksi', mayReadAgain: true, againAction: '/tiedostot/5/lue', languageHint: 'Teksti näyttää olevan kielellä svenska.', checks: [{ ok: false, text: 'Tiedostolla ei ole otsikkoa.' }, { ok: true, text: 'Kieli on merkitty.' }], faults: 1,
  versions: [{ href: '/tiedostot/5/versio/1', number: 1, name: 'lainalista.pdf', facts: 'PDF, 84 kt', at: '2026-11-02T08:00:00.000Z', author: 'Aino Esimerkki', why: 'Ensimmäinen versio.', current: true }],
  mayAdd: true, action: '/tiedostot/5/versio', problems: [{ field: 'syy', key: 'documents.whyMissing' }], errors: { syy: 'documents.whyMissing', tiedosto: 'documents.chooseAgain' }, why: '', sent: { id: 'AAAAAAAAAAAAAAAAAAAAAA', name: 'lainalista.pdf', type: 'application/pdf', size: 84_000 }, accept: '.pdf', fileLimit: 25_000_000, room: { today: '500 Mt', municipality: '20 000 Mt' },
})

const STATE_LOOKS: Record<TextState, { css: string; icon: string }> = {
  waiting: { css: 'info', icon: 'clock' }, done: { css: 'ok', icon: 'check' }, 'no-text': { css: 'warn', icon: 'warn' }, failed: { css: 'warn', icon: 'warn' },
}

export interface DocumentContent { item: ItemFacts; versions: Version[]; text: { state: TextState; reading: Reading }; preview: Preview | null; mayAdd: boolean; mayConvert: boolean; room: UploadRoom }

export function documentPage(locale: Locale, { item, versions, text: { state, reading }, preview, mayAdd, mayConvert, room }: DocumentContent, why: string, sent: SentFile | null, found: Record<string, string>): DocumentPage {
  const shown = item.texts.find(({ lang }) => lang === locale) ?? item.texts.find(({ lang }) => lang === item.language)!
  const file = versions[0]!, { errors, problems } = formErrors(FIELDS, found), title = t(locale, 'documents.title', { title: shown.title })
  const facts = (one: Version) => [fileWord(one), fileSize(one.size, locale)]
  const checks = shownChecks(reading.checks, state)
  return {
    title: errorTitle(locale, title, problems), heading: shown.title, lang: shown.lang === locale ? null : shown.lang, address: itemAddress(item.id, shown.slug),
    file: { href: fileAddress(file.file_id, file.name), name: file.name, facts: [...facts(file), ...(reading.pages === null ? [] : [t(locale, pagesKey(reading), { n: reading.pages })])].join(', '), checksum: file.sha256 },
    preview: preview && { src: sizeAddress(file.file_id, preview.width), width: preview.width, height: preview.height },
    state: { key: state === 'waiting' && reading.late ? 'documents.state.late' : stateKey(state, file.mime), ...STATE_LOOKS[state] }, waiting: state === 'waiting', convertHref: mayConvert && file.mime === WORD ? `/tiedostot/${item.id}/ohjeeksi` : '', mayReadAgain: mayAdd && (state === 'failed' || state === 'no-text'), againAction: `/tiedostot/${item.id}/lue`,
    languageHint: mayAdd && reading.language !== undefined && reading.language !== item.language ? t(locale, 'documents.otherLanguage', { language: languageName(reading.language), said: languageName(item.language) }) : '',
    checks: checks.map((check) => ({ ok: check.ok, text: checkText(locale, check) })), faults: checks.filter(({ ok }) => !ok).length,
    versions: versions.map((one, index) => ({
      href: `/tiedostot/${item.id}/versio/${one.number}`, number: one.number, name: one.name, facts: facts(one).join(', '), at: one.created_at, author: one.author ?? '', why: one.why, current: index === 0,
    })),
    mayAdd, action: `/tiedostot/${item.id}/versio`, problems, errors, why, sent, accept: ENDINGS.join(','), fileLimit: FILE_LIMIT, room: mayAdd ? roomWords(room, locale) : null,
  }
}

/** Nothing is known before the file is read; that none of it is text is said as its state. */
export const shownChecks = (checks: Check[], state: TextState) => checks.filter(({ asks }) => state !== 'waiting' && !(asks === 'text' && state === 'no-text'))
export const checkText = (locale: Locale, { asks, ok, missing }: Check) => t(locale, `documents.check.${asks}.${ok ? 'ok' : 'bad'}`, { n: missing })
