import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

/** Folder → the folders it may import. The root files, commands/ and testing/ may import everything. */
const BASE = ['platform']
const PEOPLE = [...BASE, 'i18n', 'language', 'people']
const CONTENT = [...PEOPLE, 'files', 'content']
const SEARCH = [...CONTENT, 'documents', 'templates', 'onboarding', 'search']
const MAY_IMPORT: Record<string, string[]> = {
  platform: BASE, i18n: [...BASE, 'i18n'], language: ['language'], people: PEOPLE, files: [...PEOPLE, 'files'], content: CONTENT,
  documents: [...CONTENT, 'documents'], templates: [...CONTENT, 'templates'], onboarding: [...CONTENT, 'onboarding'],
  search: SEARCH, admin: [...SEARCH, 'admin'], api: [...SEARCH, 'api'],
}
/** Library → the only files that may import it for its values. */
const DOORS: Record<string, RegExp> = {
  express: /\.routes\.ts$|^platform\/http\/|^app\.ts$/,
  kysely: /\.queries\.ts$|^platform\/database\/|^search\/engines\/sqlite/,
  'better-sqlite3': /^platform\/database\//,
  handlebars: /^platform\/views\//,
  marked: /^content\/markdown/,
  'sanitize-html': /^content\/markdown/,
  multer: /^files\/receive-upload\.ts$/,
  passport: /^people\/auth\/passport\.ts$/,
  'passport-local': /^people\/auth\/passport\.ts$/,
  meilisearch: /^search\/engines\/meilisearch/,
  nodemailer: /^platform\/mail\//,
  fflate: /^content\/municipality\/export-municipality\.ts$|^content\/export\/write-zip\.ts$|^templates\/output\/texts-archive\.ts$/,
  mammoth: /^content\/import\//,
  sharp: /^files\/images\/make-image\.ts$/,
  '@napi-rs/canvas': /^documents\/read\/render-page\.ts$/,
  qr: /^templates\/output\/qr-code\.ts$/,
  docx: /^templates\/output\/texts-document\.ts$/,
}
const ROOT_TYPES = ['database.ts', 'context.ts']

