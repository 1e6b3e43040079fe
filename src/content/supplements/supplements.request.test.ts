import { expect, test } from 'vitest'
import { FEES, networkStage } from '../fixtures/network-stage.ts'

const write = (agent: Awaited<ReturnType<Awaited<ReturnType<typeof networkStage>>['as']>>['agent'], id: number, kunta: string, teksti: string, more: Record<string, string> = {}) =>
  agent.post(`/sivu/${id}/liite/hinta?kunta=${kunta}&kieli=fi`).type('form').send({ teksti, versio: '0', toiminto: 'tallenna', vastaa: '', ...more })
const strip = (html: string) => html.replace(/<svg.*?<\/svg>/g, '').replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')

test('a slot that Inari filled is shown to Inari’s readers with whose it is and when it was checked; others choose it or see it as missing', async () => {
  const { save, as } = await networkStage(), id = await save({ body: FEES }), { agent: inari } = await as('contact', 'inari'), { agent: salla } = await as('reader', 'salla')
  expect((await write(inari, id, 'inari', 'Uusi kortti **2 €**.')).headers['location']).toBe(`/sivu/${id}?kieli=fi&kunta=inari`)
  const own = (await inari.get(`/sivu/${id}-maksut`)).text
  expect(own).toContain('<div><p>Uusi kortti <strong>2 €</strong>.</p></div>')
  expect(strip(own)).toContain('Hinta Inari, tarkistettu 2.1.2026')
  const other = (await salla.get(`/sivu/${id}-maksut`)).text
  expect(other).not.toContain('2 €')
  expect(strip(other)).toContain('Kuntaliite puuttuu: Salla')
  expect((await salla.get(`/sivu/${id}-maksut?kunta=inari`)).text).toContain('<strong>2 €</strong>')
  expect((await salla.get(`/sivu/${id}?kunta=inari`)).headers['location']).toBe(`/sivu/${id}-maksut?kunta=inari`)
  expect((await salla.get(`/sivu/${id}-maksut?kunta=atlantis`)).status).toBe(404)
})

test('C-9: an empty slot offers filling only to who may: the municipality’s contact person and the owners of the text; others find nothing', async () => {
  const { save, as, db } = await networkStage(), id = await save({ body: FEES })
  const who = { contact: await as('contact', 'inari'), owner: await as('editor', 'salla', ['Asiakaspalvelu']), reader: await as('reader', 'inari'), neighbour: await as('contact', 'salla'), editor: await as('editor', 'inari'), ownerReader: await as('reader', 'inari', ['Asiakaspalvelu']) }
  for (const [name, may] of Object.entries({ contact: true, owner: true, reader: false, neighbour: false, editor: false, ownerReader: false })) {
    const { agent } = who[name as keyof typeof who], page = (await agent.get(`/sivu/${id}-maksut?kunta=inari`)).text
    expect([name, page.includes(`/sivu/${id}/liite/hinta?kunta=inari`)]).toEqual([name, may])
    expect([name, (await agent.get(`/sivu/${id}/liite/hinta?kunta=inari`)).status]).toEqual([name, may ? 200 : 404])
    expect([name, (await write(agent, id, 'inari', `Teksti ${name}`, { versio: name === 'owner' ? '1' : '0' })).status]).toEqual([name, may ? 303 : 404])
  }
  expect(await db.selectFrom('supplement_revision').select(['number', 'body']).execute()).toEqual([{ number: 1, body: 'Teksti contact' }, { number: 2, body: 'Teksti owner' }])
})

test('when the shared text around a slot changes, its owner gets a task with the change shown, and confirming closes it', async () => {
  const { save, revise, as, db } = await networkStage(), id = await save({ body: FEES }), { agent } = await as('contact', 'inari')
  await write(agent, id, 'inari', '2 €')
  await revise(id, FEES.replace('Soita', 'Soita heti'))
  expect(await db.selectFrom('task').selectAll().execute()).toEqual([])
  await revise(id, FEES.replace('kadonnut', 'rikki'))
  expect(await db.selectFrom('task').select(['message', 'href', 'item_id', 'closed_at']).execute()).toEqual([{ message: 'supplements.task', href: `/sivu/${id}/liite/hinta?kunta=inari&kieli=fi`, item_id: id, closed_at: null }])
  expect(strip((await agent.get(`/sivu/${id}-maksut`)).text)).toContain('Tarkista: ohje on muuttunut')
  const page = (await agent.get(`/sivu/${id}/liite/hinta?kunta=inari`)).text
  expect(page).toContain('<del>kadonnut</del><ins>rikki</ins>')
  await write(agent, id, 'inari', '2 €', { toiminto: 'tarkistettu' })
  expect((await db.selectFrom('task').select('closed_at').executeTakeFirstOrThrow()).closed_at).not.toBeNull()
  expect(strip((await agent.get(`/sivu/${id}-maksut`)).text)).not.toContain('Tarkista: ohje on muuttunut')
})

