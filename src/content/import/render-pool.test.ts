import { expect, test } from 'vitest'
import { RenderFailed, RenderPool } from './render-pool.ts'

const text = (body: string) => ({ title: 'Otsikko', body, lang: 'fi', files: [] })

test('texts are rendered in workers, each answer to its own question', async () => {
  const pool = new RenderPool(2)
  const rendered = await Promise.all(Array.from({ length: 40 }, (_, i) => pool.render(text(`Teksti *${i}*`))))
  expect(rendered.map(({ html }) => html)).toEqual(Array.from({ length: 40 }, (_, i) => `<p>Teksti <em>${i}</em></p>`))
  await expect(pool.render(text('\0'))).rejects.toThrow(new RenderFailed('content.text.badCharacter'))
  await pool.close()
})

test('a text that a worker dies of costs that text only', async () => {
  const pool = new RenderPool(1)
  const heavy = pool.render(text(`|a|b|\n|-|-|\n${'|x|y|\n'.repeat(160_000)}`))
  const after = [pool.render(text('yksi')), pool.render(text('kaksi'))]
  await expect(heavy).rejects.toThrow(RenderFailed)
  expect((await Promise.all(after)).map(({ html }) => html)).toEqual(['<p>yksi</p>', '<p>kaksi</p>'])
  await pool.close()
})
