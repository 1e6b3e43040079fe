import { plain } from './said-words.ts'

/** A form that a page sends, with what a browser would send of it as it stands, and the buttons that send it. */
export interface PageForm { action: string; multipart: boolean; fields: [name: string, value: string, type: string][]; buttons: { name: string | null; value: string; action: string }[]; files: string[] }

const attribute = (tag: string, name: string) => { const found = new RegExp(`\\s${name}(?:="([^"]*)")?(?=[\\s>/])`).exec(tag); return found ? plain(found[1] ?? '') : null }

/** The forms of a page that change something. */
export function pageForms(html: string): PageForm[] {
  return [...html.matchAll(/<form\b([^>]*method="post"[^>]*)>([\s\S]*?)<\/form>/g)].map(([, head, own]) => {
    // fields and buttons that stand outside name their form
    const id = attribute(`${head} `, 'id'), inside = id === null ? own! : [own, ...[...html.matchAll(new RegExp(`<(input|button|textarea|select)\\b[^>]* form="${id}"[^>]*>(?:[\\s\\S]*?</\\1>)?`, 'g'))].map(([tag]) => tag)].join('')
    const form: PageForm = { action: attribute(`${head} `, 'action') ?? '', multipart: head!.includes('multipart'), fields: [], buttons: [], files: [] }
    for (const [tag] of inside.matchAll(/<input\b[^>]*>/g)) {
      const name = attribute(tag, 'name'), type = attribute(tag, 'type') ?? 'text', value = attribute(tag, 'value') ?? ''
      if (name === null || name === '') continue
      if (type === 'file') form.files.push(name)
      else if ((type !== 'checkbox' && type !== 'radio') || / checked/.test(tag)) form.fields.push([name, value, type])
      else if (type === 'radio' && !form.fields.some(([known]) => known === name) && !new RegExp(`name="${name}"[^>]* checked`).test(inside)) form.fields.push([name, value, type])
    }
    for (const [, tag, text] of inside.matchAll(/<textarea\b([^>]*)>\n?([\s\S]*?)<\/textarea>/g)) { const name = attribute(`${tag} `, 'name'); if (name) form.fields.push([name, plainLines(text!), 'textarea']) }
    for (const [, tag, options] of inside.matchAll(/<select\b([^>]*)>([\s\S]*?)<\/select>/g)) {
      const name = attribute(`${tag} `, 'name'), all = [...options!.matchAll(/<option\b[^>]*>/g)].map(([option]) => ({ value: attribute(option, 'value') ?? '', chosen: / selected/.test(option) }))
      if (name) form.fields.push([name, (all.find(({ chosen, value }) => chosen && value !== '') ?? all.find(({ value }) => value !== ''))?.value ?? '', 'select'])
    }
    for (const [, tag] of inside.matchAll(/<button\b([^>]*)>/g)) {
      const name = attribute(`${tag} `, 'name')
      if (attribute(`${tag} `, 'type') !== 'button') form.buttons.push({ name, value: attribute(`${tag} `, 'value') ?? '', action: attribute(`${tag} `, 'formaction') ?? form.action })
    }
    return form
  })
}
const plainLines = (text: string) => text.split('\n').map(plain).join('\n')