test('a text that comes back as it was takes the task away', async () => {
  const { save, revise, as, db } = await networkStage(), id = await save({ body: FEES }), { agent } = await as('contact', 'inari')
  await write(agent, id, 'inari', '2 €')
  await revise(id, FEES.replace('kadonnut', 'rikki'))
  await revise(id, FEES)
  expect(await db.selectFrom('task').where('closed_at', 'is', null).selectAll().execute()).toEqual([])
  expect(await db.selectFrom('supplement').select('outdated').execute()).toEqual([{ outdated: 0 }])
})

test('a team of its own keeps a supplement: it gets the task and may write', async () => {
  const { save, revise, as, db } = await networkStage(), id = await save({ body: FEES }), { agent } = await as('contact', 'inari', ['Inarin väki'])
  const team = (await db.selectFrom('team').where('name', '=', 'Inarin väki').select('id').executeTakeFirstOrThrow()).id
  await write(agent, id, 'inari', '2 €', { vastaa: String(team) })
  await revise(id, FEES.replace('kadonnut', 'rikki'))
  expect(await db.selectFrom('task').select(['team_id', 'municipality_id']).execute()).toEqual([{ team_id: team, municipality_id: null }])
  const { agent: member } = await as('editor', 'salla', ['Inarin väki'])
  expect((await write(member, id, 'inari', '3 €', { versio: '1' })).status).toBe(303)
  expect((await write(member, id, 'salla', '3 €')).status).toBe(404)
})

test('two who write at once: the second one sees both texts and loses none', async () => {
  const { save, as } = await networkStage(), id = await save({ body: FEES }), { agent } = await as('contact', 'inari')
  await write(agent, id, 'inari', 'Ensimmäisen teksti')
  const reply = await write(agent, id, 'inari', 'Toisen teksti')
  expect(reply.status).toBe(409)
  expect(reply.text).toContain('Toisen teksti</textarea>')
  expect(reply.text).toContain('Ensimmäisen teksti</code>')
})

test('who removes a text that somebody has written anew meanwhile is asked to look first; what she saw goes', async () => {
  const { db, save, as } = await networkStage(), id = await save({ body: FEES }), { agent } = await as('contact', 'inari'), left = async () => (await db.selectFrom('supplement').select('body').execute()).map(({ body }) => body)
  await write(agent, id, 'inari', 'Ensimmäinen')
  await write(agent, id, 'inari', 'Toinen', { versio: '1' })
  const refused = await write(agent, id, 'inari', 'Ensimmäinen', { toiminto: 'poista', varma: '1', versio: '1' })
  expect([refused.status, refused.text.includes('Toinen</code>'), await left()]).toEqual([409, true, ['Toinen']])
  expect((await write(agent, id, 'inari', 'Toinen', { toiminto: 'poista', varma: '1', versio: '2' })).status).toBe(303)
  expect(await left()).toEqual([])
})

test('a slot that is taken out keeps what municipalities wrote: listed, moved to another place, and back when the slot is', async () => {
  const { save, revise, as } = await networkStage(), id = await save({ body: FEES }), { agent } = await as('contact', 'inari')
  await write(agent, id, 'inari', 'Kaksi euroa')
  await revise(id, FEES.replace('{{kuntaliite: Hinta | uuden kortin hinta}}', '{{kuntaliite: Maksu}}'))
  expect((await agent.get(`/sivu/${id}-maksut`)).text).not.toContain('Kaksi euroa')
  const compared = (await agent.get(`/sivu/${id}/kunnat`)).text
  expect(strip(compared)).toMatch(/Kohta on poistettu ohjeesta.*Kaksi euroa/)
  await revise(id, FEES)
  expect((await agent.get(`/sivu/${id}-maksut`)).text).toContain('Kaksi euroa')
  await revise(id, FEES.replace('{{kuntaliite: Hinta | uuden kortin hinta}}', '{{kuntaliite: Maksu}}'))
  expect((await agent.get(`/sivu/${id}/liite/hinta?kunta=inari`)).text).toContain('<option value="maksu">Maksu</option>')
  expect((await write(agent, id, 'inari', 'x', { toiminto: 'siirra', kohta: 'maksu' })).status).toBe(303)
  expect((await agent.get(`/sivu/${id}-maksut`)).text).toContain('Kaksi euroa')
})

