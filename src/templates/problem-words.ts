import { INTL_TAGS, type Locale } from '../i18n/locales.ts'
import { t } from '../i18n/translate.ts'
import type { MessageLanguage } from './message-languages.ts'
import type { RenderProblem } from './render-template.ts'
import type { Column, Field } from './template-definition.ts'
import type { FieldProblem } from './template-values.ts'

export const languageWord = (locale: Locale, language: MessageLanguage) => t(locale, `templates.language.${language}`)
export const languageTitle = (locale: Locale, language: MessageLanguage) => capital(languageWord(locale, language))
export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
/** `a, b ja c` in the language of the interface. */
export const listed = (locale: Locale, items: string[]) => new Intl.ListFormat(INTL_TAGS[locale === 'se' ? 'fi' : locale], { type: 'conjunction' }).format(items)

export function fieldOf(fields: readonly Field[], problem: Pick<FieldProblem, 'field' | 'column'>): Field | Column | undefined {
  const field = fields.find(({ name }) => name === problem.field)
  return problem.column !== undefined && field?.type === 'rows' ? field.columns.find(({ name }) => name === problem.column) : field
}

/** What is wrong at a field and what to do about it, as one sentence. */
export function problemText(locale: Locale, fields: readonly Field[], problem: FieldProblem): string {
  const type = fieldOf(fields, problem)?.type, { code, limit = 0 } = problem
  const said = sentence()
  return problem.language === undefined ? said : `${languageTitle(locale, problem.language)}: ${said}`

  function sentence() {
    if (code === 'required') return t(locale, type === 'choice' || type === 'municipality' || type === 'library' ? 'templates.choose' : 'templates.problem.required')
    if (code === 'wrong-order') {
      const siblings = fields.flatMap((field): readonly (Field | Column)[] => (field.type === 'rows' && field.name === problem.field ? field.columns : []))
      const other = [...siblings, ...fields].find(({ name }) => name === problem.other)
      return other ? t(locale, 'templates.notBefore', { other: other.label }) : t(locale, 'templates.problem.wrong-order')
    }
    return t(locale, `templates.problem.${code}`, { limit })
  }
}

/** What is still missing in a text, each thing once. A fault of the template itself is for its owner to put right. */
export function openWords(locale: Locale, fields: readonly Field[], owner: string, language: MessageLanguage, problems: readonly RenderProblem[]): string[] {
  const labels = new Map<string, string>(fields.flatMap((field) => [field, ...(field.type === 'rows' ? field.columns : [])]).map(({ name, label }) => [name, label]))
  const named = (code: RenderProblem['code']) => problems.filter((problem) => problem.code === code).map(({ field }) => labels.get(field) ?? field)
  const [unfilled, versions] = [named('unfilled'), named('missing-version')]
  const faults = problems.filter(({ code }) => code !== 'unfilled' && code !== 'missing-version')
  return [
    ...(unfilled.length ? [t(locale, 'templates.fill', { fields: unfilled.join(', ') })] : []),
    ...(versions.length ? [t(locale, 'templates.fillIn', { language, fields: versions.join(', ') })] : []),
    ...(faults.some(({ code }) => code === 'too-long') ? [t(locale, 'templates.textTooLong')] : []),
    ...(faults.some(({ code }) => code !== 'too-long') ? [t(locale, 'templates.templateFault', { owner })] : []),
  ]
}
