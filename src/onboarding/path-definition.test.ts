import { expect, test } from 'vitest'
import { samplePaths } from '../content/import/sample-files.ts'
import { isFor, pathOf, rolesIn, type PathTask } from './path-definition.ts'

const task = { id: 'V05', task: 'Käykää läpi turvakielto', responsible: 'perehdyttäjä', due_days_from_start: 2, linked_item: 'ASP-05',
  required: true, applies_to: 'asiakaspalvelu' }
const read = (...tasks: object[]) => pathOf(JSON.stringify({ intro: '', steps: [{ step: 'Ensimmäinen viikko', tasks }] }))
const first = (different: object) => read({ ...task, ...different })?.phases[0]?.tasks[0]

test('a task is read with its doers in a fixed order, its day and its guide', () => {
  expect(first({ responsible: 'Uusi työntekijä + esihenkilö' })).toEqual<PathTask>({
    id: 'V05', title: 'Käykää läpi turvakielto', why: '', doers: ['supervisor', 'employee'], dueDays: 2, link: 'ASP-05', required: true,
    audience: { role: 'asiakaspalvelu' },
  })
  expect(first({ linked_item: '', why: 'Virhe voi vaarantaa asiakkaan.' })).toMatchObject({ link: null, why: 'Virhe voi vaarantaa asiakkaan.' })
})

test.each([
  ['kaikki', { everyone: true }], ['saamelaisten kotiseutualueen kunnat', { sami: true }], ['Kirjastoautot', { role: 'kirjastoauto' }],
  ['asiakaspalvelu', { role: 'asiakaspalvelu' }],
])('"%s" says whom a task is for', (words, audience) => expect(first({ applies_to: words })?.audience).toEqual(audience))

test('a path is cut to the work and the area of the new employee', () => {
  const tasks = [first({}), first({ applies_to: 'kaikki' }), first({ applies_to: 'saamelaisten kotiseutualue' })].map((one) => one!)
  const cut = (roles: string[], sami: boolean) => tasks.map((one) => isFor(one, { roles, sami }))
  expect(cut([], false)).toEqual([false, true, false])
  expect(cut(['asiakaspalvelu', 'kirjastoauto'], false)).toEqual([true, true, false])
  expect(cut(['kirjastoauto'], true)).toEqual([false, true, true])
})

test.each([
  ['no data', null], ['no JSON object', '[]'], ['no steps', '{}'], ['no tasks', '{"steps":[{"step":"Alku","tasks":[]}]}'],
])('an item with %s is no path, only a text', (_what, data) => expect(pathOf(data)).toBeNull())

test.each([{ responsible: 'kunta' }, { due_days_from_start: 1.5 }, { due_days_from_start: 4000 }, { task: '' },
  { required: 'kyllä' }])('a task with %j makes the whole path unreadable', (wrong) => {
  expect(first({})).toBeDefined()
  expect(first(wrong)).toBeUndefined()
})

test('the paths of the sample library are read whole', () => {
  for (const path of samplePaths()) expect(pathOf(JSON.stringify(path))?.phases.map(({ title, tasks }) => [title, tasks.length]))
    .toEqual(path.steps.map(({ step, tasks }) => [step, tasks.length]))
  const [sample] = samplePaths(), path = pathOf(JSON.stringify(sample))!
  expect(path.phases.flatMap(({ tasks }) => tasks.map(({ doers }) => doers.join(' + '))).filter((doers) => doers === 'supervisor + employee')).toHaveLength(1)
  expect(rolesIn(path)).toContain('asiakaspalvelu')
})
