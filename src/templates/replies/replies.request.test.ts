import { readFileSync, readdirSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { insertFact, putValue } from '../../content/facts/facts.queries.ts'
import { prepareText } from '../../content/prepare-text.ts'
import { createItem } from '../../content/save-item.ts'
import { ensureTeam } from '../../people/people.queries.ts'
import { SYSTEM } from '../../platform/changes/changes.queries.ts'
import { sampleItem } from '../../testing/sample-item.ts'
import { signedIn } from '../../testing/sign-in.ts'
import { send, templateSite } from '../fixtures/template-site.ts'
import { answersOf, placesIn } from './reply-text.ts'

let world: Awaited<ReturnType<typeof templateSite>>, agent: Awaited<ReturnType<typeof signedIn>>['agent'], id: number
const bodyOf = (file: string) => readFileSync(new URL(`../../../db/sample/qa/${file}`, import.meta.url), 'utf8').split('---\n').slice(2).join('---\n')
const add = (title: string, body: string, more = {}) => world.app.db.transaction().execute(async (trx) => {
  const input = sampleItem({ kind: 'qa', title, body, ownerTeamId: await ensureTeam(trx, 'Verkkoasiakaspalvelu'), ...more })
  return (await createItem(trx, world.app.now().toISOString(), SYSTEM, input, prepareText(input))).id
})
beforeAll(async () => {
  world = await templateSite([])
  agent = (await signedIn(world.app, world.site, { municipality: 'inari' })).agent
  id = await add('Miten saan kirjastokortin?', bodyOf('QA-01.md'))
  await world.app.db.transaction().execute(async (trx) => {
    const at = world.app.now().toISOString(), { id: place } = await trx.selectFrom('municipality').where('slug', '=', 'inari').select('id').executeTakeFirstOrThrow()
    await insertFact(trx, { name: 'puhelin', type: 'phone', label_fi: 'Puhelin', label_sv: 'Telefon', label_en: 'Phone', created_at: at })
    await putValue(trx, at, { fact: 'puhelin', value: '016 222 333', valid_from: '2020-01-01', municipality_id: place, library_id: null, author_id: null })
  })
})

test.each(readdirSync(new URL('../../../db/sample/qa/', import.meta.url)).filter((file) => file.endsWith('.md')))('%s becomes a plain answer without marks, with its places left to be filled', (file) => {
  const answers = answersOf(bodyOf(file)), text = answers[0]!.text
  expect(answers).toHaveLength(1)
  expect(text.length).toBeGreaterThan(100)
  expect(text.replace(/\{\{[^}]*\}\}/g, '')).not.toMatch(/\*\*|\]\(|^#|laavu:|Muistilista|Notes for staff|\{\{|\}\}/m)
  for (const name of placesIn(text)) expect(text).toContain(`{{${name}`)
})

test('an answer is filled from what is known of the library, and what is not known is seen as missing', async () => {
  await add('Kenelle soitan?', '## Vastaus\n\nSoita kirjastoon **{{kirjasto}}**, puhelin {{kirjasto_puhelin}}. Katso [ajat]({{aukioloajat_url}}) tai [ohje](laavu:ASP-01).\n\n## Muistilista vastaajalle\n\nEi asiakkaalle.')
  const item = await world.app.db.selectFrom('item').orderBy('id', 'desc').select('id').executeTakeFirstOrThrow(), path = `/viestipohjat/vastaukset/${item.id}`
  const { text } = await agent.get(path).expect(200)
  const answer = /id="vastaus"[^>]*>(.*?)<\/div>/s.exec(text)![1]!.replace(/<[^>]*>/g, '')
  expect(answer).toContain('Soita kirjastoon Inarin kirjasto, puhelin 016 222 333.')
  expect(answer).toContain('«aukioloajat url»')
  expect(answer).not.toMatch(/\{\{|Ei asiakkaalle/)
  expect(text).toContain('Täytä: aukioloajat url')
  const filled = (await send(agent, path, { kirjasto: 'inari/Inarin kirjasto', _kirjasto: 'inari/Inarin kirjasto', kirjasto_puhelin: '016 9', aukioloajat_url: '<script>{{x}}' }).expect(200)).text
  expect(filled).toContain('&lt;script&gt;{{x}}')
  expect(filled).toContain('016 9')
  // another library brings its own values
  expect((await send(agent, path, { kirjasto: 'kemi/Kemin kaupunginkirjasto', _kirjasto: 'inari/Inarin kirjasto', kirjasto_puhelin: '', aukioloajat_url: 'https://a.example' }).expect(200)).text).toContain('Kemin kaupunginkirjasto</span>')
})

test('a page of many questions gives each its own answer, and what is said to the one who answers is in none', async () => {
  const body = readFileSync(new URL('../../../db/sample/items/ASP-16.md', import.meta.url), 'utf8').split('---\n').slice(2).join('---\n'), bank = await add('Usein kysytyt kysymykset', body)
  const { text } = await agent.get(`/viestipohjat/vastaukset/${bank}`).expect(200), answers = [...text.matchAll(/<h2 id="vastaus[^"]*-h" lang="fi">([^<]*)<\/h2><div class="wording order" id="([^"]*)"[^>]*>(.*?)<\/div>/gs)]
  expect(answers.map(([, question]) => question)).toHaveLength(11)
  const pickUp = answers.find(([, question]) => question === 'Miksi en saanut noutoilmoitusta?')!
  expect(pickUp[3]).toMatch(/^Tarkista roskaposti ja verkkokirjaston yhteystiedot\. Varauksesi tilan näet aina verkkokirjastosta\.$/)
  expect(text).not.toContain('name="kirjasto"') // nothing in it depends on the library
  expect(text).toContain(`data-copy-from="${pickUp[2]}"`)
  expect(answers.map(([, , , answer]) => answer).join('\n')).not.toMatch(/Vastaajalle|älä toista niitä|tarkistuslista|Kopioi vastaus, sovita|E-aineistot ja omatoimi/)
})

test.each(['            ', '> [!x]\n', '*Vastaajalle:*', '\n   ', '### a\n', '[', '[a](laavu:', '**a ', '**a __b ', '{{a', '{{kuntaliite: a|'])('%j a hundred thousand characters long is read at once', (part) => {
  const answers = answersOf(part.repeat(100_000 / part.length)), read = placesIn(answers.map(({ text }) => text).join('\n'))
  expect(read.length).toBeLessThanOrEqual(30) // a pattern that looks back and forth would take half a minute here
})

test('the bank lists the questions, and the page of a question leads to its answer', async () => {
  expect((await agent.get('/viestipohjat/vastaukset').expect(200)).text).toContain(`/viestipohjat/vastaukset/${id}"`)
  expect((await agent.get('/viestipohjat/vastaukset')).text).toMatch(/action="\/haku".*name="laji" value="qa"/s)
  expect((await agent.get(`/sivu/${id}`).redirects(1)).text).toMatch(new RegExp(`href="/viestipohjat/vastaukset/${id}"[^>]*>.*?Kopioi vastaukseksi`, 's'))
})

test('C-9: an answer that is restricted to a team of others is not found, nor is what is no question', async () => {
  const team = await world.app.db.transaction().execute((trx) => ensureTeam(trx, 'Salainen')), secret = await add('Salainen kysymys', 'x', { restrictedTeamId: team })
  await agent.get(`/viestipohjat/vastaukset/${secret}`).expect(404)
  expect((await agent.get('/viestipohjat/vastaukset')).text).not.toContain('Salainen kysymys')
  const guide = await add('Ohje', 'x', { kind: 'guide' })
  await agent.get(`/viestipohjat/vastaukset/${guide}`).expect(404)
  for (const wrong of ['0', 'abc', '1e3', '999999']) await agent.get(`/viestipohjat/vastaukset/${wrong}`).expect(404)
})
