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
