import { expect, test } from 'vitest'
import { networkStage } from '../fixtures/network-stage.ts'

const strip = (html: string) => html.replace(/<svg.*?<\/svg>/g, '').replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
const FI = '## Uusi kortti\n\nUusi kortti maksaa {{fakta: kortin_hinta}}. Soita {{fakta: puhelin}}.\n\n{{kuntaliite: Maksaminen | millä voi maksaa}}'
const SV = '## Nytt kort\n\nEtt nytt kort kostar {{fakta: kortin_hinta}}. Ring {{fakta: puhelin}}.\n\n{{kuntaliite: Maksaminen | hur man betalar}}'
const PLACES = { inari: ['2,00 €', '016 111 111'], salla: ['3,50 €', '016 222 222'], tornio: ['4,00 €', '016 333 333'] } as const
type Slug = keyof typeof PLACES

test('one guide about fees serves Inari, Salla and Tornio with their own prices and phone numbers, in Finnish and Swedish; a price changes once and is right everywhere', async () => {
  const { db, save, revise, fact, as } = await networkStage(), slugs = Object.keys(PLACES) as Slug[]
  await fact('kortin_hinta', 'price', 'Uuden kortin hinta')
  await fact('puhelin', 'phone')
  const guide = await save({ title: 'Maksut', body: FI }), other = await save({ title: 'Kadonnut kortti', body: 'Uudesta kortista peritään {{fakta: kortin_hinta}}.' })
  await revise(guide, SV, { title: 'Avgifter', lang: 'sv' })

  // each contact person gives what is her municipality's, once, in forms of the pages
  const contacts = Object.fromEntries(await Promise.all(slugs.map(async (slug) => [slug, (await as('contact', slug)).agent] as const))) as Record<Slug, Awaited<ReturnType<typeof as>>['agent']>
  const give = (slug: Slug, name: string, arvo: string, alkaen: string) => contacts[slug].post(`/tiedot/${name}?paikka=${slug}`).type('form').send({ arvo, alkaen })
  for (const slug of slugs) {
    for (const [at, name] of (['kortin_hinta', 'puhelin'] as const).entries()) expect((await give(slug, name, PLACES[slug][at]!, '1.1.2026')).status).toBe(303)
    for (const [kieli, teksti] of [['fi', `Kortilla tai käteisellä, ${slug}. Uusi kortti {{fakta: kortin_hinta}}.`], ['sv', `Med kort eller kontant, ${slug}. Nytt kort {{fakta: kortin_hinta}}.`]] as const)
      expect((await contacts[slug].post(`/sivu/${guide}/liite/maksaminen?kunta=${slug}&kieli=${kieli}`).type('form').send({ teksti, versio: '0', toiminto: 'tallenna', vastaa: '' })).status).toBe(303)
  }

  const readers = Object.fromEntries(await Promise.all(slugs.map(async (slug) => [slug, await as('reader', slug)] as const))) as Record<Slug, Awaited<ReturnType<typeof as>>>
  const article = (html: string) => strip(/<article[\s\S]*?<\/article>/.exec(html)![0])
  async function seen(slug: Slug, price: string) {
    const { agent, personId } = readers[slug], phone = PLACES[slug][1]
    await db.updateTable('person').set({ locale: 'fi' }).where('id', '=', personId).execute()
    expect(article((await agent.get(`/sivu/${guide}-maksut`)).text)).toMatch(new RegExp(`Uusi kortti maksaa ${price} *\\. Soita ${phone}[\\s\\S]*Kortilla tai käteisellä, ${slug}\\. Uusi kortti ${price}`))
    expect(article((await agent.get(`/sivu/${other}-kadonnut-kortti`)).text)).toContain(`peritään ${price}`)
    await db.updateTable('person').set({ locale: 'sv' }).where('id', '=', personId).execute()
    const swedish = await agent.get(`/sivu/${guide}-avgifter`)
    expect(article(swedish.text)).toMatch(new RegExp(`Ett nytt kort kostar ${price} *\\. Ring ${phone}[\\s\\S]*Med kort eller kontant, ${slug}\\. Nytt kort ${price}`))
    expect(swedish.text).toMatch(/<article[^>]* lang="sv"/)
    for (const foreign of slugs.filter((one) => one !== slug)) expect(article(swedish.text)).not.toContain(PLACES[foreign][1])
  }
  for (const slug of slugs) await seen(slug, PLACES[slug][0])

  expect((await give('salla', 'kortin_hinta', '5 €', '2.1.2026')).status).toBe(303)
  await seen('inari', '2,00 €')
  await seen('salla', '5,00 €')
  await seen('tornio', '4,00 €')
  const compared = strip((await contacts.inari.get(`/sivu/${guide}/kunnat`)).text)
  expect(compared).toMatch(/Salla[\s\S]*Uusi kortti 5,00 €/)
  expect(compared).not.toContain('3,50 €')
})
