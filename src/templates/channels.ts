/** Where a message goes, in the order shown. Internal messages are for the staff: the Sámi Language Act does not ask them in Sámi. */
export const CHANNELS = ['web', 'social', 'email', 'sms', 'poster', 'press', 'internal'] as const
export type Channel = (typeof CHANNELS)[number]

export type Measure = 'subject-characters' | 'characters' | 'words' | 'sms-parts'

interface ChannelRule {
  /** the message has a title or subject line beside its text */
  subject: boolean
  /** advice, not a ban: a longer text works worse in the channel */
  advice: Partial<Record<Measure, number>>
}

export const CHANNEL_RULES: Record<Channel, ChannelRule> = {
  web: { subject: true, advice: { 'subject-characters': 110 } },
  social: { subject: false, advice: { characters: 900 } },
  email: { subject: true, advice: { 'subject-characters': 110 } },
  sms: { subject: false, advice: { 'sms-parts': 2 } },
  poster: { subject: true, advice: { 'subject-characters': 60, words: 60 } },
  press: { subject: true, advice: { 'subject-characters': 110 } },
  internal: { subject: true, advice: {} },
}
