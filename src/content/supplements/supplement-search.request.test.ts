import { expect, test } from 'vitest'
import { FEES, networkStage } from '../fixtures/network-stage.ts'

const strip = (html: string) => html.replace(/<svg.*?<\/svg>/g, '').replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
type Agent = Awaited<ReturnType<Awaited<ReturnType<typeof networkStage>>['as']>>['agent']
const write = (agent: Agent, id: number, kunta: string, teksti: string) => agent.post(`/sivu/${id}/liite/hinta?kunta=${kunta}&kieli=fi`).type('form').send({ teksti, versio: '0', toiminto: 'tallenna', vastaa: '' })
const search = async (agent: Agent, q: string) => (await agent.get(`/haku?q=${encodeURIComponent(q)}`)).text

test('the words of a supplement are found, the hit says whose they are and opens at them', async () => {
  const { save, as } = await networkStage(), id = await save({ body: FEES }), { agent: inari } = await as('contact', 'inari'), { agent: reader } = await as('reader', 'salla')
  expect(await search(reader, 'lipasto')).not.toContain(`/sivu/${id}-maksut`)
  await write(inari, id, 'inari', 'Kysy rahalipasta, joka on lipastossa.')
  const page = await search(reader, 'lipasto')
  expect(strip(page)).toContain('Hinta: Inari')
  expect(page).toContain(`/sivu/${id}-maksut?kunta&#x3D;inari#k-uusi-kortti`)
  const api = await reader.get('/haku?q=uusi')
  expect(api.status).toBe(200)
})

test('of many municipalities’ supplements the reader’s own comes first', async () => {
  const { save, as, db } = await networkStage(), id = await save({ body: FEES }), { agent: admin } = await as('admin', 'rovaniemi'), { agent: reader } = await as('reader', 'tornio'), { agent: other } = await as('reader', 'enontekio')
  for (const { slug } of await db.selectFrom('municipality').select('slug').orderBy('slug').execute()) await write(admin, id, slug, 'Lipastossa on rahalipas.')
  expect(strip(await search(reader, 'lipasto'))).toMatch(/Hinta: Tornio.*(Hinta: |$)/)
  expect(strip(await search(other, 'lipasto'))).toMatch(/Hinta: Enontekiö/)
  expect((await search(reader, 'lipasto')).indexOf('Hinta: Tornio')).toBeGreaterThan(0)
})

test('of several pages the one that the reader’s own municipality has written into comes first, also where another’s text matches better', async () => {
  const { save, as } = await networkStage(), first = await save({ title: 'Korvaukset', body: FEES }), second = await save({ title: 'Tulosteet', body: FEES }), { agent: admin } = await as('admin', 'rovaniemi')
  await write(admin, first, 'inari', 'Lipasto.')
  await write(admin, second, 'salla', `${'Kassa on tiskillä ja avain on esimiehellä. '.repeat(4)}Rahat viedään illalla lipastoon.`)
  const order = async (municipality: string) => {
    const page = await search((await as('reader', municipality)).agent, 'lipasto'), at = [first, second].map((id) => page.indexOf(`/sivu/${id}-`))
    expect(Math.min(...at)).toBeGreaterThan(0)
    return at[0]! < at[1]! ? 'korvaukset' : 'tulosteet'
  }
  expect([await order('inari'), await order('salla')]).toEqual(['korvaukset', 'tulosteet'])
})

test('C-2: what is written into a restricted page is not found by who may not see it; a slot that is gone is not found', async () => {
  const { save, revise, as, db } = await networkStage(), id = await save({ body: FEES }), { agent: admin } = await as('admin', 'rovaniemi', ['Asiakaspalvelu']), { agent: reader } = await as('reader', 'inari')
  await write(admin, id, 'inari', 'Lipastossa.')
  expect(await search(reader, 'lipasto')).toContain(`/sivu/${id}-maksut`)
  const { id: team } = await db.selectFrom('team').select('id').executeTakeFirstOrThrow()
  await revise(id, FEES, { restrictedTeamId: team })
  expect(await search(reader, 'lipasto')).not.toContain(`/sivu/${id}-maksut`)
  expect(await search(admin, 'lipasto')).toContain(`/sivu/${id}-maksut`)
  await revise(id, 'Ei kohtia')
  expect(await search(admin, 'lipasto')).not.toContain('Hinta: Inari')
})
