import { readFileSync, readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import '../../i18n/view-helpers.ts'
import { isMessageKey } from '../../i18n/translate.ts'
import './icon.ts'
import type { Shell } from './shell.ts'
import { declaredViews, isPartial, templateNames } from './view.ts'

for (const file of readdirSync('src', { recursive: true }) as string[]) if (file.endsWith('.views.ts')) await import(/* @vite-ignore */ `../../${file}`)

const signedIn: Shell = {
  locale: 'fi', theme: '', viewer: { name: 'Aino Esimerkki', municipality: 'Inari', municipalityHref: '/selaa?kunta=inari' },
  nav: [{ href: '/selaa', label: 'Ohjeet', current: true }, { href: '/perehdytys', label: 'Perehdytys', current: false }],
  languages: [{ code: 'fi', name: 'Suomi', current: true }, { code: 'se', name: 'Davvisámegiella', current: false }], flash: null, lowDisk: null, path: '/',
}
const shells: Shell[] = [signedIn, { ...signedIn, viewer: null, nav: [], flash: 'Tallennettu', lowDisk: 'Levytilaa on enää 1 Mt.', locale: 'se', theme: 'dark' }]

/** The sample, then once more for every field, at any depth, with the boolean flipped, the list emptied or the nullable set to null. */
function* variants(value: unknown): Generator<unknown> {
  yield value
  if (Array.isArray(value)) {
    if (value.length > 0) yield []
    for (const [i, item] of value.entries()) for (const changed of variants(item)) yield value.map((other, j) => (i === j ? changed : other))
  } else if (typeof value === 'boolean') yield !value
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) for (const changed of variants(inner)) yield { ...value, [key]: changed }
}

test('every template belongs to one view, and every view has its template', () => {
  expect([...declaredViews.keys()].sort()).toEqual(templateNames().filter((name) => !isPartial(name)).sort())
})

test.each([...declaredViews.values()].map((view) => [view.name, view] as const))('%s reads only what its model has', (_name, view) => {
  for (const shell of shells) for (const model of variants(view.sample)) expect(view.render(model, shell)).toContain('</html>')
})

test.each([...declaredViews.values()].map((view) => [view.name, view] as const))('I-1, M-11: %s escapes every text of its model', (_name, view) => {
  const poisoned = JSON.parse(JSON.stringify(view.sample), (key, value: unknown) =>
    typeof value === 'string' && !/Html$|^(icon|css|kind|key|style|body|lang|iso)$|^(datetime)$|At$|Iso$|Date$|Until$|From$/i.test(key) && !/^\d{4}-\d\d-\d\d/.test(value) && !isMessageKey(value) ? `${value}"><script>{{7*7}}` : value) as unknown
  const html = view.render(poisoned, signedIn)
  expect(html).not.toContain('"><script>')
})

const sources = templateNames().map((name) => [name, readFileSync(`views/${name}.hbs`, 'utf8')] as const)
test.each(sources)('H-3: %s has no inline script, style or handler, and nothing from elsewhere', (_name, source) => {
  expect(source).not.toMatch(/<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|(?:src|href)="(?:https?:)?\/\//i)
})
test.each(sources)('M-12: %s prints unescaped only what is named …Html', (_name, source) => {
  for (const [, field] of source.matchAll(/\{\{\{\s*([^}]*?)\s*\}\}\}/g)) expect(field).toMatch(/^[\w./@]*Html$/)
})
test.each(sources)('%s names only texts that exist', (_name, source) => {
  for (const [, key] of source.matchAll(/\{\{\s*ta?\s+"([^"]+)"/g)) expect(isMessageKey(key!), key).toBe(true)
})
test.each(sources)('%s names only icons that exist', (_name, source) => {
  const icons = readFileSync('static/icons.svg', 'utf8')
  for (const [, icon] of source.matchAll(/\{\{icon "([^"]+)"\}\}/g)) expect(icons, icon).toContain(`id="${icon}"`)
})
