import { expect, test } from 'vitest'
import { ensureTeam } from '../people/people.queries.ts'
import { sessionCookie, signedIn } from '../testing/sign-in.ts'
import { testApp } from '../testing/test-app.ts'
import { mailNews } from './following/mail-news.ts'
import { askForReviews } from './upkeep/ask-for-reviews.ts'

const WORD = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0}</style></head><body><!--StartFragment--><h1>Ensin<o:p></o:p></h1>
<p class=MsoNormal>Pyydä <b>henkilöllisyystodistus</b>.<o:p></o:p></p><h1>Lopuksi<o:p></o:p></h1><p class=MsoNormal>Anna kortti asiakkaalle.<o:p></o:p></p>
<table class=MsoTableGrid><tr><td><p class=MsoNormal>Ikä</p></td><td><p class=MsoNormal>Kortti</p></td></tr><tr><td><p class=MsoNormal>alle 15</p></td><td><p class=MsoNormal>lapsen</p></td></tr></table><!--EndFragment--></body></html>`
type Person = Awaited<ReturnType<typeof signedIn>>
const value = (html: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1]?.replaceAll('&quot;', '"').replaceAll('&#x3D;', '=') ?? ''
const written = (html: string) => /<textarea[^>]*name="teksti"[^>]*>\n([\s\S]*?)<\/textarea>/.exec(html)![1]!.replaceAll('&#x3D;', '=')
const post = ({ agent }: Person, address: string, fields: Record<string, string>) => agent.post(address).type('form').send(fields)
const main = async ({ agent }: Person, address: string) => /<main[\s\S]*<\/main>/.exec((await agent.get(address).redirects(2)).text)![0]

test('the life of a guide: pasted from Word, published, corrected by a reader, saved by two at once, fallen due, checked from the mail, and its story read in its history', async () => {
  const { app, site, moveClock } = await testApp()
  const aino = await signedIn(app, site, { role: 'editor', name: 'Aino Kirjoittaja', email: 'aino@kirjasto.example', teams: ['Asiakaspalvelu'] }), beeda = await signedIn(app, site, { role: 'editor', name: 'Beeda Toinen', teams: ['Asiakaspalvelu'] })
  const reader = await signedIn(app, site, { name: 'Lukija Lehto' }), team = String(await app.db.transaction().execute((trx) => ensureTeam(trx, 'Asiakaspalvelu')))
  const facts = { vastuu: team, koskee: 'verkosto', kenelle: 'asiakaspalvelu', aiheet: 'kirjastokortit', tarkistus: '3' }
  await post(aino, '/seuranta', { posti: 'at-once' })

  // pasted and published
  const pasted = (await post(aino, '/luonnokset/liita', { html: WORD })).text
  expect(pasted).toBe('## Ensin\n\nPyydä **henkilöllisyystodistus**.\n\n## Lopuksi\n\nAnna kortti asiakkaalle.\n\n| Ikä | Kortti |\n| --- | --- |\n| alle 15 | lapsen |')
  const published = await post(aino, '/sivu/uusi', { laji: 'guide', kieli: 'fi', alku: '', ...facts, otsikko: 'Kirjastokortin antaminen', teksti: pasted, versio: '0', toiminto: 'julkaise' }), id = Number(/\/sivu\/(\d+)/.exec(published.headers['location']!)![1])
  expect(await main(reader, `/sivu/${id}`)).toMatch(/<strong>henkilöllisyystodistus<\/strong>[\s\S]*<th[^>]*>Ikä<\/th>/)
  expect((await reader.agent.get('/haku?q=kirjastokortin+antaminen')).text).toContain(`/sivu/${id}`)

  // a reader corrects a section, its owner takes it, and she is told and named
  const form = (await reader.agent.get(`/sivu/${id}/ehdota?kohta=k-ensin`)).text
  const suggested = await post(reader, `/sivu/${id}/ehdota?kohta=k-ensin`, { versio: value(form, 'versio'), teksti: written(form).replace('henkilöllisyystodistus**', 'henkilöllisyystodistus** tai ajokortti'), perustelu: 'Ajokortti kelpaa', nimi: '1' }), suggestion = suggested.headers['location']!
  expect((await aino.agent.get('/oma/tyot')).text).toContain(suggestion)
  expect(await main(aino, suggestion)).toContain('<ins> tai ajokortti</ins>')
  expect((await post(aino, `${suggestion}/ota`, { versio: '1' })).status).toBe(303)
  expect((await reader.agent.get('/oma/kuulumiset')).text).toContain(suggestion)

  // two editors open it, both save, and every word of both is there
  const [one, two] = await Promise.all([aino, beeda].map(async ({ agent }) => (await agent.get(`/sivu/${id}/muokkaa?kieli=fi`)).text)) as [string, string]
  const edit = (html: string, teksti: string, muutos: string) => ({ ...facts, otsikko: 'Kirjastokortin antaminen', versio: value(html, 'versio'), alku: value(html, 'alku'), teksti, muutos, toiminto: 'tallenna' })
  expect((await post(aino, `/sivu/${id}/muokkaa?kieli=fi`, edit(one, written(one).replace('Pyydä', 'Tervehdi ja pyydä'), 'Tervehdys alkuun'))).status).toBe(303)
  const met = await post(beeda, `/sivu/${id}/muokkaa?kieli=fi`, edit(two, written(two).replace('asiakkaalle.', 'asiakkaalle ja kerro PIN-koodista.'), 'PIN-koodi mukaan'))
  expect([met.status, met.text.includes('Aino Kirjoittaja')]).toEqual([409, true])
  expect((await post(beeda, `/sivu/${id}/muokkaa?kieli=fi`, edit(met.text, written(met.text), 'PIN-koodi mukaan'))).status).toBe(303)
  const text = await main(reader, `/sivu/${id}`)
  for (const words of ['Tervehdi ja pyydä', 'tai ajokortti', 'kerro PIN-koodista', 'lapsen']) expect(text).toContain(words)

  // three months later it is due: the mail that is in the outbox leads to the page with the one button
  moveClock('2026-04-10T07:00:00.000Z')
  for (const { agent, personId } of [aino, beeda, reader]) agent.jar.setCookie(`${await sessionCookie(app, personId)}; Path=/`, '127.0.0.1', '/')
  await askForReviews(app)
  await mailNews(app)
  const mail = await app.db.selectFrom('mail').where('recipient', '=', 'aino@kirjasto.example').selectAll().orderBy('id', 'desc').executeTakeFirstOrThrow()
  expect(mail.body).toContain('Kirjastokortin antaminen')
  expect(mail.html).toContain(`href="${app.config.publicUrl}/sivu/${id}/tarkista"`)
  expect(await main(reader, `/sivu/${id}`)).toContain('myöhässä')
  const link = new RegExp(`${app.config.publicUrl}(/sivu/${id}/tarkista)`).exec(mail.body)![1]!, page = (await aino.agent.get(link)).text
  expect(await app.db.selectFrom('change').where('action', '=', 'checked').select('id').execute(), 'opening the link changes nothing').toEqual([])
  expect((await post(aino, /action="([^"]+tarkistus)"/.exec(page)![1]!, {})).status).toBe(303)
  expect(await main(reader, `/sivu/${id}`)).toMatch(/Tarkistettu[\s\S]*10\.4\.2026/)
  expect((await aino.agent.get('/oma/tyot')).text).not.toContain(link)

  // the whole story, read by anyone
  const story = (await main(reader, `/sivu/${id}/historia`)).replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
  expect(story).toMatch(/Versio 4.*Beeda Toinen PIN-koodi mukaan.*Versio 3.*Aino Kirjoittaja Tervehdys alkuun.*Versio 2.*Ajokortti kelpaa.*Lukija Lehto.*Versio 1.*Aino Kirjoittaja/)
  expect(story).toMatch(/Muut tapahtumat.*10\.4\.2026.*Tarkistettu: pitää yhä paikkansa , Aino Kirjoittaja.*Lukija ehdotti muutosta.*Julkaistu , Aino Kirjoittaja/)
  expect((await reader.agent.get(`/sivu/${id}/historia/1/4`)).text).toContain('<ins>')
})
