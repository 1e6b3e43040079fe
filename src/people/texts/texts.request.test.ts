import { afterEach, expect, test } from 'vitest'
import { setOverrides } from '../../i18n/translate.ts'
import { signedIn } from '../../testing/sign-in.ts'
import { testApp } from '../../testing/test-app.ts'
import { loadTexts } from './texts.queries.ts'

afterEach(() => { setOverrides([]) })
const ONE = '/hallinta/tekstit/shell.guides'

async function stage() {
  const { app, site } = await testApp(), as = (role: 'admin' | 'reader', email: string) => signedIn(app, site, { role, email })
  return { app, db: app.db, admin: await as('admin', 'yllapito@kirjasto.example'), reader: await as('reader', 'maret@kirjasto.example') }
}
const save = (agent: Awaited<ReturnType<typeof stage>>['admin']['agent'], form: object, kieli = 'sv', path = ONE) => agent.post(`${path}?kieli=${kieli}`).type('form').send(form)

test('a reviewer corrects a text without code: it shows at once, also on pages that are kept, and can be put back', async () => {
  const { admin, reader, app, db } = await stage()
  await db.updateTable('person').set({ locale: 'sv' }).execute()
  await reader.agent.get('/selaa')
  expect((await save(admin.agent, { teksti: 'Nya guider' })).status).toBe(303)
  expect((await reader.agent.get('/selaa')).text).toContain('>Nya guider</a>')
  setOverrides([])
  await loadTexts(app) // as at a start
  expect((await reader.agent.get('/')).text).toContain('>Nya guider</a>')
  await save(admin.agent, { toiminto: 'palauta' })
  expect((await reader.agent.get('/')).text).not.toContain('Nya guider')
})

test('Sámi asks for its source; a text that would break a page is refused with the reason', async () => {
  const { admin } = await stage()
  const noSource = await save(admin.agent, { teksti: 'Rávvagat' }, 'se')
  expect([noSource.status, noSource.text.includes('Kirjoita saamenkielisen tekstin lähde.'), noSource.text.includes('Rávvagat')]).toEqual([422, true, true])
  expect((await save(admin.agent, { teksti: 'Rávvagat', lahde: 'Sámediggi, sátnelistu' }, 'se')).status).toBe(303)
  expect((await admin.agent.get(`${ONE}?kieli=se`)).text).toMatch(/<span lang="se">Rávvagat<\/span>[\s\S]*Sámediggi, sátnelistu/)
  const dated = '/hallinta/tekstit/content.notice.until'
  for (const [teksti, reason] of [['gäller {fel}', 'samat arvot'], ['gäller {date', 'aaltosulkeet'], ['', 'Kirjoita teksti']] as const) expect((await save(admin.agent, { teksti }, 'sv', dated)).text).toContain(reason)
  expect((await save(admin.agent, { teksti: '<script>alert(1)</script>' })).status).toBe(303)
  expect((await admin.agent.get(`${ONE}?kieli=sv`)).text).not.toContain('<script>alert')
})

test('who is named a reviewer may correct, others may only look; what falls back to Finnish is marked', async () => {
  const { admin, reader, db } = await stage()
  expect((await save(reader.agent, { teksti: 'Fel' })).status).toBe(404)
  expect((await reader.agent.get('/hallinta/tekstit?kieli=se&tila=puuttuu')).text).toMatch(/näytetään suomeksi<\/span> <span lang="fi">/)
  await admin.agent.post('/hallinta/tekstit/tarkistajat').type('form').send({ sahkoposti: 'maret@kirjasto.example' })
  expect((await save(reader.agent, { teksti: 'Rätt' })).status).toBe(303)
  expect(await db.selectFrom('text_override').select(['key', 'locale', 'text', 'changed_by']).execute()).toEqual([{ key: 'shell.guides', locale: 'sv', text: 'Rätt', changed_by: reader.personId }])
  await admin.agent.post('/hallinta/tekstit/tarkistajat').type('form').send({ poista: String(reader.personId) })
  expect((await save(reader.agent, { teksti: 'Igen' })).status).toBe(404)
})
