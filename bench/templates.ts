import { loadMunicipalities } from '../src/people/load-municipalities.ts'
import { openDatabase } from '../src/platform/database/open.ts'
import { migrate } from '../src/platform/database/migrate.ts'
import { fillTemplate } from '../src/templates/fill-template.ts'
import { sampleTemplate } from '../src/templates/fixtures/template-site.ts'
import { renderMessage } from '../src/templates/render-message.ts'
import { exampleInput } from '../src/templates/template-input.ts'
import { loadPlaces } from '../src/templates/template-places.ts'

// Texts of templates rendered in a second of one core's time, whatever else the machine does: node bench/templates.ts [seconds]
const SECONDS = Number(process.argv[2] ?? 2)
const db = openDatabase(':memory:')
await migrate(db)
await loadMunicipalities({ db })
const places = await loadPlaces(db), templates = Array.from({ length: 15 }, (_, index) => sampleTemplate(`T${String(index + 1).padStart(2, '0')}`))
const inputs = templates.map((template) => exampleInput(template.fields))

const filled = templates.map((template, index) => fillTemplate(template, inputs[index]!, places))

function measure(run: (round: number) => number) {
  for (let round = 0; round < 60; round++) run(round)
  let count = 0, round = 0
  const began = performance.now(), before = process.cpuUsage()
  while (performance.now() - began < SECONDS * 1000) count += run(round++)
  const { user, system } = process.cpuUsage(before)
  return Math.round(count / ((user + system) / 1_000_000))
}

const forms = measure((round) => {
  fillTemplate(templates[round % 15]!, inputs[round % 15]!, places)
  return 1
})
const texts = measure((round) => {
  const template = templates[round % 15]!, { values } = filled[round % 15]!
  let count = 0
  for (const [language, channels] of Object.entries(template.texts)) for (const [channel, text] of Object.entries(channels)) {
    renderMessage(channel as 'web', text, { fields: template.fields, values, language: language as 'fi' })
    count++
  }
  return count
})
console.table({ 'texts rendered per second': texts, 'whole templates filled per second': forms })
await db.destroy()
