import { mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { tellFollowers } from '../src/content/following/tell-followers.ts'
import { prepareText } from '../src/content/prepare-text.ts'
import { createItem, reviseItem, trashItem, type ItemInput } from '../src/content/save-item.ts'
import { keepFile } from '../src/files/file-store.ts'
import { insertFile } from '../src/files/files.queries.ts'
import { openTask } from '../src/people/inbox/inbox.queries.ts'
import { ensureTeam, municipalityBySlug } from '../src/people/people.queries.ts'
import { SYSTEM } from '../src/platform/changes/changes.queries.ts'
import { catchUpSearch } from '../src/search/search.sync.ts'
import { readSuggestions } from '../src/search/suggest.ts'
import { sampleItem } from '../src/testing/sample-item.ts'
import { addPerson, browser, sessionCookie, signedIn } from '../src/testing/sign-in.ts'
import { testApp } from '../src/testing/test-app.ts'
import { newFolder } from './server.ts'

const STATES = ['ended', 'restricted', 'draft', 'trashed', 'scheduled'] as const, KINDS = ['guide', 'practice', 'qa', 'notice', 'template', 'path', 'document'] as const
/** Every page of a state, and what belongs to it, says its word. */
export const WORD = { restricted: 'Zaxori', draft: 'Zebuli', trashed: 'Zinkovi', scheduled: 'Zumbari', ended: 'Zelluka' }

/**
 * Pages of every kind that are over, restricted to a team, drafts, in the trash or waiting for their moment, with all that belongs to them: asked about,
 * suggested to, followed, put before others, saved, ordered, attached. `outsider` is an administrator who is not in their team; `ids` are the pages,
 * `parts` addresses of what belongs to them.
 */
export async function hiddenPages() {
  const folder = newFolder()
  mkdirSync(path.join(folder, 'uploads'))
  const { app, site, moveClock } = await testApp({ DATA_DIR: folder })
  const ids: number[] = [], inside = await signedIn(app, site, { role: 'contact', teams: ['Salaiset'] }), outsider = await addPerson(app, { role: 'admin', municipality: 'inari', teams: ['Tarkastajat'] })
  const [team, check, place, elsewhere] = await app.db.transaction().execute(async (trx) => [await ensureTeam(trx, 'Salaiset'), await ensureTeam(trx, 'Tarkastajat'), (await municipalityBySlug(trx, 'rovaniemi'))!.id, (await municipalityBySlug(trx, 'inari'))!.id] as const)
  const own = browser(site)
  own.jar.setCookie(`${await sessionCookie(app, outsider, { shared: false })}; Path=/`, '127.0.0.1', '/')
  for (const value of KINDS) await app.db.insertInto('follow').values({ person_id: outsider, target: 'kind', value, since: '2020-01-01T00:00:00.000Z' }).execute()
  const template = JSON.parse(readFileSync(new URL('../db/sample/templates/T02.json', import.meta.url), 'utf8')) as object
  const parts: string[] = []

  await app.db.insertInto('fact').values({ name: 'puhelin', type: 'text', label_fi: 'Puhelin', label_sv: 'Telefon', label_en: 'Phone', created_at: app.now().toISOString() }).execute()

  const add = async (input: ItemInput, by = SYSTEM, oneOfMany = false) => {
    const { id } = await app.db.transaction().execute((trx) => createItem(trx, '2025-06-01T08:00:00.000Z', by, input, prepareText(input)))
    if (!oneOfMany) ids.push(id)
    return id
  }
  async function hide(id: number, input: ItemInput, state: (typeof STATES)[number]) {
    const revise = (more: Partial<ItemInput>) => { const next = { ...input, ...more }; return app.db.transaction().execute((trx) => reviseItem(trx, app.now().toISOString(), SYSTEM, id, null, next, prepareText(next))) }
    if (state === 'restricted') await revise({ restrictedTeamId: team })
    else if (state === 'draft') await revise({ state: 'draft' })
    else if (state === 'scheduled') await revise({ visibleFrom: '2026-06-01T06:00:00.000Z' })
    else if (state === 'ended') await revise({ visibleUntil: '2026-01-02T03:04:06.000Z' })
    else await app.db.transaction().execute((trx) => trashItem(trx, app.now().toISOString(), SYSTEM, id))
  }
  const shared = await keepFile(app, Buffer.from('yhteinen kuva'), 'yhteinen.txt')
  await app.db.transaction().execute((trx) => insertFile(trx, app.now().toISOString(), shared))
  await app.db.insertInto('image').values({ file_id: shared.id, width: 1, height: 1, alt: '', author: '', licence: '', consent_until: null, consent_ended_at: null }).execute()
  parts.push(`/kuvat/${shared.id}`)
  await add(sampleItem({ title: 'Avoin ohje', ownerTeamId: team, files: [{ path: 'yhteinen.png', fileId: shared.id }] }))
  const faulty = { file: { id: shared.id, name: 'yhteinen.txt', mime: 'text/plain', size: 1, pages: 1 }, extraction: 'read', checks: [{ asks: 'title', ok: false, missing: 1 }] }
  await add(sampleItem({ kind: 'document', title: 'Avoin tiedosto', ownerTeamId: team, networkWide: false, municipalityIds: [place], data: faulty }))
  await add(sampleItem({ kind: 'path', title: 'Avoin polku', ownerTeamId: team, data: { intro: '', steps: [{ step: 'Ensin', tasks: STATES.map((state, at) => ({ id: `T${at + 1}`, task: `Tehtävä ${at}`, responsible: 'uusi työntekijä', due_days_from_start: 2, linked_item: `${WORD[state].toUpperCase()}-GUIDE`, required: true, applies_to: 'kaikki' })) }] } }))
  const openNotice = await add(sampleItem({ kind: 'notice', title: 'Avoin tiedote', noticeType: 'news', reviewMonths: 0, ownerTeamId: team }))

  for (const state of STATES) {
    const word = WORD[state], at = app.now().toISOString(), kept = await keepFile(app, Buffer.from(`${word} tiedostossa`), 'liite.txt')
    await app.db.transaction().execute((trx) => insertFile(trx, at, kept))
    for (const kind of KINDS) {
      const data = kind === 'template' ? { ...template, title: `${word} template` } : kind === 'document' ? faulty : kind !== 'path' ? null
        : { intro: word, steps: [{ step: 'Ensin', tasks: [{ id: 'T1', task: word, responsible: 'uusi työntekijä', due_days_from_start: 2, linked_item: `${word.toUpperCase()}-GUIDE`, required: true, applies_to: 'kaikki' }] }] }
      const input = sampleItem({ kind, externalId: `${word.toUpperCase()}-${kind.toUpperCase()}`, title: `${word} ${kind}`, body: `${word} alku.\n\n## ${word} osa\n\n{{kuntaliite: maksut | hinnat}} {{tieto:puhelin}}`, ownerTeamId: team, networkWide: kind !== 'qa', municipalityIds: kind === 'qa' ? [place] : [], subjects: [{ label: `${word} aihe` }], noticeType: kind === 'notice' ? 'news' : null, reviewMonths: 3, data, files: kind === 'guide' ? [{ path: 'liite.txt', fileId: kept.id }, { path: 'yhteinen.png', fileId: shared.id }] : kind === 'document' ? [{ path: 'tiedosto', fileId: kept.id }] : [] })
      if (kind === 'qa') {
        const picture = await keepFile(app, Buffer.from(`${word} kysymyksessä`), 'kysymys.txt')
        await app.db.transaction().execute((trx) => insertFile(trx, at, picture))
        input.files = [{ path: 'kysymys.txt', fileId: picture.id }]
        parts.push(`/tiedosto/${picture.id}/kysymys.txt`)
      }
      if (kind === 'qa') input.ownerTeamId = await app.db.transaction().execute((trx) => ensureTeam(trx, `${word}n tiimi`)) // a team without people
      const id = await add(input)
      input.body += `\n\nLisäys ${word}.`
      await app.db.transaction().execute((trx) => reviseItem(trx, at, SYSTEM, id, null, { ...input, summary: `Lisättiin ${word}` }, prepareText(input)))
      await tellFollowers(app)
      if (kind === 'guide') {
        const asked = await inside.agent.post('/kysymykset').type('form').send({ kysymys: `Mitä ${word} tarkoittaa käytännössä?`, tiimi: String(team), sivu: String(id), haku: '' })
        parts.push(asked.headers['location']!.split('?')[0]!, `/tiedosto/${kept.id}/liite.txt`, `/kuvat/${kept.id}`)
        await own.post(`/sivu/${id}/ehdota`).type('form').send({ versio: '2', teksti: `${word} ehdotus tekstiksi.`, perustelu: 'Koska', nimi: '1' })
        await inside.agent.post(`/sivu/${id}/kuitattavaksi`).type('form').send({ koskee: 'verkosto', maara: '2026-01-19', sailytys: '12' })
        await app.db.transaction().execute((trx) => openTask(trx, at, { personId: outsider }, { key: `työ ${id}`, message: 'upkeep.review', values: { title: word }, href: `/sivu/${id}/tarkista`, itemId: id }))
        await app.db.insertInto('follow').values({ person_id: outsider, target: 'item', value: String(id), since: at }).execute()
        await app.db.insertInto('image').values({ file_id: kept.id, width: 1, height: 1, alt: word, author: '', licence: '', consent_until: null, consent_ended_at: null }).execute()
        await app.db.insertInto('notice_target').values({ notice_id: openNotice, item_id: id }).execute()
      }
      if (kind === 'qa') {
        const { id: approval } = await app.db.insertInto('approval').values({ item_id: id, lang: 'fi', base: 2, fields: JSON.stringify({ otsikko: word, teksti: word, versio: '2' }), state: 'open', asked_by: inside.personId, asked_at: at, team_id: check, wait_days: 3, due_at: '2026-01-09T03:04:05.000Z', closed_at: null, closed_by: null, reason: '' }).returning('id').executeTakeFirstOrThrow()
        await app.db.insertInto('approval_team').values({ approval_id: approval, team_id: check }).execute()
        parts.push(`/hyvaksynta/${approval}`)
      }
      if (kind === 'template') {
        await app.db.insertInto('saved_message').values({ item_id: id, title: word, input: '{}', number: 1, owner_id: inside.personId, shared_person_id: outsider, shared_team_id: null, changed_by: null, created_at: at, changed_at: at }).execute()
        await app.db.insertInto('translation_order').values({ item_id: id, municipality_id: elsewhere, languages: '["sv"]', reason: '', texts: word, ordered_by: outsider, ordered_at: at, answer: null, closed_at: null, closed_by: null }).execute()
      }
      await hide(id, input, state)
      if (kind === 'guide') {
        const inDraft = await keepFile(app, Buffer.from(`${word} luonnoksessa`), 'luonnos.txt')
        await app.db.transaction().execute((trx) => insertFile(trx, at, inDraft))
        const { id: draft } = await app.db.insertInto('draft').values({ person_id: inside.personId, item_id: id, lang: 'fi', base: 2, fields: JSON.stringify({ otsikko: word, teksti: word, versio: '2' }), created_at: at, saved_at: at, share_token: word.padEnd(43, 'x') }).returning('id').executeTakeFirstOrThrow()
        await app.db.insertInto('draft_file').values({ draft_id: draft, path: 'luonnos.txt', file_id: inDraft.id }).execute()
        parts.push(`/tiedosto/${inDraft.id}/luonnos.txt`, `/luonnos/${word.padEnd(43, 'x')}`)
        // so many that a list of them has another page
        await app.db.insertInto('question').values(Array.from({ length: 60 }, (_, n) => ({ asker_id: null, team_id: team, item_id: id, text: `${word} ${n}?`, search: '', lang: 'fi', state: 'open' as const, created_at: at, settled_at: null, settled_by: null, found_at: null }))).execute()
      }
      if (kind === 'practice' || kind === 'document') for (let n = 0; n < (kind === 'practice' ? 1 : 60); n++) {
        const many = { ...input, externalId: null, title: `${word} ${n}`, files: [], ...(kind === 'practice' ? { ownerTeamId: check, title: 'Oman tiimin sivu', body: 'Teksti.', subjects: [] } : { networkWide: false, municipalityIds: [place] }) }
        await hide(await add(many, SYSTEM, kind === 'document'), many, state)
      }
      // what two conditions hide, and what is her own
      const also = { ...input, externalId: null, title: `${word} toinen`, restrictedTeamId: team, files: [], data: null }
      if (kind === 'notice' && state !== 'restricted') await hide(await add(also), also, state)
      if (kind === 'notice' && state !== 'scheduled') await hide(await add({ ...also, visibleUntil: '2026-01-02T03:04:06.000Z', restrictedTeamId: null }), { ...also, visibleUntil: '2026-01-02T03:04:06.000Z', restrictedTeamId: null }, state === 'ended' ? 'restricted' : state)
      if (kind === 'guide') await add({ ...also, state: 'draft' }, { ...SYSTEM, id: outsider })
      if (kind === 'guide') await hide(await add({ ...also, restrictedTeamId: null, state: 'draft' }), { ...also, restrictedTeamId: null, state: 'draft' }, 'trashed')
    }
  }
  moveClock('2026-01-02T03:09:05.000Z')
  await catchUpSearch(app)
  await readSuggestions(app)
  return { app, site, outsider, ids, parts }
}
