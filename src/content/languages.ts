/** The languages that texts are written in, by their own names. */
const NAMES = { fi: 'suomi', sv: 'svenska', en: 'English', se: 'davvisámegiella', smn: 'anarâškielâ', sms: 'nuõrttsääʹmǩiõll', no: 'norsk' }
export type ContentLanguage = keyof typeof NAMES
export const CONTENT_LANGUAGES = Object.keys(NAMES) as ContentLanguage[]

export const isContentLanguage = (code: string): code is ContentLanguage => Object.hasOwn(NAMES, code)
/** A language that is not in the list is shown by its code. */
export const languageName = (code: string) => (isContentLanguage(code) ? NAMES[code] : code)
