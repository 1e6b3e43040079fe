import type { Locale } from '../i18n/locales.ts'
import { t } from '../i18n/translate.ts'
import { view } from '../platform/views/view.ts'
import type { MessageLanguage } from './message-languages.ts'
import { qrCode, type QrCode } from './output/qr-code.ts'
import { posterSize } from './poster-size.ts'
import type { Message } from './render-message.ts'
import type { Piece } from './render-template.ts'
import { senderOf } from './template-results.ts'
import type { FieldValues } from './template-values.ts'

interface Part { text: string; lang: string | null }
/** One poster, in its own language. */
export interface Poster {
  lang: string
  isA3: boolean
  heading: Part[]
  paragraphs: Part[][]
  by: string | null
  /** '1' (largest type) … '7' */
  size: string
  tooLong: string | null
  qr: (QrCode & { label: string }) | null
}
/** The document is in the poster's language, the buttons around it are not. */
interface PosterPage extends Poster { title: string; hint: string }
export const SAMPLE_POSTER: Poster = {
  lang: 'fi', isA3: true, heading: [{ text: 'Kirjasto on suljettu', lang: null }], paragraphs: [[{ text: 'Avaamme ', lang: null }, { text: 'Inarin kirjasto', lang: 'fi' }]],
  by: 'Inarin kirjasto', size: '2', tooLong: 'Teksti ei mahdu yhdelle sivulle.',
  qr: { path: 'M4 4h7v1h-7z', size: 29, text: 'https://lapinkirjasto.finna.fi', label: 'QR-koodi' },
}
export const posterView = view<PosterPage>('templates/poster', { ...SAMPLE_POSTER, title: 'Kirjasto on suljettu', hint: 'Tulosta A4-kokoon.' })

/** What a QR code with its address is higher than the sender's name, in millimetres. */
const QR_FOOT = 26
interface Paper { address: string | null; isA3: boolean }

/** `address`: where the QR code leads. */
export function poster(locale: Locale, language: MessageLanguage, message: Message, values: FieldValues, { address, isA3 }: Paper): Poster {
  const qr = address === null ? null : qrCode(address), size = posterSize(message.subject, message.text, { foot: qr ? QR_FOOT : 0 })
  return {
    lang: language, isA3, heading: message.pieces.subject.map(part), paragraphs: paragraphsOf(message.pieces.text), by: senderOf(values, message),
    size: String(size ?? 7), tooLong: size === null ? t(locale, 'templates.posterTooLong') : null, qr: qr && { ...qr, label: t(locale, 'templates.qr', { address: qr.text }) },
  }
}

export function posterPage(locale: Locale, language: MessageLanguage, message: Message, values: FieldValues, paper: Paper): PosterPage {
  return { ...poster(locale, language, message, values, paper), title: message.subject, hint: t(locale, paper.isA3 ? 'templates.posterHintA3' : 'templates.posterHint') }
}

const part = ({ text, language }: Piece): Part => ({ text, lang: language ?? null })

/** Divided where a line is empty, so that a paragraph is one also to a screen reader. */
function paragraphsOf(pieces: readonly Piece[]): Part[][] {
  const paragraphs: Part[][] = [[]]
  for (const piece of pieces) {
    for (const [index, text] of piece.text.split(/\n{2,}/).entries()) {
      if (index > 0) paragraphs.push([])
      if (text) paragraphs.at(-1)!.push(part({ ...piece, text }))
    }
  }
  return paragraphs.filter(({ length }) => length > 0)
}
