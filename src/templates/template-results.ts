import type { Locale } from '../i18n/locales.ts'
import type { MessageKey } from '../i18n/messages.ts'
import { t } from '../i18n/translate.ts'
import { CHANNEL_RULES, type Channel } from './channels.ts'
import type { FilledChannel, FilledTemplate, LanguageCover } from './fill-template.ts'
import type { MessageLanguage } from './message-languages.ts'
import { mailtoLink } from './message-output.ts'
import { capital, languageTitle, languageWord, listed, openWords } from './problem-words.ts'
import type { Message } from './render-message.ts'
import type { Piece } from './render-template.ts'
import type { SmsCount } from './sms.ts'
import type { TemplateDefinition } from './template-definition.ts'
import type { KnownPlaces } from './template-places.ts'
import type { FieldValues } from './template-values.ts'
import { translationOrder } from './translation-order.ts'

/** The filled texts as the page shows them: every channel, its languages side by side. */
export interface Run { text: string; filled: boolean; gap: boolean; lang: string | null }
export interface TextCard {
  id: string
  lang: string
  language: string
  /** channel and language, for those who hear the buttons one by one */
  named: string
  ready: boolean
  stale: boolean
  open: string[]
  channel: string
  /** safe HTML for pasting with its paragraphs and links; '' where the channel takes plain text only */
  richHtml: string
  subject: Run[]
  text: Run[]
  /** where the printable page is asked for */
  poster: string | null
  by: string | null
  sms: { max: number; value: number } | null
  length: string
  advice: string[]
  mail: string | null
  copied: string
}
export interface ChannelResult { id: string; name: string; icon: string; hint: string | null; cards: TextCard[]; missing: string | null }
export interface LanguageResult { name: string; missing: boolean; stale: boolean; ready: boolean; said: string }
export interface Results {
  languages: LanguageResult[]
  note: string | null
  /** what the law asks for and nobody has written yet */
  missing: { title: string; text: string; first: string; order: string; orderMail: string | null } | null
  channels: ChannelResult[]
}

const ICONS: Record<Channel, string> = { web: 'web', social: 'share', email: 'mail', sms: 'sms', poster: 'poster', press: 'notice', internal: 'user' }
export const channelIcon = (channel: Channel) => ICONS[channel]
export const channelKey = (channel: Channel): MessageKey => `templates.channel.${channel}`
const RICH: readonly Channel[] = ['web', 'email', 'press', 'internal']
/** Mail programs cut longer links. */
const LONGEST_LINK = 1900

/** The template as an item: where it stands and who answers for it. */
export interface Owned { title: string; owner: string; address: string }

export function templateResults(locale: Locale, template: TemplateDefinition, filled: FilledTemplate, item: Owned, places: KnownPlaces): Results {
  const missing = missingLanguages(filled.languages)
  const order = translationOrder(item.title, filled.channels, missing.map(({ language }) => language))
  const names = listed(locale, missing.map(({ language }) => languageWord(locale, language)))
  const orderMail = mailtoLink(t('fi', 'templates.orderSubject', { title: item.title }), order)
  return {
    languages: filled.languages.map((cover) => languageResult(locale, cover)),
    note: template.languages.note ?? null,
    missing: missing.length === 0 ? null : {
      title: t(locale, 'templates.missingTitle', { languages: names }), text: t(locale, 'templates.missingText', { places: placesAsking(locale, missing, places), count: missing.length }),
      first: t(locale, template.languages.emergency ? 'templates.finnishFirstEmergency' : 'templates.finnishFirst'),
      order, orderMail: orderMail.length > LONGEST_LINK ? null : orderMail,
    },
    channels: filled.channels.map((channel) => channelResult(locale, template, channel, item, filled.values)),
  }
}

/** Required by law, and without a text in some channel. A missing Finnish text is a fault of the template, said at its text. */
export const missingLanguages = (languages: readonly LanguageCover[]) =>
  languages.filter(({ language, need, covered, of }) => language !== 'fi' && need === 'required' && covered < of)

/** Inarissa ja Utsjoella; Enare och Utsjoki. */
function placesAsking(locale: Locale, missing: readonly LanguageCover[], { municipalities }: KnownPlaces): string {
  const names = new Set(missing.flatMap(({ because }) => because))
  return listed(locale, municipalities.filter(({ name }) => names.has(name))
    .map(({ name, inside, name_sv: sv }) => (locale === 'sv' ? sv || name : locale === 'en' ? name : inside)))
}

