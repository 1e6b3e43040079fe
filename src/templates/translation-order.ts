import { t } from '../i18n/translate.ts'
import { CHANNEL_RULES, type Channel } from './channels.ts'
import type { FilledChannel } from './fill-template.ts'
import type { MessageLanguage } from './message-languages.ts'
import { languageWord } from './problem-words.ts'

/** What a translator needs, in Finnish, ready to be sent: the languages, when it is needed (left open in a mail, which its sender completes), and the Finnish text of each channel that lacks one, with its limit. */
export function translationOrder(title: string, channels: readonly FilledChannel[], languages: readonly MessageLanguage[], due = ''): string {
  const texts = channels.flatMap(({ channel, missing, texts: all }) => {
    const finnish = all.find(({ language }) => language === 'fi')?.message
    if (!finnish || missing.length === 0) return []
    const subject = finnish.subject ? `${t('fi', 'templates.file.subject')}: ${finnish.subject}\n\n` : ''
    return [`${t('fi', `templates.channel.${channel}`)} (${missing.map((language) => languageWord('fi', language)).join(', ')})${limitOf(channel)}\n\n${subject}${finnish.text}`]
  })
  return [
    t('fi', 'templates.orderSubject', { title }),
    `${t('fi', 'templates.orderText', { languages: languages.map((language) => languageWord('fi', language)).join(', ') })}\n\n${t('fi', 'templates.orderDue', { due })}`, ...texts,
  ].join('\n\n----\n\n')
}

/** A Sámi letter turns a text message into one of 70 characters. */
function limitOf(channel: Channel): string {
  const { characters, words } = CHANNEL_RULES[channel].advice
  if (channel === 'sms') return t('fi', 'templates.orderLimit.sms')
  if (words !== undefined) return t('fi', 'templates.orderLimit.words', { most: words })
  return characters === undefined ? '' : t('fi', 'templates.orderLimit.characters', { most: characters })
}
