import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { AppContext } from '../../context.ts'
import { SYSTEM } from '../../platform/changes/changes.queries.ts'
import { addSampleOwners } from '../../testing/sample-item.ts'
import { testApp } from '../../testing/test-app.ts'
import { itemFiles, itemLists } from '../item-writes.queries.ts'
import { prepareText } from '../prepare-text.ts'
import { reviseItem, trashItem, type ItemInput } from '../save-item.ts'
import { importPath } from './import-path.ts'
import type { ImportProblem } from './source-page.ts'

const place = mkdtempSync(path.join(tmpdir(), 'laavu-import-'))
afterAll(() => { rmSync(place, { recursive: true }) })
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
const PERSON = { id: 1, origin: '', requestId: '' }

let app: AppContext, moveClock: (to: string) => void, source: string, problems: ImportProblem[], count = 0
beforeEach(async () => {
  ({ app, moveClock } = await testApp({ DATA_DIR: path.join(place, 'data') }))
  await addSampleOwners(app.db)
  source = path.join(place, `lahde-${++count}`)
  mkdirSync(source)
})
const write = (name: string, content: string | Buffer) => { mkdirSync(path.dirname(path.join(source, name)), { recursive: true }); writeFileSync(path.join(source, name), content) }
const run = (from = source, options: { sample?: boolean } = {}) => { problems = []; return importPath(app, from, { actor: SYSTEM, onProgress: (_counts, found) => { problems.push(...found) }, ...options }) }
const item = (externalId: string) => app.db.selectFrom('item').where('external_id', '=', externalId).selectAll().executeTakeFirst()
const revisions = async (externalId: string) =>
  app.db.selectFrom('revision').innerJoin('item', 'item.id', 'revision.item_id').where('external_id', '=', externalId).select(['lang', 'number', 'revision.title', 'body', 'html', 'summary', 'author_id']).orderBy('revision.id').execute()

