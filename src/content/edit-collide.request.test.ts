import { expect, test } from 'vitest'
import { testApp } from '../testing/test-app.ts'
import { sampleItem } from '../testing/sample-item.ts'
import { signedIn } from '../testing/sign-in.ts'
import { ensureTeam } from '../people/people.queries.ts'
import { SYSTEM } from '../platform/changes/changes.queries.ts'
import { createItem, prepareText } from './save-item.ts'

const EDITORS = 16, AT_ONCE = 4, SAVES = 20

test('R12: 16 editors × 20 saves of one page, half of them stale: no word is lost, and every save that came second is told so', async () => {
  const { app, site } = await testApp(), lines = Array.from({ length: EDITORS }, (_, i) => `Kohta ${i}.`)
  const team = await app.db.transaction().execute((trx) => ensureTeam(trx, 'Yhteinen tiimi'))
  const item = sampleItem({ ownerTeamId: team, body: lines.join('\n\n') }), text = prepareText(item)
  const { id } = await app.db.transaction().execute((trx) => createItem(trx, app.now().toISOString(), SYSTEM, item, text))
  const tally = { saved: 0, conflicts: 0 }, words: string[] = []

  const read = (html: string) => {
    const value = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)![1]!.replaceAll('&quot;', '"').replaceAll('&#x3D;', '=')
    return { versio: value('versio'), alku: value('alku'), vastuu: String(team), kenelle: 'asiakaspalvelu', aiheet: 'kirjastokortit', tarkistus: '12', otsikko: item.title, teksti: /<textarea[^>]*>\n([\s\S]*?)<\/textarea>/.exec(html)![1]!.replaceAll('&#x3D;', '=') }
  }
  async function write(number: number) {
    const { agent } = await signedIn(app, site, { role: 'editor' }), path = `/sivu/${id}/muokkaa`
    let opened = read((await agent.get(path)).text)
    for (let save = 0; save < SAVES; save++) {
      if (save % 2 === 0) opened = read((await agent.get(path)).text) // every second save starts from what this editor saw before the last one
      const word = `sana-${number}-${save}`
      words.push(word)
      let form = { ...opened, teksti: opened.teksti.replace(`Kohta ${number}.`, `Kohta ${number}. ${word}`), muutos: word, toiminto: 'tallenna' }
      for (;;) {
        const answer = await agent.post(path).type('form').send(form)
        if (answer.status === 303) break
        expect(answer.status).toBe(409)
        tally.conflicts++
        form = { ...form, ...read(answer.text) } // the person takes what the page offers, both versions of every place
        expect(form.teksti).toContain(word)
      }
      tally.saved++
    }
  }
  for (let first = 0; first < EDITORS; first += AT_ONCE) await Promise.all(Array.from({ length: AT_ONCE }, (_, i) => write(first + i)))

  const revisions = await app.db.selectFrom('revision').where('item_id', '=', id).select(['number', 'body', 'summary']).orderBy('number').execute()
  expect(tally.saved).toBe(EDITORS * SAVES)
  expect(tally.conflicts).toBeGreaterThan(EDITORS * SAVES / 4)
  expect(revisions.map(({ number }) => number)).toEqual(Array.from({ length: tally.saved + 1 }, (_, i) => i + 1))
  const last = new Set(revisions.at(-1)!.body.match(/sana-\d+-\d+/g))
  expect(words.filter((word) => !last.has(word))).toEqual([])
  expect(new Set(revisions.map(({ summary }) => summary)).size).toBe(tally.saved + 1)
})