test('the municipalities are compared in a table: what is missing is named', async () => {
  const { save, as, fact, value } = await networkStage(), id = await save({ body: FEES }), { agent } = await as('contact', 'inari'), { agent: reader } = await as('reader', 'salla')
  await fact('puhelin', 'phone')
  await value('puhelin', '016 111 111', 'inari')
  await write(agent, id, 'inari', '2 €')
  const page = (await reader.get(`/sivu/${id}/kunnat`)).text
  expect(strip(page)).toMatch(/Hinta uuden kortin hinta .*Inari 2 € 2\.1\.2026 Kunnan yhteyshenkilö/)
  expect(strip(page)).toMatch(/Puuttuu: Enontekiö.*Salla/)
  expect(strip(page)).toMatch(/Puhelinnumero .*Inari 016 111 111 .*Salla Puuttuu/)
  expect(page).not.toContain('/liite/')
})

test('C-2, C-12: what is written into a restricted page or a draft is not there for who may not see it', async () => {
  const { save, as } = await networkStage(), { agent: stranger } = await as('contact', 'inari')
  const { agent: member } = await as('contact', 'inari', ['Johtoryhmä', 'Asiakaspalvelu'])
  const hidden = [await save({ body: FEES, state: 'draft' })]
  for (const id of hidden) {
    expect((await write(member, id, 'inari', 'Salainen')).status).toBe(303)
    expect((await member.get(`/sivu/${id}/kunnat`)).text).toContain('Salainen')
    for (const address of [`/sivu/${id}/kunnat`, `/sivu/${id}/liite/hinta?kunta=inari`, `/sivu/${id}-maksut?kunta=inari`]) expect((await stranger.get(address)).status).toBe(404)
    expect((await write(stranger, id, 'inari', 'x', { versio: '1' })).status).toBe(404)
  }
})

test('text in a supplement is safe, has no ids of its own, and cannot hold a slot', async () => {
  const { save, as } = await networkStage(), id = await save({ body: FEES }), { agent } = await as('contact', 'inari')
  await write(agent, id, 'inari', '## Uusi kortti\n\n<script>alert(1)</script><img src=x onerror=alert(1)>\n\n1. yksi')
  const page = (await agent.get(`/sivu/${id}-maksut`)).text
  expect(page.match(/id="k-uusi-kortti"/g)).toHaveLength(1)
  expect(page).not.toMatch(/onerror|alert\(1\)<\/script>/)
  expect((await write(agent, id, 'inari', '{{kuntaliite: Toinen}}', { versio: '1' })).text).toContain('Kuntaliitteessä ei voi olla uutta')
  expect((await write(agent, id, 'inari', '  ', { versio: '1' })).status).toBe(422)
  expect((await write(agent, id, 'inari', 'x'.repeat(20_001), { versio: '1' })).status).toBe(422)
})

test('who takes out a slot that is written into is warned in the preview, and sees after saving where the texts are', async () => {
  const { save, as } = await networkStage(), id = await save({ body: FEES }), { agent } = await as('contact', 'inari', ['Asiakaspalvelu'])
  await write(agent, id, 'inari', 'Kaksi euroa')
  const page = (await agent.get(`/sivu/${id}/muokkaa`)).text, hidden = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1]?.replaceAll('&quot;', '"').replaceAll('&#x3D;', '=') ?? ''
  const fields = { otsikko: 'Maksut', teksti: 'Ei kohtia enää', muutos: 'Kohta pois', versio: '1', alku: hidden('alku'), vastuu: /<option value="(\d+)" selected>Asiakaspalvelu/.exec(page)?.[1] ?? '', koskee: 'verkosto', tarkistus: '12' }
  const post = (toiminto: string) => agent.post(`/sivu/${id}/muokkaa`).type('form').send({ ...fields, toiminto })
  expect(strip((await post('esikatsele')).text)).toContain('Tekstistä poistuu kohta, johon kunnat ovat kirjoittaneet: Hinta')
  const saved = await post('tallenna')
  expect(saved.headers['location']).toBe(`/sivu/${id}/kunnat?kieli=fi`)
  expect(strip((await agent.get(saved.headers['location']!)).text)).toMatch(/Tekstit ovat tallessa.*Kaksi euroa|Kaksi euroa/)
})
