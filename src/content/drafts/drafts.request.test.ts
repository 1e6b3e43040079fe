import { beforeAll, expect, test } from 'vitest'
import { TEST_NOW, testApp } from '../../testing/test-app.ts'
import { sampleItem } from '../../testing/sample-item.ts'
import { signedIn } from '../../testing/sign-in.ts'
import { ensureTeam } from '../../people/people.queries.ts'
import { SYSTEM } from '../../platform/changes/changes.queries.ts'
import { prepareText } from '../prepare-text.ts'
import { createItem, trashItem, type ItemInput } from '../save-item.ts'

const { app, site } = await testApp({ DATA_DIR: `/tmp/laavu-drafts-${process.pid}` })
type Person = Awaited<ReturnType<typeof signedIn>>
let editor: Person, other: Person, reader: Person, admin: Person, outsider: Person, team = 0, secret = 0

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
const OTHER_PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=', 'base64')
async function add(input: Partial<ItemInput> = {}) {
  const item = sampleItem({ ownerTeamId: team, ...input }), text = prepareText(item)
  return (await app.db.transaction().execute((trx) => createItem(trx, TEST_NOW, { ...SYSTEM, id: editor.personId }, item, text))).id
}
const keep = ({ agent }: Person, fields: Record<string, string>) => agent.post('/luonnokset/tallenna').set('Accept', 'application/json').type('form').send({ kieli: 'fi', ...fields })
const value = (html: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1]?.replaceAll('&quot;', '"').replaceAll('&#x3D;', '=')
/** The form as the page shows it. */
async function opened({ agent }: Person, path: string) {
  const { text } = await agent.get(path)
  return {
    text, fields: {
      versio: value(text, 'versio')!, luonnos: value(text, 'luonnos')!, sivu: value(text, 'sivu')!, alku: value(text, 'alku') ?? '', vastuu: String(team), koskee: 'verkosto', kenelle: 'asiakaspalvelu', aiheet: 'kirjastokortit', tarkistus: '12',
      otsikko: /id="otsikko"[^>]* value="([^"]*)"/.exec(text)?.[1] ?? '', teksti: /<textarea[^>]*name="teksti"[^>]*>\n([\s\S]*?)<\/textarea>/.exec(text)?.[1] ?? '', muutos: 'Korjattiin', toiminto: 'tallenna',
    },
  }
}

beforeAll(async () => {
  editor = await signedIn(app, site, { role: 'editor', name: 'Aino Kirjoittaja', teams: ['Oma tiimi', 'Salainen tiimi'] })
  other = await signedIn(app, site, { role: 'editor', teams: ['Oma tiimi'] })
  outsider = await signedIn(app, site, { role: 'editor', municipality: 'inari' })
  reader = await signedIn(app, site)
  admin = await signedIn(app, site, { role: 'admin' })
  await app.db.transaction().execute(async (trx) => {
    team = await ensureTeam(trx, 'Oma tiimi')
    secret = await ensureTeam(trx, 'Salainen tiimi')
  })
})

