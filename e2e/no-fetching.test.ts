import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addPerson, apiToken, sessionCookie } from '../src/testing/sign-in.ts'
import { newData, newFolder, removeFolders, ROOT, run, startServer, withData, type Server } from './server.ts'

const HOOK = ['--require', path.join(import.meta.dirname, 'log-connections.cjs')]
/** Answers each question by sending the asker to itself once more. */
let asked = 0, canary = ''
const listener = http.createServer((_req, res) => { res.writeHead(302, { Location: `${canary}/uudelleen` }).end() }).on('connection', () => { asked++ }).listen(0, '127.0.0.1')
let server: Server, cookie: string, token: string, team: string
beforeAll(async () => {
  if (!listener.listening) await once(listener, 'listening')
  canary = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`
  const dataDir = await newData({ fill: async (app) => {
    const person = await addPerson(app, { role: 'admin', teams: ['Ryhmä'] })
    cookie = await sessionCookie(app, person)
    token = await apiToken(app, person, 'write')
    team = String((await app.db.selectFrom('team').select('id').executeTakeFirstOrThrow()).id)
  } })
  server = await startServer({ dataDir, nodeOptions: HOOK })
})
afterAll(async () => { await server.stop(); listener.close(); removeFolders() })

/** Addresses of this machine and of its neighbours, written as they have been written to get past checks. */
const links = () => {
  const port = new URL(canary).port
  return [canary, `${canary}/ohjaus`, `http://localhost:${port}/`, `http://kanarialintu.invalid:${port}/`, `http://[::1]:${port}/`, `http://[::ffff:127.0.0.1]:${port}/`, `http://2130706433:${port}/`, `http://0x7f.1:${port}/`, `http://0177.0.0.1:${port}/`, `http://a@127.0.0.1:${port}/`,
    'http://169.254.169.254/latest/meta-data', `//127.0.0.1:${port}/a.png`, `ftp://127.0.0.1:${port}/`, `gopher://127.0.0.1:${port}/`, 'file:///etc/passwd', `\\\\127.0.0.1\\a.png`]
}

/** A Word document whose pictures lie elsewhere. */
function wordWith(pictures: string[]): Buffer {
  const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships', A = 'http://schemas.openxmlformats.org/drawingml/2006/main', parts = unzipSync(readFileSync(path.join(ROOT, 'src/documents/fixtures/office/ohje.docx')))
  const change = (name: string, end: string, more: string[]) => { parts[name] = strToU8(strFromU8(parts[name]!).replace(end, more.join('') + end)) }
  change('word/_rels/document.xml.rels', '</Relationships>', pictures.map((link, n) => `<Relationship Id="kuva${n}" Type="${R}/image" TargetMode="External" Target="${link}"/>`))
  change('word/document.xml', '</w:body>', pictures.map((_, n) => `<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:docPr id="${n + 900}" name="k" descr="kuva"/><a:graphic xmlns:a="${A}"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill><a:blip xmlns:r="${R}" r:link="kuva${n}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`))
  return Buffer.from(zipSync(parts))
}

test('advisory 9 (CVE-2023-4624): links, redirects and names in what is uploaded, imported, pasted, written by a script, previewed and exported make the server and its commands ask no other machine and look up no name', async () => {
  const markdown = links().map((link) => `![kuva](${link}) [linkki](${link})`).join('\n\n'), html = `<h1>Kuvia</h1>${links().map((link) => `<img src="${link}" srcset="${link} 2x" alt="a"><a href="${link}" ping="${link}">a</a>`).join('')}<style>@import "${canary}"</style>`
  const word = wordWith(links().map((link) => link.replaceAll('\\', '/')))
  const post = (address: string, body: FormData | URLSearchParams) => fetch(server.url + address, { method: 'POST', body, redirect: 'manual', headers: { cookie, 'sec-fetch-site': 'same-origin' } })
  const upload = (name: string, bytes: Buffer | string) => {
    const form = new FormData()
    for (const [field, value] of Object.entries({ otsikko: name, kieli: 'fi', kuvaus: markdown.slice(0, 9_000), koskee: 'verkko', aiheet: '', tarkistus: '12', tiimi: team })) form.append(field, value)
    form.append('tiedosto', new Blob([typeof bytes === 'string' ? bytes : new Uint8Array(bytes)]), name)
    return post('/tiedostot/uusi', form)
  }
  for (const [name, bytes] of [['a.docx', word], ['a.html', html], ['a.md', markdown], ['a.csv', links().join('\n')], ['a.txt', links().join('\n')]] as const) expect((await upload(name, bytes)).status, name).toBe(303)
  const draft = await (await fetch(`${server.url}/luonnokset/tallenna`, { method: 'POST', headers: { cookie, 'sec-fetch-site': 'same-origin', Accept: 'application/json' }, body: new URLSearchParams({ kieli: 'fi', otsikko: 'Luonnos', teksti: markdown }) })).json() as { luonnos: number }
  for (const link of links()) { // what is sent in place of a picture's bytes
    const form = new FormData()
    form.append('vaihtoehto', 'a')
    form.append('kuva', new Blob([link]), link)
    expect((await post(`/luonnokset/${draft.luonnos}/kuva`, form)).status, link).toBe(422)
  }
  const made = await fetch(`${server.url}/api/v1/items`, { method: 'POST', headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }, body: JSON.stringify({ externalId: 'A-1', title: 'Kuvia', body: markdown, lang: 'fi', kind: 'guide', owner: 'Ryhmä' }) })
  expect(made.status).toBe(201)
  // by the command
  const folder = newFolder()
  for (const [name, bytes] of [['sivu.md', `# Sivu\n\n${markdown}`], ['sivu2.html', html], ['sivu3.docx', word], ['taulukko.csv', links().join('\n')]] as const) writeFileSync(path.join(folder, name), bytes)
  mkdirSync(path.join(folder, 'sisalla'))
  writeFileSync(path.join(folder, 'sisalla', 'rivit.jsonl'), `${JSON.stringify({ id: 'B-1', title: 'Rivi', body: markdown, lang: 'fi', kind: 'guide' })}\n`)
  const env = { NODE_OPTIONS: HOOK.join(' ') }, zip = path.join(newFolder(), 'vienti.zip'), { dataDir } = server
  const said = [await run(['import', folder], { dataDir, env }), await run(['import', path.join(folder, 'sisalla/rivit.jsonl')], { dataDir, env }), await run(['export', zip], { dataDir, env }), await run(['import', zip], { dataDir: await newData(), env })]
  expect(said.map(({ code }) => code), said.map(({ output }) => output).join('\n')).toEqual([0, 0, 0, 0])
  const items = await withData(dataDir, ({ db }) => db.selectFrom('item').select(['id', 'kind']).execute())
  expect(items.length, said.map(({ output }) => output).join('\n')).toBe(11)
  for (const { id, kind } of items) for (const address of [`/sivu/${id}`, `/sivu/${id}/vienti`, ...(kind === 'document' ? [`/tiedostot/${id}`, ...(id === 1 ? [`/tiedostot/${id}/ohjeeksi`] : [])] : [])]) {
    const res = await fetch(server.url + address, { headers: { cookie } })
    await res.arrayBuffer()
    expect(res.status, address).toBe(200)
  }
  expect(asked).toBe(0)
  for (const output of [server.log(), ...said.map((one) => one.output)]) expect(output.match(/OUTBOUND (?!lookup \["127\.0\.0\.1").*/g)).toBeNull()
})
