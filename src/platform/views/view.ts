import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import Handlebars from 'handlebars'
import type { Shell } from './shell.ts'

const ROOT = path.resolve(import.meta.dirname, '../../../views')
const hbs = Handlebars.create()
const helperNames: Record<string, true> = { if: true, unless: true, each: true, with: true, lookup: true }

/** A page template with the type of its model and a sample that the tests render. */
export interface View<Model> {
  readonly name: string
  readonly sample: Model
  render(model: Model, shell: Shell): string
}

export const declaredViews = new Map<string, View<unknown>>()

/** Declares the template `views/<name>.hbs`. Models hold no `undefined`: what is absent is null, false or an empty list. */
export function view<Model extends { title: string }>(name: string, sample: Model): View<Model> {
  if (declaredViews.has(name)) throw new Error(`view ${name} is declared twice`)
  let template: HandlebarsTemplateDelegate<Model> | undefined
  const made: View<Model> = {
    name,
    sample,
    render: (model, shell) => (template ??= compile<Model>(name))(model, { data: { shell } }),
  }
  declaredViews.set(name, made as View<unknown>)
  return made
}

/** A part of a page by itself, for what is put into a page that is kept: `views/<folder>/parts/<name>.hbs`. */
export function fragment<Model>(name: string): (model: Model, shell: Shell) => string {
  let template: HandlebarsTemplateDelegate<Model> | undefined
  return (model, shell) => (template ??= compile<Model>(name))(model, { data: { shell } })
}

type Helper = (this: unknown, ...args: any[]) => unknown

/** Adds a template helper. An undefined argument is a misspelt name in a template, which Handlebars would print as nothing. */
export function helper(name: string, run: Helper) {
  helperNames[name] = true
  hbs.registerHelper(name, function (this: unknown, ...args: any[]) {
    const options = args.at(-1) as Handlebars.HelperOptions
    const given = [...args.slice(0, -1), ...Object.values(options.hash ?? {})]
    if (given.includes(undefined)) throw new Error(`{{${name}}}: an argument is undefined`)
    return run.apply(this, args)
  })
}

/** Marks text as HTML that is already safe. Only for helpers that escape what they print. */
export const safeHtml = (html: string) => new Handlebars.SafeString(html)
export const escapeHtml = (text: string): string => Handlebars.escapeExpression(text)

// Strict mode misses the argument of a built-in block: `{{#if typo}}` would simply be false.
for (const name of ['if', 'unless', 'each', 'with']) helper(name, hbs.helpers[name] as Helper)
helper('eq', (a: unknown, b: unknown) => a === b)

function compile<Model>(name: string) {
  registerPartials()
  return hbs.compile<Model>(readTemplate(name), { strict: true, knownHelpers: helperNames as any, knownHelpersOnly: true })
}

let partialsReady = false
function registerPartials() {
  if (partialsReady) return
  for (const name of templateNames()) if (isPartial(name)) hbs.registerPartial(name, compilePartial(name))
  partialsReady = true
}
const compilePartial = (name: string) => hbs.compile(readTemplate(name), { strict: true, knownHelpers: helperNames as any, knownHelpersOnly: true })
const readTemplate = (name: string) => readFileSync(path.join(ROOT, `${name}.hbs`), 'utf8')

export const isPartial = (name: string) => /(^|\/)(layouts|parts)\//.test(name)
export function templateNames(): string[] {
  const names = readdirSync(ROOT, { recursive: true }) as string[]
  return names.filter((name) => name.endsWith('.hbs')).map((name) => name.slice(0, -4).replaceAll(path.sep, '/'))
}
