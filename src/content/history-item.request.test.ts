import { beforeAll, expect, test } from 'vitest'
import { TEST_NOW, testApp } from '../testing/test-app.ts'
import { sampleItem } from '../testing/sample-item.ts'
import { browser, signedIn } from '../testing/sign-in.ts'
import { ensureTeam } from '../people/people.queries.ts'
import { SYSTEM } from '../platform/changes/changes.queries.ts'
import { prepareText } from './prepare-text.ts'
import { createItem, reviseItem, trashItem, type ItemInput } from './save-item.ts'

const { app, site } = await testApp()
type Person = Awaited<ReturnType<typeof signedIn>>
let editor: Person, reader: Person
const team = { own: 0, secret: 0 }

const create = (input: Partial<ItemInput>, at = '2026-01-01T00:00:00.000Z') => {
  const item = sampleItem({ ownerTeamId: team.own, ...input }), text = prepareText(item)
  return app.db.transaction().execute(async (trx) => (await createItem(trx, at, { ...SYSTEM, id: editor.personId }, item, text)).id)
}
const revise = (id: number, input: Partial<ItemInput>, at = TEST_NOW) => {
  const item = sampleItem({ ownerTeamId: team.own, ...input }), text = prepareText(item)
  return app.db.transaction().execute((trx) => reviseItem(trx, at, { ...SYSTEM, id: editor.personId }, id, null, item, text))
}
const numbers = (html: string) => [...html.matchAll(/name="vanha" value="(\d+)"/g)].map(([, number]) => Number(number))

beforeAll(async () => {
  editor = await signedIn(app, site, { role: 'editor', name: 'Aino Kirjoittaja', teams: ['Oma tiimi', 'Salainen tiimi'] })
  reader = await signedIn(app, site)
  await app.db.transaction().execute(async (trx) => {
    team.own = await ensureTeam(trx, 'Oma tiimi')
    team.secret = await ensureTeam(trx, 'Salainen tiimi')
  })
})

test('the history tells who changed what and when, and any two revisions are compared word by word', async () => {
  const id = await create({ body: 'Pyydä kortti.' })
  await revise(id, { body: 'Pyydä ajokortti.', summary: 'Ajokortti kelpaa' })
  await revise(id, { title: 'Kortin antaminen', body: 'Pyydä ajokortti {{7*7}} <b>.', summary: 'Lyhyempi otsikko' })
  const { text } = await reader.agent.get(`/sivu/${id}/historia`)
  expect(numbers(text)).toEqual([3, 2, 1])
  expect(text).toMatch(/Versio 3<\/a> <span class="tag">nykyinen[\s\S]*Aino Kirjoittaja[\s\S]*Lyhyempi otsikko[\s\S]*Ajokortti kelpaa/)
  const compared = await reader.agent.get(`/sivu/${id}/historia?vanha=1&uusi=3`).redirects(1)
  expect(compared.text).toContain('<del>Kirjastokortin</del><ins>Kortin</ins> antaminen')
  expect(compared.text).toContain('<del>kortti</del><ins>ajokortti {{7*7}} &lt;b&gt;</ins>.')
  expect((await reader.agent.get(`/sivu/${id}/historia/3/1`)).text).toContain('<del>kortti</del><ins>ajokortti')
  const old = await reader.agent.get(`/sivu/${id}/historia/1`)
  expect([old.text.includes('Pyydä kortti.'), old.text.includes('Tämä on vanha versio'), old.text.includes('/palauta/')]).toEqual([true, true, false])
})

test('an old revision is restored as a new one, with a sentence, by who may edit', async () => {
  const id = await create({ body: 'Ensimmäinen.' })
  await revise(id, { body: 'Toinen.' })
  expect((await editor.agent.get(`/sivu/${id}/historia/1`)).text).toContain(`action="/sivu/${id}/palauta/1?kieli&#x3D;fi"`)
  const send = (who: Person, number: number, fields: object) => who.agent.post(`/sivu/${id}/palauta/${number}`).type('form').send(fields)
  expect((await send(reader, 1, { versio: '2' })).status).toBe(404)
  expect((await send(editor, 9, { versio: '2' })).status).toBe(404)
  expect((await send(editor, 1, { versio: '1' })).status).toBe(409)
  expect((await send(editor, 1, { versio: '2', muutos: 'x'.repeat(301) })).status).toBe(422)
  for (const wrong of [{}, { versio: 'x' }]) expect((await send(editor, 1, wrong)).status).toBe(400)
  expect((await send(editor, 1, { versio: '2' })).status).toBe(303)
  const rows = await app.db.selectFrom('revision').where('item_id', '=', id).orderBy('number').select(['number', 'body', 'summary']).execute()
  expect(rows.map(({ body }) => body)).toEqual(['Ensimmäinen.', 'Toinen.', 'Ensimmäinen.'])
  expect(rows[2]!.summary).toBe('Palautettiin versio 1')
  expect(await app.db.selectFrom('change').where('subject_id', '=', id).select('action').execute()).toHaveLength(3)
})

