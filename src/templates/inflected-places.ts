import { checkText } from './check-text.ts'
import type { TemplateDefinition } from './template-definition.ts'

/** The free-text fields that stand where Finnish asks for an inflected form: what a person types there is not inflected, so she is told. */
const KNOWN = new WeakMap<TemplateDefinition, ReadonlySet<string>>()

export function inflectedPlaces(template: TemplateDefinition): ReadonlySet<string> {
  const known = KNOWN.get(template)
  if (known) return known
  const free = new Set(template.fields.filter(({ type }) => type === 'text' || type === 'longtext').map(({ name }) => name)), found = new Set<string>()
  for (const { subject, body } of Object.values(template.texts.fi ?? {})) for (const source of [subject, body]) {
    for (const { code, near } of checkText(source, template.fields, 'fi').findings) {
      const name = code === 'asks-inflected-form' || code === 'inflected-value' ? /\{\{(.+?)\}\}/.exec(near)?.[1] : undefined
      if (name !== undefined && free.has(name)) found.add(name)
    }
  }
  KNOWN.set(template, found)
  return found
}