const IMPORT = /^(?:import|export)\s+(type\s)?(?:[^'"]*?from\s+)?'([^']+)'/gm
const all = (readdirSync('src', { recursive: true }) as string[]).map((file) => file.replaceAll(path.sep, '/')).filter((file) => file.endsWith('.ts'))
const files = all.filter((file) => !/\.(test|contract)\.ts$|^testing\/|\/fixtures\//.test(file))
/** what is loaded when it is needed */
const LATER = /(?<!typeof )\bimport\('([^']+)'\)/g
const importsOf = (file: string) => {
  const text = readFileSync(`src/${file}`, 'utf8')
  return [...[...text.matchAll(IMPORT)].map(([, type, name]) => ({ typeOnly: Boolean(type), name: name! })), ...[...text.matchAll(LATER)].map(([, name]) => ({ typeOnly: false, name: name! }))]
}
const target = (file: string, name: string) => path.posix.join(path.posix.dirname(file), name)
const inFolder = files.filter((file) => file.includes('/') && !file.startsWith('commands/'))

test('every folder has its place in the import order', () => {
  expect([...new Set(inFolder.map((file) => file.split('/')[0]!))].filter((folder) => !MAY_IMPORT[folder])).toEqual([])
})

test.each(inFolder)('%s imports only what its folder may', (file) => {
  const folder = file.split('/')[0]!
  for (const { name, typeOnly } of importsOf(file)) {
    if (!name.startsWith('.')) continue
    const found = target(file, name)
    if (found.startsWith('../')) expect(found, 'only migrations come from outside src').toMatch(/^\.\.\/db\/migrations\/index\.ts$/)
    else if (!found.includes('/')) {
      expect(ROOT_TYPES, `${folder} imports ${found}`).toContain(found)
      expect(typeOnly, `${found} is imported as types only`).toBe(true)
    } else expect(MAY_IMPORT[folder], `${folder} imports ${found}`).toContain(found.split('/')[0])
  }
})

test.each(files)('%s reaches libraries only through their doors', (file) => {
  for (const { name, typeOnly } of importsOf(file)) {
    const door = DOORS[name]
    if (door && !typeOnly) expect(door.test(file), `${name} is imported by ${file}`).toBe(true)
  }
})

test('the environment is read in one place', () => {
  const readers = files.filter((file) => /process\.env\b/.test(readFileSync(`src/${file}`, 'utf8')))
  expect(readers.filter((file) => !/^(platform\/config|main|cli|node-version)\.ts$|^commands\//.test(file))).toEqual([])
})

/** What can reach other machines: a new one is a decision, and no text or file may say where to (advisory 9). */
const REACHES = /\bfetch\(|\bXMLHttpRequest\b|\bWebSocket\b|from 'node:(?:https?|http2|net|tls|dns|dgram)(?:\/promises)?'|from '(?:undici|axios|got|nodemailer)'/
test('advisory 9: nothing reaches another machine but the search engine, the mail server and the command that asks whether they answer', () => {
  const found = files.filter((file) => readFileSync(`src/${file}`, 'utf8').split('\n').some((line) => REACHES.test(line.replace(/import (?:type )?\{ (?:isIPv?[46]?|AddressInfo|ServerResponse|createServer, type RequestListener, type ServerResponse)(?:, type \w+)* \} from 'node:(?:net|http)'/, ''))))
  expect(found).toEqual(['commands/doctor-settings.ts', 'platform/mail/send-waiting-mail.ts', 'search/engines/meilisearch-http.ts'])
})

test('no import cycles at run time', () => {
  const seen = new Map<string, 'open' | 'done'>()
  const walk = (file: string, trail: string[]): void => {
    if (seen.get(file) === 'done') return
    expect(seen.get(file), [...trail, file].join(' → ')).toBeUndefined()
    seen.set(file, 'open')
    for (const { name, typeOnly } of importsOf(file)) if (name.startsWith('.') && !typeOnly && files.includes(target(file, name))) walk(target(file, name), [...trail, file])
    seen.set(file, 'done')
  }
  for (const file of files) walk(file, [])
})

test('migrations import kysely only', () => {
  for (const name of readdirSync('db/migrations').filter((file) => /^\d/.test(file)))
    for (const [, , from] of readFileSync(`db/migrations/${name}`, 'utf8').matchAll(IMPORT)) expect(from, name).toBe('kysely')
})

test('files stay small: at most 300 lines', () => {
  const long = all.filter((file) => !/\/fixtures\//.test(file)).map((file) => `src/${file}`)
  const others = ['views', 'static/css', 'static/js'].flatMap((root) => (readdirSync(root, { recursive: true }) as string[]).map((file) => `${root}/${file}`)).filter((file) => /\.(hbs|css|js)$/.test(file))
  expect([...long, ...others].filter((file) => readFileSync(file, 'utf8').split('\n').length > 301)).toEqual([])
})

test('no default exports, no barrels, no files without a name', () => {
  for (const file of files) {
    const text = readFileSync(`src/${file}`, 'utf8')
    expect(/^export default/m.test(text), file).toBe(false)
    expect(/(^|\/)(index|utils?|helpers?|services?|managers?|common|misc)\.ts$/.test(file), file).toBe(false)
  }
})

test('E-4: at most 30 direct dependencies at run time, all pinned exactly', () => {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, Record<string, string>>
  expect(Object.keys(dependencies!).length).toBeLessThanOrEqual(30)
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })) expect(version, name).toMatch(/^\d+\.\d+\.\d+$/)
})

test('every dependency has its line in docs/decisions.md and its use in the code', () => {
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: Record<string, string> }
  const decisions = existsSync('docs/decisions.md') ? readFileSync('docs/decisions.md', 'utf8') : ''
  const used = new Set(files.flatMap((file) => importsOf(file).map(({ name }) => name.split('/').slice(0, name.startsWith('@') ? 2 : 1).join('/'))))
  for (const name of Object.keys(dependencies)) {
    expect(decisions, `${name} in docs/decisions.md`).toContain(`\`${name}\``)
    expect([...used], `${name} is used`).toContain(name)
  }
})
