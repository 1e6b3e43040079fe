import { expect, test } from 'vitest'
import { browser, signedIn } from '../testing/sign-in.ts'
import { testApp } from '../testing/test-app.ts'

const { app, site } = await testApp()

test('what is not in the menu is one link away for every reader, at the foot of each page: questions, facts, the week, all acts, following and her own work', async () => {
  const { agent } = await signedIn(app, site)
  for (const page of ['/', '/oma', '/kuka-auttaa']) {
    const more = /<nav[^>]*aria-label="Lisää">([\s\S]*?)<\/nav>/.exec((await agent.get(page)).text)![1]!, links = [...more.matchAll(/href="([^"]+)"/g)].map(([, href]) => href!)
    expect([page, links]).toEqual([page, ['/kysymykset', '/tiedot', '/viikko', '/tapahtumat', '/seuranta', '/oma/tyot']])
    for (const link of links) expect([link, (await agent.get(link)).status]).toEqual([link, 200])
  }
  expect((await browser(site).get('/kirjaudu')).text).not.toContain('/kysymykset')
})
