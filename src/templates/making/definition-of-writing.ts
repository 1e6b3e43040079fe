import { CHANNEL_RULES } from '../channels.ts'
import { aboutAfter } from '../about-template.ts'
import { followsAfter } from '../follows.ts'
import { MESSAGE_LANGUAGES } from '../message-languages.ts'
import { ABOUT_LANGUAGES, isFieldName, templateDefinition, type Field, type TemplateDefinition } from '../template-definition.ts'
import { choicesOfText, inputOfText, nameOf } from './field-text.ts'
import type { TemplateWriting, WrittenField } from './template-writing.ts'

/** A part of the form (its control's name) that the template cannot be made with. */
export interface WritingProblem { at: string; code: 'title' | 'about-title' | 'about-kept' | 'label' | 'name' | 'choices' | 'columns' | 'channels' | 'too-long' }
export interface Made { template: TemplateDefinition | null; problems: WritingProblem[] }

/** The template out of what was typed. `before` is the template as it was, for telling which translations follow which Finnish texts. */
export function definitionOfWriting(writing: TemplateWriting, more: { id: string; owner: string; reviewMonths: number }, before: TemplateDefinition | null): Made {
  const problems: WritingProblem[] = []
  if (!writing.title.trim()) problems.push({ at: 'nimi', code: 'title' })
  if (writing.channels.length === 0) problems.push({ at: 'kanavat', code: 'channels' })
  const fields = writing.fields.map((field, index) => fieldOf(field, `k.${index}`, problems))
  const written = MESSAGE_LANGUAGES.filter((language) => writing.languages[language] !== 'none')
  const texts = Object.fromEntries(written.flatMap((language) => {
    const own = writing.channels.flatMap((channel) => {
      const text = writing.texts[language]?.[channel]
      return text ? [[channel, { subject: CHANNEL_RULES[channel].subject ? text.subject.trim() : '', body: text.body.trim() }] as const] : []
    })
    return own.length > 0 ? [[language, Object.fromEntries(own)] as const] : []
  })) as TemplateDefinition['texts']
  const uses = (use: string) => MESSAGE_LANGUAGES.filter((language) => language !== 'fi' && writing.languages[language] === use)
  const said = { title: lineOf(writing.title) || '-', purpose: writing.purpose.trim(), whenToUse: writing.when.trim() }
  const about = Object.fromEntries(ABOUT_LANGUAGES.flatMap((language) => {
    const { title, purpose, when } = writing.about[language], isKept = before?.about?.[language] !== undefined
    if (!title.trim() && (isKept || purpose.trim() || when.trim())) problems.push({ at: `nimi.${language}`, code: isKept ? 'about-kept' : 'about-title' })
    return title.trim() ? [[language, { title: lineOf(title), purpose: purpose.trim(), whenToUse: when.trim() }]] : []
  }))
  const made = templateDefinition.safeParse({
    id: more.id, ...said, ...(Object.keys(about).length > 0 && { about: aboutAfter(before, { ...said, about }, writing.aboutFollows) }), ...(writing.situation && { situation: writing.situation }),
    owner: more.owner || '-', reviewMonths: more.reviewMonths || 12, channels: writing.channels.length > 0 ? writing.channels : ['web'],
    languages: {
      audience: writing.audience, recommended: uses('recommended'), optional: uses('optional'), ...(writing.emergency && { emergency: true }), ...(writing.note.trim() && { note: writing.note.trim() }),
    },
    fields, texts, follows: followsAfter(before, texts, writing.follows),
  })
  if (!made.success) for (const issue of made.error.issues) report(issue.path.map(String))
  return { template: made.success ? made.data : null, problems }

  function report(path: string[]) {
    const [first = '', second = '', third = '', fourth = ''] = path
    const at = first === 'about' ? `${ABOUT_PARTS[third] ?? 'nimi'}.${second}` : first === 'fields' ? fieldAt(second, third, fourth, path[4])
      : first === 'texts' ? `t.${second}.${third}.${fourth === 'subject' ? 'otsikko' : 'teksti'}` : PARTS[first] ?? 'nimi'
    if (!problems.some((problem) => problem.at === at)) problems.push({ at, code: 'too-long' })
  }
}

const PARTS: Record<string, string> = { title: 'nimi', purpose: 'tarkoitus', whenToUse: 'milloin', situation: 'tilanne', languages: 'huomautus', channels: 'kanavat' }
const ABOUT_PARTS: Record<string, string> = { title: 'nimi', purpose: 'tarkoitus', whenToUse: 'milloin' }
const lineOf = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ').trim()
const FIELD_PARTS: Record<string, string> = {
  name: 'tunnus', label: 'nimi', help: 'ohje', default: 'oletus', example: 'esimerkki', fact: 'tieto', notBefore: 'aikaisintaan', choices: 'vaihtoehdot', columns: 'nimi',
}
const fieldAt = (index: string, part: string, column: string, ofColumn: string | undefined) =>
  (part === 'columns' && column !== '' ? `k.${index}.s.${column}.${FIELD_PARTS[ofColumn ?? ''] ?? 'nimi'}` : `k.${index}.${FIELD_PARTS[part] ?? 'nimi'}`)

function fieldOf(field: WrittenField, path: string, problems: WritingProblem[]): Field {
  const label = lineOf(field.label), name = field.name || nameOf(label), { type } = field
  if (!label) problems.push({ at: `${path}.nimi`, code: 'label' })
  else if (!isFieldName(name)) problems.push({ at: `${path}.tunnus`, code: 'name' })
  const choices = type === 'choice' ? choicesOfText(field.choices) : []
  if (type === 'choice' && choices.length === 0) problems.push({ at: `${path}.vaihtoehdot`, code: 'choices' })
  if (type === 'rows' && field.columns.length === 0) problems.push({ at: `${path}.nimi`, code: 'columns' })
  const columns = type === 'rows' ? field.columns.map((column, index) => fieldOf(column, `${path}.s.${index}`, problems)) : []
  const shape = {
    name: isFieldName(name) ? name : `kentta_${path.replace(/\D+/g, '_')}`, label: label || '-', type, help: field.help.trim(), required: field.required, ...(field.fact && { fact: field.fact }),
    ...(field.localized && (type === 'text' || type === 'longtext') && { localized: true }), ...(field.notBefore && (type === 'date' || type === 'time') && { notBefore: field.notBefore }),
    ...(type === 'choice' && { choices: choices.length > 0 ? choices : [{ value: '-', labels: { fi: '-' } }] }),
    ...(type === 'rows' && { columns: columns.length > 0 ? columns : [{ name: 'sarake', label: '-', help: '', required: false, type: 'text' }] }),
  } as Field
  const initial = inputOfText(shape, field.initial), example = inputOfText(shape, field.example)
  return { ...shape, ...(initial !== undefined && { default: initial }), ...(example !== undefined && { example }) } as Field
}
