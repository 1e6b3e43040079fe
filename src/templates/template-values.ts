import type { CaseForms, MunicipalityNames } from './case-forms.ts'
import type { ReadProblem } from './field-readers.ts'
import type { MessageLanguage, Versions } from './message-languages.ts'

/** Values that are known to be right, ready to be written into a message. */
export type FieldValue =
  | { type: 'text' | 'longtext' | 'url' | 'email' | 'phone' | 'date' | 'time' | 'number'; text: string }
  /** a text with its language versions, or the labels of a choice */
  | { type: 'versions'; versions: Versions }
  | { type: 'daterange'; start: string; end: string }
  | { type: 'municipality'; place: MunicipalityNames }
  | { type: 'library'; place: CaseForms }
  | { type: 'rows'; rows: FieldValues[] }
export type FieldValues = ReadonlyMap<string, FieldValue>

/** Where the place that a form names is found; the forms of its name are stored, not made. */
export interface Places { municipality(key: string): MunicipalityNames | undefined; library(key: string): CaseForms | undefined }

export type FieldProblemCode =
  | ReadProblem | 'required' | 'unknown-choice' | 'unknown-place' | 'range-incomplete' | 'wrong-order' | 'too-many-rows' | 'unknown-field'
  | 'html-markup' | 'template-markup' | 'library-elsewhere' | 'asks-inflected'

export interface FieldProblem {
  code: FieldProblemCode
  /** a warning keeps the value: it prints as it was written */
  level: 'error' | 'warning'
  field: string
  /** index among the rows as they were given */
  row?: number
  column?: string
  language?: MessageLanguage
  /** the most that is accepted */
  limit?: number
  /** the field that must come first */
  other?: string
}
