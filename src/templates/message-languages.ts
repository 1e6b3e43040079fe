/** The languages a message may be in, in the order of the Sámi Language Act: Finnish, Northern, Inari and Skolt Sámi; then the others. */
export const MESSAGE_LANGUAGES = ['fi', 'se', 'smn', 'sms', 'sv', 'en', 'no'] as const
export type MessageLanguage = (typeof MESSAGE_LANGUAGES)[number]

/** One text in several languages. */
export type Versions = { [language in MessageLanguage]?: string }