test('a page with 1,000 revisions shows 50 at a time', async () => {
  const id = await create({}), first = await app.db.selectFrom('revision').where('item_id', '=', id).selectAll().executeTakeFirstOrThrow()
  const { id: _id, ...row } = first
  for (let number = 2; number <= 1000; number++) await app.db.insertInto('revision').values({ ...row, number, body: `Teksti ${number}` }).execute()
  const last = await app.db.selectFrom('revision').where('item_id', '=', id).where('number', '=', 1000).select('id').executeTakeFirstOrThrow()
  await app.db.updateTable('item_text').set({ revision_id: last.id }).where('item_id', '=', id).execute()
  const page = async (address: string) => (await reader.agent.get(address)).text, seen: number[] = []
  let address: string | undefined = `/sivu/${id}/historia`
  while (address) {
    const text: string = await page(address)
    expect(numbers(text).length).toBeLessThanOrEqual(50)
    seen.push(...numbers(text))
    address = /href="([^"]*)" rel="next"/.exec(text)?.[1]?.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&')
  }
  expect(seen).toEqual(Array.from({ length: 1000 }, (_, i) => 1000 - i))
  expect(await page(`/sivu/${id}/historia?alkaen=900`)).toContain(`href="/sivu/${id}/historia?kieli&#x3D;fi&amp;alkaen&#x3D;950" rel="prev"`)
})

test('C-2, C-3, C-4: the history is open to those to whom the page is, and a draft’s to its writers', async () => {
  const secret = await create({ restrictedTeamId: team.secret, body: 'Salaisuus' }), draft = await create({ state: 'draft' }), trashed = await create({})
  await app.db.transaction().execute((trx) => trashItem(trx, TEST_NOW, SYSTEM, trashed))
  const refusal = (await reader.agent.get('/sivu/999999/historia')).text
  for (const id of [secret, draft, trashed])
    for (const path of [`/sivu/${id}/historia`, `/sivu/${id}/historia/1`, `/sivu/${id}/historia/1/1`]) {
      const { status, text } = await reader.agent.get(path)
      expect([path, status, text === refusal]).toEqual([path, 404, true])
      expect((await editor.agent.get(path)).status).toBe(id === trashed ? 404 : 200)
      expect((await browser(site).get(path)).status).toBe(303)
    }
  const page = await create({})
  for (const path of ['/historia?kieli=sv', '/historia/2', '/historia/0', '/historia/1/2', '/historia/x', '/historia/1e1']) expect([path, (await reader.agent.get(`/sivu/${page}${path}`)).status]).toEqual([path, 404])
  for (const query of ['kieli=xx', 'alkaen=0', 'alkaen=1&alkaen=2', 'vanha=x']) expect((await reader.agent.get(`/sivu/${page}/historia?${query}`)).status).toBe(400)
})

test('C-4: what was written before a page was published stays with its writers', async () => {
  const id = await create({ state: 'draft', body: 'Keskeneräinen ja arka' })
  await revise(id, { body: 'Valmis' })
  expect(numbers((await editor.agent.get(`/sivu/${id}/historia`)).text)).toEqual([2, 1])
  const { text } = await reader.agent.get(`/sivu/${id}/historia`)
  expect([text.includes('Versio 2'), text.includes('Versio 1<')]).toEqual([true, false])
  expect((await reader.agent.get(`/sivu/${id}/historia/1`)).status).toBe(404)
  expect((await reader.agent.get(`/sivu/${id}/historia/1/2`)).status).toBe(404)
  expect((await editor.agent.get(`/sivu/${id}/historia/1`)).text).toContain('Keskeneräinen ja arka')
})
