import type { AppContext } from '../../context.ts'
import type { Input } from '../form-input.ts'
import { libraryPage } from '../library-facts.ts'
import type { OpenTemplate } from '../open-template.ts'
import { chosenLibrary } from '../starting-form.ts'
import type { FieldValues } from '../template-values.ts'

/** Where the QR code of a poster leads: the message's own link, else the library's web page; null when neither is known. */
export async function posterAddress(app: AppContext, values: FieldValues, input: Input, { template, places }: Pick<OpenTemplate, 'template' | 'places'>): Promise<string | null> {
  for (const { name } of template.fields) {
    const value = values.get(name)
    if (value?.type === 'url') return value.text
  }
  const library = chosenLibrary(template.fields, input, places)
  return library ? libraryPage(app, library) : null
}