function languageResult(locale: Locale, { language, need, covered, of, state: told }: LanguageCover): LanguageResult {
  const state = covered === 0 ? 'missing' : covered < of ? 'partly' : told === 'stale' ? 'stale' : 'ready'
  const said = t(locale, `templates.state.${state}`, { left: of - covered })
  return {
    name: languageTitle(locale, language), missing: need === 'required' && covered < of, stale: state === 'stale', ready: state === 'ready',
    said: language === 'fi' ? said : `${t(locale, `templates.need.${need}`)}, ${said}`,
  }
}

function channelResult(locale: Locale, template: TemplateDefinition, { channel, texts, missing }: FilledChannel, item: Owned, values: FieldValues): ChannelResult {
  const name = t(locale, channelKey(channel)), names = listed(locale, missing.map((language) => languageWord(locale, language)))
  return {
    id: `kanava-${channel}`, name, icon: ICONS[channel],
    hint: channel === 'sms' ? t(locale, 'templates.hint.sms') : channel === 'poster' ? t(locale, 'templates.hint.poster') : null,
    cards: texts.map(({ language, message, stale }) => textCard(locale, template, channel, language, message, item, values, stale)),
    missing: names ? capital(names) : null,
  }
}

function textCard(
  locale: Locale, { fields }: TemplateDefinition, channel: Channel, language: MessageLanguage, message: Message, { owner, address }: Owned, values: FieldValues, stale: boolean,
): TextCard {
  const word = languageWord(locale, language), named = `${t(locale, channelKey(channel))}, ${word}`
  const mail = channel === 'email' ? mailtoLink(message.subject, message.text) : null
  const open = openWords(locale, fields, owner, language, message.problems)
  return {
    id: `t-${channel}-${language}`, lang: language, language: capital(word), named, ready: open.length === 0, stale, open, channel, richHtml: RICH.includes(channel) ? message.html : '',
    subject: message.pieces.subject.map(run), text: message.pieces.text.map(run), poster: channel === 'poster' ? `${address}/juliste` : null, by: senderOf(values, message),
    sms: message.measures.sms && { max: capacity(message.measures.sms), value: message.measures.sms.units },
    length: lengthWords(locale, channel, message), advice: adviceWords(locale, message),
    mail: mail !== null && mail.length <= LONGEST_LINK ? mail : null, copied: t(locale, 'templates.copied', { text: named }),
  }
}

export const run = ({ text, field, missing, language }: Piece): Run => ({ text, filled: field !== undefined, gap: missing === true, lang: language ?? null })

/** Whose poster it is, for its foot: the library of the message, else the network; null when the text says it already. */
export function senderOf(values: FieldValues, { subject, text }: Pick<Message, 'subject' | 'text'>): string | null {
  const library = [...values.values()].find((value) => value.type === 'library')
  const name = library?.type === 'library' ? library.place.name : 'Lapin kirjasto'
  return `${subject} ${text}`.includes(name) ? null : name
}

const capacity = ({ encoding, parts }: SmsCount) => (encoding === 'GSM-7' ? (parts === 1 ? 160 : parts * 153) : parts === 1 ? 70 : parts * 67)

export function lengthWords(locale: Locale, channel: Channel, { measures: { characters, words, subjectCharacters, sms } }: Message): string {
  if (sms) return t(locale, 'templates.length.sms', { units: sms.units, max: capacity(sms), parts: sms.parts })
  if (channel === 'social') return t(locale, 'templates.length.characters', { characters })
  if (CHANNEL_RULES[channel].subject && channel !== 'poster') return t(locale, 'templates.length.withTitle', { subject: subjectCharacters, words })
  return t(locale, 'templates.length.words', { words })
}

function adviceWords(locale: Locale, { tooMuch, measures: { sms } }: Message): string[] {
  const long = tooMuch.map(({ measure, is, most }) => t(locale, `templates.tooMuch.${measure}`, { is, most }))
  return sms?.encoding === 'UCS-2' ? [...long, t(locale, 'templates.ucs2', { characters: sms.forcing.slice(0, 8).join(' ') })] : long
}