describe('a folder', () => {
  test('comes in with its facts, language versions and pictures, and a second run changes nothing', async () => {
    write('AIN-01.en.md', '---\nid: AIN-01\nlang: en\ntranslation_of: AIN-01\nowner: Joku muu\n---\nText.')
    write('AIN-01.md', '---\nid: AIN-01\ntitle: Kuljetukset\nowner: Rekkukeskus\nreview_months: 6\nroles: [asiakaspalvelu]\nscope: Inari\nsubjects: [kuljetus]\n---\nTeksti ja kuva: ![Laatikko](kuvat/a.png)')
    write('muut/ohje.md', '# Muu ohje\n\n![Sama laatikko](../kuvat/a.png)')
    write('tiedote.md', '---\nkind: tiedote\nvalid_days: 4\n---\n# Tiedote\n\nTeksti.')
    write('kuvat/a.png', PNG)
    expect(await run()).toMatchObject({ created: 4, revised: 0, unchanged: 0, failed: 0 })
    expect(problems).toEqual([])

    const guide = (await item('AIN-01'))!, notice = (await item('tiedote'))!, other = (await item('muut/ohje'))!
    expect(guide).toMatchObject({ kind: 'guide', language: 'fi', network_wide: 0, review_months: 6, owner_team_id: 2, state: 'published', sample: 0, created_by: null })
    expect(await itemLists(app.db, guide.id)).toMatchObject({ municipalities: [2], roles: ['asiakaspalvelu'], goals: [] })
    const files = await itemFiles(app.db, guide.id, 'fi')
    expect(files).toMatchObject((await itemFiles(app.db, other.id, 'fi')).map(({ fileId }) => ({ path: 'kuvat/a.png', fileId })))
    expect((await revisions('AIN-01')).map(({ lang, number, summary }) => ({ lang, number, summary }))).toEqual([{ lang: 'fi', number: 1, summary: 'Tuotu Laavuun.' }, { lang: 'en', number: 1, summary: 'Tuotu Laavuun.' }])
    expect((await revisions('AIN-01'))[0]!.html).toContain(`<img src="/tiedosto/${files[0]!.fileId}/a.png" alt="Laatikko"`)
    expect(notice).toMatchObject({ kind: 'notice', notice_type: 'news', review_months: 0, review_due_at: null, visible_until: '2026-01-06T03:04:05.000Z' })
    const owner = await app.db.selectFrom('team').where('id', '=', notice.owner_team_id).select('name').executeTakeFirst()
    expect(owner).toEqual({ name: 'Tuodut sivut' })

    const changes = await app.db.selectFrom('change').select((row) => row.fn.countAll().as('n')).executeTakeFirst()
    moveClock('2026-03-01T00:00:00.000Z')
    expect(await run()).toMatchObject({ created: 0, revised: 0, unchanged: 4, failed: 0 })
    expect(await app.db.selectFrom('change').select((row) => row.fn.countAll().as('n')).executeTakeFirst()).toEqual(changes)
    expect(await item('tiedote')).toEqual(notice)
  })

  test('a changed source makes a new revision, and what it does not say stays as people have set it', async () => {
    write('a.md', '---\nid: A\n---\nEnsimmäinen.')
    write('b.md', '---\nid: B\n---\nToinen.')
    await run()
    await app.db.updateTable('item').set({ restricted_team_id: 1, owner_team_id: 1, review_months: 24, statutory_task: 'lukemisen edistäminen' }).where('external_id', '=', 'A').execute()
    write('a.md', '---\nid: A\nsummary: Uusi hinta\n---\nMuuttunut.')
    expect(await run()).toMatchObject({ created: 0, revised: 1, unchanged: 1, failed: 0 })
    expect(await item('A')).toMatchObject({ restricted_team_id: 1, owner_team_id: 1, review_months: 24, statutory_task: 'lukemisen edistäminen' })
    write('a.md', '---\nid: A\nreview_months: 3\n---\nMuuttunut taas.')
    await run()
    expect((await revisions('A')).map(({ number, body, summary }) => [number, body, summary]))
      .toEqual([[1, 'Ensimmäinen.', 'Tuotu Laavuun.'], [2, 'Muuttunut.', 'Uusi hinta'], [3, 'Muuttunut taas.', 'Tuotu uudelleen: lähde muuttui.']])
    expect(await item('A')).toMatchObject({ review_months: 3, restricted_team_id: 1 })
  })

  test('a page that people have revised is left alone until its source changes, and then their text stays in the history', async () => {
    write('a.md', '---\nid: A\nowner: Rekkukeskus\n---\nLähteestä.')
    await run()
    const known = (await item('A'))!
    const edited: ItemInput = {
      externalId: 'A', kind: 'guide', lang: 'fi', title: 'a', body: 'Ihmisen korjaama.', summary: 'Korjaus', state: 'published', ownerTeamId: known.owner_team_id, restrictedTeamId: null, networkWide: true,
      municipalityIds: [], roles: [], subjects: [], goals: [], reviewMonths: 12, statutoryTask: null, partOf: null, noticeType: null, visibleFrom: null, visibleUntil: null, data: null, files: [], sample: false,
    }
    await app.db.transaction().execute((trx) => reviseItem(trx, app.now().toISOString(), PERSON, known.id, null, edited, prepareText(edited)))
    expect(await run()).toMatchObject({ revised: 0, unchanged: 1 })
    write('a.md', '---\nid: A\nowner: Rekkukeskus\n---\nLähde muuttui.')
    expect(await run()).toMatchObject({ revised: 1, unchanged: 0 })
    expect((await revisions('A')).map(({ body, author_id }) => [body, author_id])).toEqual([['Lähteestä.', null], ['Ihmisen korjaama.', 1], ['Lähde muuttui.', null]])
  })

  test('everything that cannot be taken is told with its reason, and the rest comes in', async () => {
    writeFileSync(path.join(place, 'salaisuus.md'), 'Salaisuus')
    symlinkSync('../salaisuus.md', path.join(source, 'linkki.md'))
    write('a.md', '---\nid: A\n---\nKuvat: ![a](../salaisuus.md) ![b](/etc/passwd) ![c](ei-ole.png) ![d](huijaus.png) ![e](tyhja.png)')
    write('huijaus.png', '<svg/>')
    write('tyhja.png', '')
    write('kaksi.md', '---\nid: A\n---\nSama tunnus.')
    write('kunta.md', '---\nmunicipality: Tukholma\n---\nTeksti.')
    write('orpo.sv.md', '---\ntranslation_of: PUUTTUU\n---\nText.')
    write('otsikko.md', `---\ntitle: ${'a'.repeat(201)}\n---\nTeksti.`)
    write('merkki.md', 'Teksti\0.')
    write('taulukko.xlsx', 'PK')
    write('rikki.docx', 'PK')
    write('.piilossa/a.md', 'Ei tuoda.')
    write('~$kortti.docx', 'Lukko')
    write(`${'k/'.repeat(22)}syva.md`, 'Teksti.')
    write('viimeinen.md', 'Teksti.')
    const counts = await run()
    expect(counts).toMatchObject({ created: 2, revised: 0, unchanged: 0 })
    expect(problems.map(({ where, reason }) => `${where}: ${reason}`).sort()).toEqual([
      'a.md: Kuvaa huijaus.png ei otettu: se ei ole kuva, jonka selain näyttää.',
      'a.md: Kuvaa tyhja.png ei otettu: se on tyhjä.',
      'a.md: Tiedosto ../salaisuus.md on tuotavan kansion ulkopuolella.',
      'a.md: Tiedostoa ei-ole.png ei löydy.',
      'a.md: Tiedostoon /etc/passwd pitää viitata suhteellisella polulla.',
      'kaksi.md: Sama tunnus ja kieli (A, fi) on tuonnissa jo aiemmin.',
      `${'k/'.repeat(20)}k: Kansioita on sisäkkäin yli 20.`,
      'kunta.md: Kuntaa Tukholma ei tunneta.',
      'linkki.md: Linkki linkki.md vie tuotavan kansion ulkopuolelle.',
      'merkki.md: Tekstissä on merkki, jota ei voi tallentaa. Poista se ja yritä uudelleen.',
      'orpo.sv.md: Alkutekstiä PUUTTUU ei ole, joten kieliversiota ei voi tuoda.',
      'otsikko.md: Otsikossa saa olla enintään 200 merkkiä. Lyhennä sitä.',
      'rikki.docx: Tiedosto ei ole kelvollinen Word-asiakirja (.docx).',
      'taulukko.xlsx: Tätä tiedostomuotoa ei tuoda. Tallenna se esimerkiksi PDF- tai .docx-muotoon.',
    ].sort())
    expect(counts.failed).toBe(problems.length)
    expect((await revisions('A'))[0]!.html).not.toContain('<img')
    expect(await item('viimeinen')).toBeDefined()
  })

  test('a page that waits in the trash is not brought back behind anyone\'s back', async () => {
    write('a.md', '---\nid: A\n---\nEnsin.')
    await run()
    const { id } = (await item('A'))!
    await app.db.transaction().execute((trx) => trashItem(trx, app.now().toISOString(), PERSON, id))
    write('a.md', '---\nid: A\n---\nMuuttunut.')
    expect(await run()).toMatchObject({ revised: 0, failed: 1 })
    expect(problems).toEqual([{ where: 'a.md', reason: 'Sivu on roskakorissa. Palauta se ennen tuontia.' }])
    expect(await item('A')).toMatchObject({ state: 'trashed' })
  })
})

