import { MESSAGE_LANGUAGES, type MessageLanguage } from './message-languages.ts'
import type { Field, TemplateDefinition } from './template-definition.ts'

/** A municipality and the languages that the Sámi Language Act (1086/2003) and its own rules ask of a public notice there. */
export interface LanguageRule { name: string; languages: readonly MessageLanguage[] }
export type Need = 'required' | 'recommended' | 'optional'
export interface LanguageNeed {
  language: MessageLanguage
  need: Need
  /** the municipalities that ask for it */
  because: string[]
}

/** A template that asks for no municipality makes messages for the whole network. */
export const concernsNetwork = (fields: readonly Field[]) => !fields.some(({ type }) => type === 'municipality')

/**
 * The languages of one message, in the order of the act. Finnish always; to the public also those of every municipality it concerns:
 * give the chosen ones, or all when the message concerns the whole network.
 */
export function neededLanguages(
  { audience, recommended, optional }: TemplateDefinition['languages'], concerned: readonly LanguageRule[],
): LanguageNeed[] {
  return MESSAGE_LANGUAGES.flatMap((language) => {
    const asking = audience === 'public' && language !== 'fi' ? concerned.filter(({ languages }) => languages.includes(language)) : []
    const because = asking.map(({ name }) => name)
    if (language === 'fi' || because.length) return { language, need: 'required' as const, because }
    if (recommended.includes(language)) return { language, need: 'recommended' as const, because }
    return optional.includes(language) ? { language, need: 'optional' as const, because } : []
  })
}

export type TextState = 'present' | 'stale' | 'missing'
export interface LanguageState extends LanguageNeed { state: TextState }

/** `texts`: the languages that the chosen texts exist in, stale where the Finnish one has changed since. */
export function languageStates(needs: readonly LanguageNeed[], texts: ReadonlyMap<MessageLanguage, 'present' | 'stale'>): LanguageState[] {
  return needs.map((need) => ({ ...need, state: texts.get(need.language) ?? 'missing' }))
}
