import { expect, test } from 'vitest'
import { addPerson, signedIn } from '../testing/sign-in.ts'
import { testApp } from '../testing/test-app.ts'

test('I-5: % and _ in a filter are letters like any other, and only the known orders sort', async () => {
  const { app, site } = await testApp(), { agent } = await signedIn(app, site, { role: 'admin', name: 'Ylläpitäjä' })
  await addPerson(app, { name: 'Sata % varma' })
  await addPerson(app, { name: 'Ala_viiva' })
  const names = async (q: string) => {
    const { text } = await agent.get('/hallinta/henkilot').query({ haku: q }).expect(200)
    return ['Ylläpitäjä', 'Sata % varma', 'Ala_viiva'].filter((name) => text.includes(`>${name}</a>`))
  }
  expect(await names('%')).toEqual(['Sata % varma'])
  expect(await names('_')).toEqual(['Ala_viiva'])
  expect(await names("' or 1=1 --")).toEqual([])
  for (const order of ['password', "nimi'", 'id desc', 'nimi,email']) await agent.get('/selaa').query({ jarjestys: order }).expect(400)
  await agent.get('/selaa').query({ jarjestys: 'nimi' }).expect(200)
})
