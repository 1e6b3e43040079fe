import { formsOf } from './format-value.ts'
import type { MessageLanguage } from './message-languages.ts'
import type { Field } from './template-definition.ts'
import { parseTemplate, type Position, type SyntaxCode, type TemplateNode } from './template-language.ts'

/** One text of a template against its fields, for the person who is writing it. */
export type TextCode =
  | SyntaxCode | 'unknown-field' | 'unknown-form' | 'rows-outside-each' | 'not-rows' | 'inflected-value' | 'asks-inflected-form'
  | 'optional-without-condition'
export interface TextFinding extends Position {
  code: TextCode
  level: 'error' | 'warning'
  /** the field, or the piece of text where the fault is */
  near: string
  /** the forms that the field has in this language */
  forms?: readonly string[]
}
export interface CheckedText { findings: TextFinding[]; used: Set<string> }

/** Finnish words that want the word beside them in another form than the one a person types: "sähkökatko vuoksi". */
const ASKS_BEFORE = words('aikana ajan ajaksi vuoksi takia johdosta kanssa jälkeen luona luo luokse lähellä vieressä viereen edessä eteen takana '
  + 'sisällä kohdalla mukaan mukana kautta osalta puolesta toimesta yhteydessä avulla sijaan sijasta tilalla tilalle lisäksi ohella alkaen lähtien '
  + 'asti saakka varten kohti vastaan pitkin päin välillä alla yli')
const ASKS_AFTER = words('ilman ennen kohti pitkin vastapäätä koskien')

export function checkText(source: string, fields: readonly Field[], language: MessageLanguage): CheckedText {
  const { nodes, errors } = parseTemplate(source)
  const findings: TextFinding[] = errors.map((error) => ({ level: 'error', ...error }))
  const used = new Set<string>()
  walk(nodes, '', '', { lists: [fields], path: '', asked: new Set() })
  return { findings, used }

  function walk(list: readonly TemplateNode[], before: string, after: string, scope: Scope) {
    for (const [index, node] of list.entries()) {
      const [left, right] = [textOf(list[index - 1], index === 0, before), textOf(list[index + 1], index === list.length - 1, after)]
      if (node.kind === 'text') continue
      const field = find(node.name, scope)
      if (!field) {
        findings.push({ code: 'unknown-field', level: 'error', near: node.name, ...node.position })
        continue
      }
      if (node.kind === 'value') checkValue(node, field, left, right, scope)
      else if (node.kind === 'if') {
        walk(node.filled, left, right, { ...scope, asked: new Set([...scope.asked, node.name]) })
        walk(node.empty, left, right, scope)
      } else if (field.type !== 'rows') findings.push({ code: 'not-rows', level: 'error', near: node.name, ...node.position })
      else walk(node.body, '', '', { lists: [field.columns, ...scope.lists], path: `${node.name}.`, asked: scope.asked })
    }
  }

  function checkValue(node: Extract<TemplateNode, { kind: 'value' }>, field: Field, left: string, right: string, scope: Scope) {
    const report = (code: TextCode, level: TextFinding['level'], near = node.name) => void findings.push({ code, level, near, ...node.position })
    const forms = formsOf(field.type, language)
    const path = node.form ? `${node.name}.${node.form}` : node.name
    if (node.form && !forms.includes(node.form)) findings.push({ code: 'unknown-form', level: 'error', near: path, forms, ...node.position })
    if (field.type === 'rows' && !node.form) report('rows-outside-each', 'error')
    // {{kirjasto}}ssa: an ending cannot be glued to a name that is not yet known.
    const ending = /^[:'’]?\p{L}+/u.exec(right)
    if (ending) report('inflected-value', 'error', `{{${node.name}}}${ending[0]}`)
    if (!field.required && !scope.asked.has(node.name)) report('optional-without-condition', 'warning')
    const plainName = ['text', 'longtext', 'choice', 'municipality', 'library'].includes(field.type) && (node.form === '' || node.form === 'nimi')
    if (language !== 'fi' || !plainName) return
    const next = /^ (\p{L}+)/u.exec(right)?.[1]
    const previous = /(?:^|[\s(])(\p{L}+) $/u.exec(left)?.[1]?.toLowerCase()
    if (next && ASKS_BEFORE.has(next)) report('asks-inflected-form', 'warning', `{{${node.name}}} ${next}`)
    if (previous && ASKS_AFTER.has(previous)) report('asks-inflected-form', 'warning', `${previous} {{${node.name}}}`)
  }

  function find(name: string, { lists, path }: Scope): Field | undefined {
    for (const list of lists) {
      const field = list.find((candidate) => candidate.name === name)
      if (field) used.add(list === fields ? name : path + name)
      if (field) return field
    }
    return undefined
  }
}

/** `asked`: the fields known to be filled in here, from the conditions around. */
interface Scope { lists: (readonly Field[])[]; path: string; asked: Set<string> }

function textOf(neighbour: TemplateNode | undefined, isEdge: boolean, beyond: string): string {
  if (isEdge) return beyond
  return neighbour?.kind === 'text' ? neighbour.text : ''
}

function words(text: string) {
  return new Set(text.split(' '))
}
