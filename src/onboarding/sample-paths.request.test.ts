import { beforeAll, expect, test } from 'vitest'
import { addSample } from '../content/import/sample-library.ts'
import { samplePaths } from '../content/import/sample-files.ts'
import { signedIn } from '../testing/sign-in.ts'
import { testApp } from '../testing/test-app.ts'
import { guidesOf } from './guides.ts'
import { pathOf } from './path-definition.ts'

const { app, site } = await testApp()
let reader: Awaited<ReturnType<typeof signedIn>>
beforeAll(async () => {
  await addSample(app)
  reader = await signedIn(app, site, { municipality: 'salla' })
}, 60_000)
const itemOf = (code: string) => app.db.selectFrom('item').innerJoin('item_text', 'item_text.item_id', 'item.id').where('external_id', '=', code).where('lang', '=', 'fi').select(['item.id', 'item.state', 'item.language', 'item.data', 'title']).executeTakeFirstOrThrow()

test.each(samplePaths().map((path) => [path.title, path] as const))('%s is published in Finnish, and each of its tasks has a guide that a reader opens, at the section that is named', async (title, sample) => {
  const item = await itemOf(sample.id), tasks = pathOf(item.data)!.phases.flatMap((phase) => phase.tasks), links = tasks.flatMap(({ link }) => link ?? [])
  expect([item.state, item.language, item.title]).toEqual(['published', 'fi', title])
  expect(links).toHaveLength(tasks.length)
  const guides = await guidesOf(app.db, { id: reader.personId, locale: 'fi' }, app.now().toISOString(), links)
  expect(links.filter((link) => !guides.has(link))).toEqual([])
  expect([...guides.values()].filter(({ minutes, title: name, lang }) => minutes < 1 || name === '' || lang !== null).map(({ href }) => href)).toEqual([])
  const page = (await reader.agent.get(`/perehdytys/polku/${item.id}`)).text
  for (const task of tasks) expect(page).toContain(task.title.replaceAll('"', '&quot;').replaceAll("'", '&#x27;'))
  expect(page).not.toContain('Ohje puuttuu')
})

test('the long path goes from before the first day to three months, the short one from before the first day to the last', () => {
  const [long, short] = samplePaths().map(({ steps }) => steps.map(({ step, tasks }) => [step, tasks.length > 0]))
  expect(long).toEqual([['Ennen ensimmäistä päivää', true], ['Ensimmäinen viikko', true], ['Kolme ensimmäistä kuukautta', true]])
  expect([short![0]![0], short!.at(-1)![0], short!.every(([, some]) => some)]).toEqual(['Ennen ensimmäistä päivää', 'Viimeinen päivä', true])
  expect(samplePaths()[1]!.title).toMatch(/sijais|kesä/i)
})