describe('a .jsonl file', () => {
  const lines = (pages: object[]) => { const file = path.join(source, 'sivut.jsonl'); writeFileSync(file, pages.map((page) => JSON.stringify(page)).join('\n')); return file }

  test('comes in by batches, with language versions found across them, and a second run changes nothing', async () => {
    const pages = Array.from({ length: 230 }, (_, i) => ({ id: `P-${i}`, title: `Sivu ${i}`, body: `Teksti ${i}`, lang: 'fi', kind: i % 2 ? 'guide' : 'qa', municipality: i % 3 ? undefined : 'Inari' }))
    const file = lines([...pages, { id: 'P-0', title: 'Page', body: 'Text', lang: 'en' }, { id: 'P-229', title: 'Sida', body: 'Text', lang: 'sv' }])
    expect(await run(file)).toMatchObject({ created: 232, revised: 0, unchanged: 0, failed: 0 })
    expect((await revisions('P-0')).map(({ lang, title }) => [lang, title])).toEqual([['fi', 'Sivu 0'], ['en', 'Page']])
    expect(await item('P-0')).toMatchObject({ language: 'fi', kind: 'qa', network_wide: 0 })
    expect(await run(file)).toMatchObject({ created: 0, revised: 0, unchanged: 232, failed: 0 })
  })

  test('may hold broken lines and a path that is neither is refused', async () => {
    const file = lines([{ id: 'A', body: 'Teksti' }, { id: 'B' }, { id: 'C', body: 'Teksti' }])
    expect(await run(file)).toMatchObject({ created: 2, failed: 1 })
    expect(problems).toEqual([{ where: 'sivut.jsonl:2', reason: 'Sivulla ei ole tekstiä (body).' }])
    await expect(run(path.join(source, 'ei-ole'))).rejects.toThrow('ei löydy')
    write('yksi.md', 'Teksti')
    await expect(run(path.join(source, 'yksi.md'))).rejects.toThrow('anna kansio, .jsonl-tiedosto tai Laavun viemä .zip-tiedosto')
  })

  test('a page that the database refuses costs that page only', async () => {
    const broken = Object.assign(new Error('another process was faster'), { code: 'SQLITE_CONSTRAINT_UNIQUE' })
    const transaction = app.db.transaction.bind(app.db)
    let failures = 2 // the batch, then its first page
    app.db.transaction = () => { if (failures-- > 0) throw broken; return transaction() }
    expect(await run(lines([{ id: 'A', body: 'a' }, { id: 'B', body: 'b' }, { id: 'C', body: 'c' }]))).toMatchObject({ created: 2, failed: 1 })
    expect(problems).toEqual([{ where: 'sivut.jsonl:1', reason: 'Joku muu tallensi samaan aikaan. Aja tuonti uudelleen.' }])
    app.db.transaction = () => { throw new Error('disk full') }
    await expect(run(lines([{ id: 'D', body: 'd' }]))).rejects.toThrow('disk full')
  })
})
