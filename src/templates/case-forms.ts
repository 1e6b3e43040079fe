import type { MessageLanguage } from './message-languages.ts'

/** Names of places with the case forms that Finnish needs; a row of the municipality or the library table fits as it is. */
export interface CaseForms { name: string; genitive: string; inside: string; into_form: string; out_of: string }
/** '' where a language has no sourced name of its own. */
export interface MunicipalityNames extends CaseForms { name_sv: string; name_se: string; name_smn: string; name_sms: string }

const FORM_OF_WORD = { nimi: 'name', genetiivi: 'genitive', missa: 'inside', mihin: 'into_form', mista: 'out_of' } as const
/** The words that a template writes after the dot: {{kunta.missa}}. */
export const CASE_FORMS = Object.keys(FORM_OF_WORD) as (keyof typeof FORM_OF_WORD)[]

export const isCaseForm = (form: string): form is keyof typeof FORM_OF_WORD => Object.hasOwn(FORM_OF_WORD, form)

/** The stored form, never a guessed one. Only Finnish inflects: elsewhere the name stands as it is. */
export function caseForm(place: CaseForms, form: string): string {
  return place[FORM_OF_WORD[isCaseForm(form) ? form : 'nimi']]
}

export function municipalityName(municipality: MunicipalityNames, language: MessageLanguage): string {
  const { name, name_sv: sv, name_se: se, name_smn: smn, name_sms: sms } = municipality
  return { fi: '', en: '', no: '', sv, se, smn, sms }[language] || name
}