test('what is typed is kept for its writer alone and offered when she comes back; saving the page takes it away', async () => {
  const id = await add(), { fields } = await opened(editor, `/sivu/${id}/muokkaa`)
  const kept = await keep(editor, { ...fields, teksti: 'Puolivalmis lause' })
  expect([kept.status, kept.body.luonnos > 0]).toEqual([200, true])
  const back = await editor.agent.get(`/sivu/${id}/muokkaa`)
  expect(back.text).toContain('Sinulta jäi tähän keskeneräinen teksti')
  expect(back.text).not.toContain('Puolivalmis lause')
  const again = await opened(editor, `/sivu/${id}/muokkaa?kieli=fi&luonnos=${kept.body.luonnos}`)
  expect(again.fields).toMatchObject({ teksti: 'Puolivalmis lause', versio: '1', luonnos: String(kept.body.luonnos) })
  for (const who of [other, admin]) {
    expect((await who.agent.get(`/sivu/${id}/muokkaa`)).text).not.toContain('keskeneräinen teksti')
    expect((await who.agent.get(`/sivu/${id}/muokkaa?luonnos=${kept.body.luonnos}`)).status).toBe(404)
    expect((await who.agent.get('/luonnokset')).text).not.toContain('Puolivalmis')
    for (const act of ['poista', 'jaa', 'lopeta-jako']) expect([act, (await who.agent.post(`/luonnokset/${kept.body.luonnos}/${act}`)).status]).toEqual([act, 404])
    expect((await who.agent.get(`/luonnokset/${kept.body.luonnos}/kuva`)).status).toBe(404)
  }
  expect((await editor.agent.get('/luonnokset')).text).toContain('Kirjastokortin antaminen')
  expect((await editor.agent.post(`/sivu/${id}/muokkaa?kieli=fi`).type('form').send(again.fields)).status).toBe(303)
  expect((await editor.agent.get(`/sivu/${id}/muokkaa`)).text).not.toContain('keskeneräinen teksti')
  expect(await app.db.selectFrom('draft').where('item_id', '=', id).select('id').execute()).toEqual([])
})

test('R12: two tabs keep a draft each, and a draft remembers the revision it started from: its save meets what others saved', async () => {
  const id = await add({ body: 'Alku.\n\nLoppu.' }), { fields } = await opened(editor, `/sivu/${id}/muokkaa`)
  const one = (await keep(editor, { ...fields, teksti: 'Alku välilehdestä yksi.\n\nLoppu.' })).body.luonnos, two = (await keep(editor, { ...fields, teksti: 'Alku välilehdestä kaksi.\n\nLoppu.' })).body.luonnos
  expect(one).not.toBe(two)
  expect((await keep(editor, { ...fields, luonnos: String(one), teksti: 'Alku yhdestä.\n\nLoppu.' })).body.luonnos).toBe(one)
  await other.agent.post(`/sivu/${id}/muokkaa?kieli=fi`).type('form').send({ ...(await opened(other, `/sivu/${id}/muokkaa`)).fields, teksti: 'Alku.\n\nLoppu toiselta.' })
  const late = await opened(editor, `/sivu/${id}/muokkaa?kieli=fi&luonnos=${one}`), answer = await editor.agent.post(`/sivu/${id}/muokkaa?kieli=fi`).type('form').send(late.fields)
  expect([late.fields.versio, answer.status]).toEqual(['1', 409])
  expect(answer.text).toContain('Alku yhdestä.\n\nLoppu toiselta.</textarea>')
  expect(value(answer.text, 'luonnos')).toBe(String(one))
})

test('without a script a button keeps the draft, also of a new page, and a page that was put in the trash does not stop it', async () => {
  const { fields } = await opened(editor, '/sivu/uusi')
  const kept = await editor.agent.post('/sivu/uusi').type('form').send({ ...fields, laji: 'notice', kieli: 'sv', otsikko: 'Halvfärdigt', teksti: 'Text', vastuu: '', toiminto: 'luonnos' })
  const { text, fields: back } = await opened(editor, kept.headers['location']!)
  expect([kept.status, back.otsikko, back.teksti, /value="notice" selected/.test(text), /value="sv"[^>]* selected/.test(text)]).toEqual([303, 'Halvfärdigt', 'Text', true, true])
  expect((await editor.agent.get('/sivu/uusi')).text).toContain('jatka tekstiä, jonka tallensit')

  const id = await add({ title: 'Roskiin' }), form = await opened(editor, `/sivu/${id}/muokkaa`)
  await app.db.transaction().execute((trx) => trashItem(trx, TEST_NOW, SYSTEM, id))
  const late = await keep(editor, { ...form.fields, teksti: 'Tätä ei saa hukata' })
  expect(late.status).toBe(200)
  expect((await editor.agent.get('/luonnokset')).text).toContain(`href="/sivu/uusi?luonnos&#x3D;${late.body.luonnos}"`)
  expect((await opened(editor, `/sivu/uusi?luonnos=${late.body.luonnos}`)).fields.teksti).toBe('Tätä ei saa hukata')
})

