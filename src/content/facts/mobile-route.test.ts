import { expect, test } from 'vitest'
import { readValue, showValue } from './fact-types.ts'

const TYPED = 'ti parilliset 12-13 Näätämö, kauppa\nMa 10.00 - 10.30 Sevettijärvi, koulu\nma 9–9.45 Nellim\nke–to viikot 2,6, 10-14 9–10 Partakko\n24.12.2026 – 6.1.2027 ei ajeta'
const KEPT = 'ti parilliset viikot 12.00–13.00 Näätämö, kauppa\nma 10.00–10.30 Sevettijärvi, koulu\nma 9.00–9.45 Nellim\nke–to viikot 2, 6, 10–14 9.00–10.00 Partakko\n24.12.2026–6.1.2027 ei ajeta'

test('a route is kept as its lines, a stop on each', () => {
  expect(readValue('route', TYPED)).toEqual({ ok: true, value: KEPT })
  expect(readValue('route', KEPT)).toEqual({ ok: true, value: KEPT })
})

test('it is shown day by day in the order of the clock, in the reader’s language; days without a tour are told three weeks ahead', () => {
  const shown = showValue('route', KEPT, '2026-12-06')
  expect(shown.fi.split('\n')).toEqual([
    'ma: 9–9.45 Nellim; 10–10.30 Sevettijärvi, koulu', 'ti (parilliset viikot): 12–13 Näätämö, kauppa', 'ke–to (viikot 2, 6, 10–14): 9–10 Partakko', 'ei ajeta 24.12.–6.1.',
  ])
  expect(shown.sv.split('\n').slice(1)).toEqual(['tis (jämna veckor): 12–13 Näätämö, kauppa', 'ons–tors (veckorna 2, 6, 10–14): 9–10 Partakko', 'ingen tur 24.12.–6.1.'])
  expect(shown.en.split('\n').slice(1)).toEqual(['Tue (even weeks): 12–13 Näätämö, kauppa', 'Wed–Thu (weeks 2, 6, 10–14): 9–10 Partakko', 'no tour 24.12.–6.1.'])
  expect(showValue('route', KEPT, '2026-11-25').fi).not.toContain('ei ajeta')
  expect(showValue('route', KEPT, '2027-01-07').fi).not.toContain('ei ajeta')
})

test.each([
  ['ma Sevettijärvi', 'facts.route.line'], ['10–11 Sevettijärvi', 'facts.route.line'], ['ma 10–11', 'facts.route.line'], [`ma 10–11 ${'x'.repeat(121)}`, 'facts.route.line'], ['ma 23–1 Ivalo', 'facts.hours.pastMidnight'],
  ['ma 10–25 Ivalo', 'facts.hours.time'], ['ma 10.75–11 Ivalo', 'facts.hours.time'], ['ma viikot 2 6 10–11 Ivalo', 'facts.route.weeks'], ['ma viikot 54 10–11 Ivalo', 'facts.route.weeks'], ['ma viikot 6–2 10–11 Ivalo', 'facts.route.weeks'],
  ['ma 10–11 Ivalo\nma–ke 10.30–12 Nellim', 'facts.route.overlap'], ['ma parilliset 10–11 Ivalo\nma viikot 3, 4 10–11 Nellim', 'facts.route.overlap'], ['ma 10–11 Ivalo\n31.2.2026 ei ajeta', 'facts.hours.date'],
  ['ma 10–11 Ivalo\n3.1.2026–1.1.2026 ei ajeta', 'facts.hours.range'], ['24.12.2026 ei ajeta', 'facts.route.none'],
])('%j is refused with the reason and its line: %s', (text, problem) => {
  expect(readValue('route', text)).toEqual({ ok: false, problem, line: problem === 'facts.route.none' ? 1 : text.split('\n').length })
})

test('in other weeks, or one after the other, a bus may be at two stops', () => {
  for (const text of ['ma parilliset 10–11 Ivalo\nma parittomat 10–11 Nellim', 'ma viikot 1, 3 10–11 Ivalo\nma parilliset 10–11 Nellim', 'ma 10–11 Ivalo\nma 11–12 Nellim']) expect(readValue('route', text)).toMatchObject({ ok: true })
})
