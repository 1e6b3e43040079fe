import { CHANNEL_RULES, type Channel, type Measure } from './channels.ts'
import { toHtml, toOneLine, toPlainText } from './message-output.ts'
import { renderTemplate, type Piece, type RenderContext, type RenderProblem } from './render-template.ts'
import { countSms, normalizeSms, type SmsCount } from './sms.ts'
import type { ChannelText } from './template-definition.ts'
import { parseTemplate } from './template-language.ts'

export interface Message {
  /** '' in the channels that have none */
  subject: string
  /** as it is copied and sent */
  text: string
  /** the same as safe HTML */
  html: string
  /** subject and text in stretches, so that a page can show which words were filled in */
  pieces: { subject: Piece[]; text: Piece[] }
  problems: RenderProblem[]
  measures: { subjectCharacters: number; characters: number; words: number; sms: SmsCount | null }
  /** where it is longer than the channel bears well */
  tooMuch: { measure: Measure; is: number; most: number }[]
}

/** One text of a template, filled for its channel. */
export function renderMessage(channel: Channel, source: ChannelText, context: RenderContext): Message {
  const rule = CHANNEL_RULES[channel]
  const title = renderTemplate(parseTemplate(rule.subject ? source.subject : '').nodes, context)
  const body = renderTemplate(parseTemplate(source.body).nodes, context)
  const subject = toOneLine(title.pieces)
  const pieces = channel === 'sms' ? body.pieces.map((piece) => ({ ...piece, text: normalizeSms(piece.text) })) : body.pieces
  const text = toPlainText(pieces)
  const sms = channel === 'sms' ? countSms(text) : null
  const words = `${subject} ${text}`.split(/\s+/).filter(Boolean).length
  const measures = { subjectCharacters: Array.from(subject).length, characters: Array.from(text).length, words, sms }
  const sizes: Record<Measure, number> = {
    'subject-characters': measures.subjectCharacters, characters: measures.characters, words: measures.words, 'sms-parts': sms?.parts ?? 0,
  }
  const tooMuch = (Object.entries(rule.advice) as [Measure, number][])
    .filter(([measure, most]) => sizes[measure] > most).map(([measure, most]) => ({ measure, is: sizes[measure], most }))
  const titleProblems = title.problems.filter(({ code, field }) => !body.problems.some((other) => other.code === code && other.field === field))
  return { subject, text, html: toHtml(body.pieces), pieces: { subject: title.pieces, text: pieces }, problems: [...titleProblems, ...body.problems], measures, tooMuch }
}