test('a session that has ended: the script is told, and nothing is stored for a stranger', async () => {
  const gone = await signedIn(app, site, { role: 'editor' })
  await app.db.deleteFrom('session').where('person_id', '=', gone.personId).execute()
  const before = await app.db.selectFrom('draft').select('id').execute()
  expect((await keep(gone, { otsikko: 'x', teksti: 'y' })).status).toBe(401)
  expect(await app.db.selectFrom('draft').select('id').execute()).toEqual(before)
  expect((await keep(reader, { otsikko: 'x', teksti: 'y' })).status).toBe(404)
})

test('a draft is read by colleagues through its link only while it is shared, and a restricted one only by its team', async () => {
  const open = (await keep(editor, { otsikko: 'Jaettu luonnos', teksti: 'Lue tämä <script>alert(1)</script>' })).body.luonnos
  const hidden = await add({ restrictedTeamId: secret }), form = await opened(editor, `/sivu/${hidden}/muokkaa`), closed = (await keep(editor, { ...form.fields, teksti: 'Salainen teksti' })).body.luonnos
  for (const id of [open, closed]) expect((await editor.agent.post(`/luonnokset/${id}/jaa`)).status).toBe(303)
  const page = (await editor.agent.get('/luonnokset')).text, address = (id: number) => new RegExp(`id="luonnos-${id}"[\\s\\S]*?href="http://127.0.0.1(/luonnos/[^"]+)"`).exec(page)![1]!
  const shown = await reader.agent.get(address(open))
  expect([shown.status, shown.text.includes('Jaettu luonnos'), shown.text.includes('Aino Kirjoittaja'), shown.text.includes('<script>alert')]).toEqual([200, true, true, false])
  for (const who of [reader, outsider, other, admin]) expect((await who.agent.get(address(closed))).status).toBe(404)
  expect((await editor.agent.get(address(closed))).status).toBe(200)
  expect((await reader.agent.get('/luonnos/arvattu-arvattu-arvattu')).status).toBe(404)
  await editor.agent.post(`/luonnokset/${open}/lopeta-jako`)
  expect((await reader.agent.get(address(open))).status).toBe(404)
  expect((await app.db.selectFrom('change').where('action', 'like', 'draft-%').select('action').execute()).map(({ action }) => action)).toEqual(['draft-shared', 'draft-shared', 'draft-unshared'])
})

test('X-19: a picture is added with what it tells, or as decoration; without either it is refused with help, in the form and by the script', async () => {
  const id = await add(), draft = (await keep(editor, { ...(await opened(editor, `/sivu/${id}/muokkaa`)).fields, teksti: 'Katso kuvaa.' })).body.luonnos
  const upload = (fields: Record<string, string>, bytes = PNG, name = 'Automaatin näyttö.png') => Object.entries(fields).reduce((sent, [field, given]) => sent.field(field, given), editor.agent.post(`/luonnokset/${draft}/kuva`)).attach('kuva', bytes, name)
  const refused = await upload({ vaihtoehto: ' ' })
  expect([refused.status, refused.text.includes('Kerro, mitä kuva kertoo, tai merkitse se koristekuvaksi.'), refused.text.includes('<title>Virhe: ')]).toEqual([422, true, true])
  expect((await upload({ vaihtoehto: 'x' }, Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 'x.png')).text).toContain('Tiedosto ei ole kuva')
  expect(await app.db.selectFrom('draft_file').select('path').execute()).toEqual([])
  const added = await upload({ vaihtoehto: 'Näytön [kolmas] painike' })
  const { text, fields } = await opened(editor, added.headers['location']!)
  expect(fields.teksti).toBe('Katso kuvaa.\n\n![Näytön \\[kolmas\\] painike](automaatin-naytto.png)\n')
  const src = /<img src="([^"]+)" alt="Näytön \[kolmas\] painike"/.exec(text)![1]!
  expect((await editor.agent.get(src)).status).toBe(200)
  for (const who of [reader, other, admin]) expect((await who.agent.get(src)).status).toBe(404)
  const script = await Object.entries({ vaihtoehto: '', koriste: '1' }).reduce((sent, [field, given]) => sent.field(field, given), editor.agent.post(`/luonnokset/${draft}/kuva`).set('Accept', 'application/json')).attach('kuva', OTHER_PNG, 'viiva.png')
  expect(script.body).toEqual({ markdown: '![](viiva.png "koristekuva")' })
  const late = await editor.agent.post(`/luonnokset/${draft}/kuva`).set('Accept', 'application/json').field('vaihtoehto', '').attach('kuva', PNG, 'a.png')
  expect([late.status, late.body]).toEqual([422, { errors: ['Kerro, mitä kuva kertoo, tai merkitse se koristekuvaksi.'] }])

  const bare = await editor.agent.post(`/sivu/${id}/muokkaa?kieli=fi`).type('form').send({ ...fields, teksti: '![](automaatin-naytto.png)' })
  expect([bare.status, bare.text.includes('Uudelta kuvalta puuttuu tekstivastine')]).toEqual([422, true])
  expect((await editor.agent.post(`/sivu/${id}/muokkaa?kieli=fi`).type('form').send({ ...fields, teksti: `${fields.teksti}![](viiva.png "koristekuva")` })).status).toBe(303)
  expect((await reader.agent.get(src)).status).toBe(200)
  const page = (await reader.agent.get(`/sivu/${id}`).redirects(1)).text
  expect(page).toMatch(/<img src="[^"]+" alt="" width="1" height="1" loading="lazy">/)
})

