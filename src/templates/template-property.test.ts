import { beforeAll, expect, test } from 'vitest'
import { loadMunicipalities } from '../people/load-municipalities.ts'
import { openDatabase } from '../platform/database/open.ts'
import { migrate } from '../platform/database/migrate.ts'
import { CHANNEL_RULES, CHANNELS } from './channels.ts'
import { fillTemplate } from './fill-template.ts'
import { sampleTemplate } from './fixtures/template-site.ts'
import { toHtml } from './message-output.ts'
import { normalizeSms } from './sms.ts'
import type { TemplateDefinition } from './template-definition.ts'
import { loadPlaces, type KnownPlaces } from './template-places.ts'

let places: KnownPlaces
beforeAll(async () => {
  const db = openDatabase(':memory:')
  await migrate(db)
  await loadMunicipalities({ db })
  places = await loadPlaces(db)
})

/** The same stream of numbers for the same seed, so that a failure can be run again. */
function numbers(seed: number) {
  let state = seed
  return (below: number) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return (((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296 * below) | 0
  }
}
const PARTS = [
  '<script>globalThis.ran=1</script>', '"><img src=x onerror=alert(1)>', '{{kunta}}', '{{#jos a}}', '{{/jos}}', '{{muuten}}', '${1+1}', '<%= 1 %>', '\'"&<>', 'https://a.example/?q="><b>', 'čáŋđŧž', 'ääkköset', '😀', '\u202E', '\n', '\r\n\r\n', '  ',
  '- ', 'Bcc: a@b.example', '</p>', '<!--', ']]>', 'javascript:alert(1)', '&amp;', 'a'.repeat(80),
]
const TAGS = ['{{teksti}}', '{{pitka}}', '{{versio}}', '{{linkki}}', '{{kunta.missa}}', '{{paiva.milloin}}', '{{#jos teksti}}', '{{muuten}}', '{{/jos}}', '{{#joka rivit}}- {{osa}} {{ajalta}}\n{{/joka}}', '{{klo}}', '{{jakso}}', '{{jakso.lyhyt}}', '{{valinta}}', '{{kirjasto.mihin}}', '{{puhelin}}', '{{posti}}', '{{luku}}', '{{#jos puhelin}}', '{{rivit.luettelo}}', '{{olematon}}', '{{', '}}']

/** Every text begins with a value, so that it must be in what comes out. */
const VALUE = 'Arvo: {{teksti}} '
const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function randomTemplate(pick: ReturnType<typeof numbers>): TemplateDefinition {
  const text = () => Array.from({ length: 1 + pick(12) }, () => (pick(2) ? TAGS[pick(TAGS.length)]! : `${PARTS[pick(PARTS.length)]!} `)).join('')
  const field = (name: string, more: object) => ({ name, label: name, help: '', required: false, ...more })
  return {
    ...sampleTemplate('T14'), channels: [...CHANNELS],
    fields: [
      field('teksti', { type: 'text' }), field('pitka', { type: 'longtext' }), field('versio', { type: 'text', localized: true }), field('linkki', { type: 'url' }), field('kunta', { type: 'municipality' }), field('paiva', { type: 'date' }),
      field('klo', { type: 'time' }), field('jakso', { type: 'daterange' }), field('kirjasto', { type: 'library' }), field('puhelin', { type: 'phone' }), field('posti', { type: 'email' }), field('luku', { type: 'number' }),
      field('valinta', { type: 'choice', choices: [{ value: 'a', labels: { fi: PARTS[pick(PARTS.length)]!.trim() || '-', en: PARTS[pick(PARTS.length)]!.trim() || '-' } }] }),
      field('rivit', { type: 'rows', columns: [field('osa', { type: 'text' }), field('ajalta', { type: 'daterange' })] }),
    ] as TemplateDefinition['fields'],
    texts: { fi: Object.fromEntries(CHANNELS.map((channel) => [channel, { subject: CHANNEL_RULES[channel].subject ? text() : '', body: VALUE + text() }])), en: { web: { subject: text(), body: VALUE + text() } } },
  }
}
const OURS = /<\/?(?:p|ul|li|br|mark)>|<span lang="fi">|<\/span>|<a href="(?:https?:|mailto:|tel:)[^"<>]*">|<\/a>/g

test('whatever a template and its values hold, the value is in every text as it was typed and escaped in the HTML, which has only our own tags, its lines stay apart, and it is the same each time', () => {
  let shown = 0
  for (let seed = 1; seed <= 400; seed++) {
    const pick = numbers(seed), template = randomTemplate(pick), value = () => Array.from({ length: 1 + pick(4) }, () => PARTS[pick(PARTS.length)]!).join('')
    const input = {
      teksti: value(), pitka: value(), versio: { fi: value(), en: value() }, linkki: pick(2) ? 'https://lapinkirjasto.finna.fi/?a=1&b="' : 'https://a.example/x?y=1&z=2', kunta: places.municipalities[pick(21)]!.slug, paiva: '2026-12-05',
      rivit: Array.from({ length: pick(4) }, () => ({ osa: value(), ajalta: { start: '2026-12-01', end: pick(2) ? '2026-12-04' : value() } })),
      klo: pick(2) ? '9.30' : value(), jakso: { start: '2026-12-01', end: '2027-01-02' }, kirjasto: places.libraries[pick(places.libraries.length)]!.key, puhelin: pick(2) ? '016 000 000' : value(), posti: pick(2) ? 'a@kirjasto.example' : value(), luku: pick(2) ? '12 345,50' : value(), valinta: 'a',
    }
    const first = fillTemplate(template, input, places), again = fillTemplate(structuredClone(template), structuredClone(input), places)
    expect(JSON.stringify(again.channels), `seed ${seed}`).toBe(JSON.stringify(first.channels))
    const typed = first.values.get('teksti'), written = typed?.type === 'text' ? typed.text : ''
    if (written) shown++
    for (const { channel, texts } of first.channels) for (const { message } of texts) {
      if (written) {
        expect(message.text.startsWith(`Arvo: ${channel === 'sms' ? normalizeSms(written) : written}`), `seed ${seed}`).toBe(true)
        expect(message.html, `seed ${seed}`).toContain(`Arvo: ${written.replace(/[&<>"']/g, (sign) => SIGNS[sign]!)}`)
      }
      expect(message.html.replace(OURS, ''), `seed ${seed}`).not.toMatch(/[<>]/)
      expect(message.subject, `seed ${seed}`).not.toMatch(/[\r\n]/)
      expect(toHtml(message.pieces.text), `seed ${seed}`).not.toMatch(/<script|onerror=[^&]*>/)
    }
  }
  expect(shown).toBeGreaterThan(300)
})

test('the check above sees a tag that is not ours', () => {
  expect('<p><b>x</b></p>'.replace(OURS, '')).toMatch(/[<>]/)
  expect('<a href="javascript:x">'.replace(OURS, '')).toMatch(/[<>]/)
})

test('a free text that stands where Finnish asks for an inflected form is told to who fills it in', () => {
  const template = sampleTemplate('T14'), inflected: TemplateDefinition = { ...template, texts: { fi: { ...template.texts.fi, internal: { subject: 'Tieto', body: '{{paattaja}} vuoksi' } } } }
  const codes = (one: TemplateDefinition) => fillTemplate(one, { paattaja: 'johtoryhmä' }, places).problems.filter(({ level }) => level === 'warning').map(({ code, field }) => `${code} ${field}`)
  expect(codes(inflected)).toEqual(['asks-inflected paattaja'])
  expect(codes(template)).toEqual([])
})
