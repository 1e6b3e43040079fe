import type { Express } from 'express'
import type { AppContext } from '../context.ts'
import { prepareText } from '../content/prepare-text.ts'
import { createItem } from '../content/save-item.ts'
import { ensureTeam } from '../people/people.queries.ts'
import { SYSTEM } from '../platform/changes/changes.queries.ts'
import { sampleItem } from './sample-item.ts'
import { signedIn } from './sign-in.ts'

export interface Collision { saved: number; conflicts: number; revisions: number; lost: string[] }

/**
 * Editors who take turns in saving one page through its form, each her own line, half of the saves from what she saw before her last one; `atOnce`
 * of them are at the server at a time. A save that came second is answered with both texts brought together, and is sent again; when she writes the
 * next time she takes the older one of her own lines out. Afterwards every revision is read: `lost` names each word that a revision should have and
 * has not, so that a word lost for a moment counts too.
 */
export async function collide(app: AppContext, site: Express, { editors, saves, atOnce }: { editors: number; saves: number; atOnce: number }, onSaved: (saved: number) => void = () => {}): Promise<Collision> {
  const lines = Array.from({ length: editors }, (_, i) => `Kohta ${i}: sana-${i}-alku.`)
  const team = await app.db.transaction().execute((trx) => ensureTeam(trx, 'Yhteinen tiimi')), item = sampleItem({ ownerTeamId: team, body: lines.join('\n\n') }), text = prepareText(item)
  const { id } = await app.db.transaction().execute((trx) => createItem(trx, app.now().toISOString(), SYSTEM, item, text)), path = `/sivu/${id}/muokkaa`
  const tally = { saved: 0, conflicts: 0 }, lost: string[] = []

  const read = (html: string) => {
    const value = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)![1]!.replaceAll('&quot;', '"').replaceAll('&#x3D;', '=')
    return { versio: value('versio'), alku: value('alku'), vastuu: String(team), kenelle: 'asiakaspalvelu', aiheet: 'kirjastokortit', tarkistus: '12', otsikko: item.title, teksti: /<textarea[^>]*name="teksti"[^>]*>\n([\s\S]*?)<\/textarea>/.exec(html)![1]!.replaceAll('&#x3D;', '=') }
  }
  const turns = takeTurns(atOnce)
  async function write(number: number) {
    const { agent } = await signedIn(app, site, { role: 'editor' })
    agent.set('Accept-Encoding', 'identity') // packing the answers would take a tenth of the time
    let opened = read((await agent.get(path)).text)
    for (let save = 0; save < saves; save++) {
      const leave = await turns()
      if (save % 2 === 0) opened = read((await agent.get(path)).text)
      const word = `sana-${number}-${save}`
      let form = { ...opened, teksti: withLine(opened.teksti, number, word), muutos: word, toiminto: 'tallenna' }
      for (;;) {
        const answer = await agent.post(path).type('form').send(form)
        if (answer.status === 303) break
        if (answer.status !== 409) throw new Error(`a save of ${form.teksti.length} characters was answered with ${answer.status}: ${/<p class="err-msg"[\s\S]*?<\/p>/.exec(answer.text)?.[0] ?? ''}`)
        tally.conflicts++
        form = { ...form, ...read(answer.text) } // the person takes what the page offers, both versions of every place
        if (!form.teksti.includes(word)) lost.push(`${word}: not in the form that was given back`)
      }
      onSaved(++tally.saved)
      leave()
    }
  }
  await Promise.all(lines.map((_, i) => write(i)))

  const latest = new Map(Array.from({ length: editors }, (_, i) => [i, `sana-${i}-alku`]))
  let revisions = 0, from = 0
  for (;;) {
    const rows = await app.db.selectFrom('revision').where('item_id', '=', id).where('number', '>', from).select(['number', 'body', 'summary']).orderBy('number').limit(200).execute()
    if (rows.length === 0) break
    for (const { number, body, summary } of rows) {
      const editor = /^sana-(\d+)-/.exec(summary)?.[1]
      if (editor !== undefined) latest.set(Number(editor), summary)
      const words = new Set(body.match(/sana-\d+-(?:\d+|alku)/g))
      for (const word of latest.values()) if (!words.has(word)) lost.push(`${word}: not in revision ${number}`)
      if (number !== from + 1) lost.push(`revision ${from + 1} is missing`)
      from = number
      revisions++
    }
  }
  return { ...tally, revisions, lost }
}

/** The text with an editor's own line as she wants it now; what a collision left standing twice of it goes, and nobody else's line is touched. */
function withLine(text: string, number: number, word: string): string {
  const own = `Kohta ${number}: `, lines = text.split('\n'), first = lines.findIndex((line) => line.startsWith(own))
  return lines.flatMap((line, at) => {
    if (at === first) return [`${own}${word}.`]
    const isOld = (index: number) => index !== first && (lines[index] ?? '').startsWith(own)
    return isOld(at) || (line === '' && isOld(at - 1) && lines[at - 2] === '') ? [] : [line]
  }).join('\n')
}

/** Lets so many in at a time, in the order in which they came; gives what to call when leaving. */
function takeTurns(atOnce: number): () => Promise<() => void> {
  const waiting: (() => void)[] = []
  let inside = 0
  const leave = () => {
    const next = waiting.shift()
    if (next) next()
    else inside--
  }
  return async () => {
    if (inside < atOnce) inside++
    else await new Promise<void>((resolve) => { waiting.push(resolve) })
    return leave
  }
}