test('C-12, C-13: a link is found by words of a title among what the viewer sees, and a page without a script shows what to copy', async () => {
  await add({ title: 'Äänikirjojen lainaaminen', externalId: 'AANI-1' })
  await add({ title: 'Äänikirjojen salaisuus', restrictedTeamId: secret })
  const found = async (who: Person, q: string) => (await who.agent.get(`/luonnokset/linkki?q=${encodeURIComponent(q)}`).set('Accept', 'application/json')).body.map(({ markdown }: { markdown: string }) => markdown)
  expect(await found(outsider, 'lainaa äänikirj')).toEqual(['[Äänikirjojen lainaaminen](laavu:AANI-1)'])
  expect(await found(outsider, 'äänikirja')).toEqual(['[Äänikirjojen lainaaminen](laavu:AANI-1)'])
  expect(await found(outsider, 'salaisuus')).toEqual([])
  expect(await found(editor, 'salaisuus')).toHaveLength(1)
  expect(await found(editor, '%_')).toEqual([])
  const page = (await outsider.agent.get('/luonnokset/linkki?q=lainaaminen')).text
  expect(page).toContain('<code>[Äänikirjojen lainaaminen](laavu:AANI-1)</code>')
})

test('while one types, the form is told of the same title, of what a reader stumbles on and of numbers that are somebody’s own', async () => {
  await add({ title: 'Palautusluukun tyhjennys' })
  const { body } = await keep(editor, { otsikko: 'palautusluukun Tyhjennys', teksti: '[tästä](https://a.example)\n\n131052-308T' })
  expect(body.twins).toMatchObject([{ label: 'Palautusluukun tyhjennys' }])
  expect(body.hints.map(({ line, text }: { line: number; text: string }) => [line, text.slice(0, 20)])).toEqual([[1, 'Linkin teksti ”tästä'], [3, 'Tekstissä näyttää ol']])
})

test('what was copied in Word comes as Markdown; what cannot be read is refused so that plain text is pasted', async () => {
  const paste = (html: string) => editor.agent.post('/luonnokset/liita').type('form').send({ html })
  const { status, text } = await paste('<p class=MsoNormal>Hei <b>vain</b><o:p></o:p></p><script>alert(1)</script>')
  expect([status, text]).toEqual([200, 'Hei **vain**'])
  expect((await paste('')).status).toBe(422)
  expect((await paste('<div>'.repeat(5000))).status).toBe(422)
  expect((await reader.agent.post('/luonnokset/liita').type('form').send({ html: '<b>x</b>' })).status).toBe(404)
})
