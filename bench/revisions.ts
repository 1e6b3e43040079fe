import request from 'supertest'
import { prepareText } from '../src/content/prepare-text.ts'
import { createItem } from '../src/content/save-item.ts'
import { ensureTeam } from '../src/people/people.queries.ts'
import { SYSTEM } from '../src/platform/changes/changes.queries.ts'
import { sampleItem } from '../src/testing/sample-item.ts'
import { addPerson, sessionCookie } from '../src/testing/sign-in.ts'
import { testApp } from '../src/testing/test-app.ts'
import { median } from './numbers.ts'

// An item with 1,000 revisions of 50 kB beside one with two: node bench/revisions.ts [revisions]
const MANY = Number(process.argv[2] ?? 1000), ROUNDS = 30
const paragraph = (n: number, revision: number) => `Kohta ${n}. ${'Pyydä asiakkaalta henkilöllisyystodistus ja kirjoita tiedot lomakkeelle huolellisesti. '.repeat(5)}${n === revision % 100 ? `Muutos ${revision}.` : ''}`
const bodyOf = (revision: number) => Array.from({ length: 100 }, (_, n) => `${n % 10 === 0 ? `## Osa ${n / 10}\n\n` : ''}${paragraph(n, revision)}`).join('\n\n')

const { app, site } = await testApp(), { db } = app, at = app.now().toISOString()
const team = await db.transaction().execute((trx) => ensureTeam(trx, 'Tiimi'))
const cookie = await sessionCookie(app, await addPerson(app, { role: 'editor', teams: ['Tiimi'] }), { shared: false })

async function itemWith(revisions: number) {
  const item = sampleItem({ ownerTeamId: team, body: bodyOf(1), title: `Ohje, jolla on ${revisions} versiota` }), text = prepareText(item)
  const { id } = await db.transaction().execute((trx) => createItem(trx, at, SYSTEM, item, text))
  await db.transaction().execute(async (trx) => {
    for (let number = 2; number <= revisions; number++) {
      const { id: revision } = await trx.insertInto('revision').values({
        item_id: id, lang: 'fi', number, title: text.title, body: bodyOf(number), html: text.html, sections: JSON.stringify(text.sections), summary: `Muutos ${number}`, author_id: null, created_at: at,
      }).returning('id').executeTakeFirstOrThrow()
      await trx.updateTable('item_text').set({ revision_id: revision }).where('item_id', '=', id).execute()
    }
  })
  return { id, revisions, slug: text.slug }
}

/** Median milliseconds of an address; a change row in between keeps the page from being kept. */
async function medianOf(path: string) {
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    await db.insertInto('change').values({ at, actor_id: null, origin: '', request_id: '', action: 'measured', subject_type: 'system', subject_id: null, result: 'done', detail: '{}' }).execute()
    const began = performance.now(), { status } = await request(site).get(path).set('Cookie', cookie)
    if (status !== 200) throw new Error(`${path}: ${status}`)
    times.push(performance.now() - began)
  }
  return median(times)
}

console.log(`a body has ${Math.round(Buffer.byteLength(bodyOf(1)) / 1000)} kB`)
const items = [await itemWith(2), await itemWith(MANY)], rows: Record<string, Record<string, number>> = {}
for (const { id, revisions, slug } of items) {
  const [newest, before] = [revisions, revisions - 1]
  rows[`${revisions} revisions`] = {
    'reading page': await medianOf(`/sivu/${id}-${slug}`), 'editing page': await medianOf(`/sivu/${id}/muokkaa`), 'history': await medianOf(`/sivu/${id}/historia`), 'newest revision': await medianOf(`/sivu/${id}/historia/${newest}`),
    'two neighbours': await medianOf(`/sivu/${id}/historia/${before}/${newest}`), 'first and newest': await medianOf(`/sivu/${id}/historia/1/${newest}`),
  }
}
console.table(rows)
process.exit(0)
