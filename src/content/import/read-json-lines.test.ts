import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readJsonLines } from './read-json-lines.ts'
import { readLines } from './read-lines.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'laavu-lines-'))
afterAll(() => { rmSync(folder, { recursive: true }) })
const file = path.join(folder, 'sivut.jsonl')
const entries = async (content: string | Buffer) => { writeFileSync(file, content); return Array.fromAsync(readJsonLines(file)) }

test('each line is a page, in the words of this format and of its older one', async () => {
  const found = await entries([
    '{"id":"A","title":"Kortti","body":"Teksti","lang":"fi","kind":"guide","municipality":"Inari","subjects":["kortit"]}', '',
    '{"id":7,"body_md":"# Otsikko\\r\\n\\r\\nTeksti","type":"ohje","date":"04/14/2021","licence":null}\r', '{"id":"A","title":"Kort","body":"Text","lang":"sv"}',
  ].join('\n'))
  expect(found).toEqual([
    { page: { where: 'sivut.jsonl:1', externalId: 'A', lang: 'fi', isTranslation: false, summary: null, title: 'Kortti', body: 'Teksti', facts: { kind: 'guide', municipalities: ['Inari'], subjects: [{ label: 'kortit' }] }, files: [] } },
    { page: { where: 'sivut.jsonl:3', externalId: '7', lang: 'fi', isTranslation: false, summary: null, title: 'Otsikko', body: 'Teksti', facts: { kind: 'guide' }, files: [] } },
    { page: { where: 'sivut.jsonl:4', externalId: 'A', lang: 'sv', isTranslation: false, summary: null, title: 'Kort', body: 'Text', facts: {}, files: [] } },
  ])
})

test('a line that cannot be taken is told with its number and the rest goes on', async () => {
  const bad: [string, string][] = [
    ['{"id":"A"', 'Rivi ei ole kelvollista JSONia.'], ['[1]', 'Tiedot eivät ole muotoa nimi: arvo.'], ['null', 'Tiedot eivät ole muotoa nimi: arvo.'], ['{"id":"A"}', 'Sivulla ei ole tekstiä (body).'],
    ['{"body":"a"}', 'Tunnus (id) puuttuu.'], ['{"id":"A","body":["a"]}', 'Sivulla ei ole tekstiä (body).'], ['{"id":["A"],"body":"a"}', 'Tunnus (id) puuttuu tai se on yli 200 merkkiä.'],
    [`{"id":"${'a'.repeat(201)}","body":"a"}`, 'Tunnus (id) puuttuu tai se on yli 200 merkkiä.'], [`{"id":"A","body":"${'a'.repeat(1_000_001)}"}`, 'Teksti on yli megatavun. Jaa se useaan sivuun.'],
    [`{"id":"A","body":"${'a'.repeat(3_100_000)}"}`, 'Rivi on liian pitkä. Sivun teksti saa olla enintään megatavun.'], [`{"id":"A","body":"a","x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, ''],
  ]
  const found = await entries([...bad.map(([line]) => line), '{"id":"B","body":"Viimeinen"}'].join('\n'))
  expect(found.map(({ problem }) => problem?.reason ?? '')).toEqual([...bad.map(([, reason]) => reason), ''])
  expect(found.at(-1)).toMatchObject({ page: { where: `sivut.jsonl:${bad.length + 1}`, title: 'B', body: 'Viimeinen' } })
})

test('bytes that are not UTF-8 spoil one line only', async () => {
  const found = await entries(Buffer.concat([Buffer.from('{"id":"A","body":"p'), Buffer.from([0xe4]), Buffer.from('"}\n{"id":"B","body":"ä"}\n')]))
  expect(found).toMatchObject([{ problem: { where: 'sivut.jsonl:1' } }, { page: { body: 'ä' } }])
})

test('a line without an end is never whole in memory', async () => {
  writeFileSync(file, Buffer.concat([Buffer.alloc(5_000_000, 'a'), Buffer.from('\nb\n\nc')]))
  const lines = (await Array.fromAsync(readLines(file, 1000))).map((line) => line?.toString() ?? null)
  expect(lines).toEqual([null, 'b', '', 'c'])
})
