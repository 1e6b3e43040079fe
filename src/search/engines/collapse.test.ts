import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FACETS, noFilters, type Audience, type Facet, type Filters, type Found } from '../search-engine.ts'
import { Collapse } from './collapse.ts'
import { KnownSections } from './known-sections.ts'

const audience: Audience = { audiences: ['all'], now: '2026-06-01' }
const LANGS = ['fi', 'sv', 'en'], KINDS = ['guide', 'practice'], PLACES = ['inari', 'salla'], ROLES = ['a', 'b']
const some = (values: string[]) => fc.subarray(values)
const anyItem = fc.record({
  audience: fc.constantFrom('all', 'all', 'all', 'team:1'), kind: fc.constantFrom(...KINDS), municipalities: fc.oneof({ weight: 9, arbitrary: some(['salla']) }, { weight: 1, arbitrary: fc.constant(PLACES) }), roles: some(ROLES), visibleFrom: fc.constantFrom(null, null, '2026-01-01', '2027-01-01'),
  freshAt: fc.constantFrom('2025-01-01', '2026-01-01', '2026-02-01'), sections: fc.array(fc.record({ lang: fc.constantFrom(...LANGS), score: fc.constantFrom(0, 0, 1, 5, 9) }), { minLength: 1, maxLength: 4 }),
})
const anyFilters = fc.record({ kind: some(KINDS), municipality: some(PLACES), role: some(ROLES), language: some(LANGS), subject: fc.constant([] as string[]) })
type Item = typeof anyItem extends fc.Arbitrary<infer One> ? One : never

test('whatever is found, the items are counted, narrowed and put in order as one would by hand', () => {
  fc.assert(fc.property(fc.array(anyItem, { maxLength: 40, size: 'max' }), anyFilters, fc.constantFrom('', 'inari'), fc.integer({ min: 1, max: 4 }), (items, filters, municipality, most) => {
    const known = new KnownSections(), scored: { id: number; score: number }[] = [], plain: number[] = []
    for (const [index, item] of items.entries()) {
      const number = known.item({
        item_id: index + 1, version: 1, audience: item.audience, kind: item.kind, network_wide: item.municipalities.length === 0 ? 1 : 0, municipalities: JSON.stringify(item.municipalities),
        roles: JSON.stringify(item.roles), subjects: '[]', visible_from: item.visibleFrom, visible_until: null, fresh_at: item.freshAt,
      })
      for (const [position, { lang, score }] of item.sections.entries()) {
        const id = (index + 1) * 10 + position
        known.set(id, number, lang, position, '')
        if (score > 0) scored.push({ id, score })
        else plain.push(id)
      }
    }
    const collapse = new Collapse(known, audience)
    for (const { id, score } of scored.toSorted((one, other) => other.score - one.score)) collapse.add(id, score)
    collapse.addAll([...plain, 9999])
    const found = collapse.found({ filters, prefer: { lang: 'sv', municipality } }, most), expected = byHand(items, filters)
    expect({ ...found, hits: found.hits.map(({ itemId }) => itemId) }).toEqual({ ...expected, hits: inOrder(items, expected.hits, municipality).slice(0, most) })
    for (const { itemId, lang } of found.hits) {
      const open = items[itemId - 1]!.sections.map((section) => section.lang).filter((one) => filters.language.length === 0 || filters.language.includes(one))
      expect(lang).toBe(open.includes('sv') ? 'sv' : lang)
      expect(open).toContain(lang)
    }
  }), { numRuns: 400 })
})

/** Items are named by their place from 1 on. */
function byHand(items: Item[], filters: Filters): Omit<Found, 'hits'> & { hits: number[] } {
  const visible = items.map((item, index) => ({ ...item, itemId: index + 1, isNetwork: item.municipalities.length === 0 })).filter((item) => item.audience === 'all' && (item.visibleFrom ?? '') <= audience.now)
  const valuesOf = (item: (typeof visible)[number], facet: Facet) => ({ kind: [item.kind], municipality: item.municipalities, role: item.roles, subject: [], language: [...new Set(item.sections.map(({ lang }) => lang))] })[facet]
  const passes = (item: (typeof visible)[number], facet: Facet) => filters[facet].length === 0 || (facet === 'municipality' && item.isNetwork) || valuesOf(item, facet).some((value) => filters[facet].includes(value))
  const passing = (except?: Facet) => visible.filter((item) => FACETS.every((facet) => facet === except || passes(item, facet)))
  const facets = Object.fromEntries(FACETS.map((facet) => {
    const counts = new Map<string, number>(), counted = passing(facet)
    for (const item of counted) for (const value of facet === 'municipality' && item.isNetwork ? [] : valuesOf(item, facet)) counts.set(value, (counts.get(value) ?? 0) + 1)
    const more = facet === 'municipality' ? counted.filter(({ isNetwork }) => isNetwork).length : 0
    return [facet, [...counts].map(([value, count]) => ({ value, count: count + more })).sort((one, other) => other.count - one.count || (one.value < other.value ? -1 : 1))]
  })) as Found['facets']
  const anywhere = passing('municipality')
  return { total: passing().length, hits: passing().map(({ itemId }) => itemId), facets, anywhere: anywhere.length, networkWide: anywhere.filter(({ isNetwork }) => isNetwork).length }
}

function inOrder(items: Item[], ids: number[], municipality: string): number[] {
  const scoreOf = (id: number) => {
    const [best = 0, ...further] = items[id - 1]!.sections.map(({ score }): number => score).filter((score) => score > 0).sort((one, other) => other - one)
    return best + further.reduce((sum, score) => sum + score * 0.1, 0)
  }
  const bestOf = (id: number) => Math.max(...items[id - 1]!.sections.map(({ score }) => score)), first = ids.toSorted((one, other) => bestOf(other) - bestOf(one) || one - other)[0] ?? 0, highest = first > 0 ? scoreOf(first) : 0
  const rank = (id: number) => (highest > 0 ? Math.round((scoreOf(id) / highest) * 200) : 0), own = (id: number) => Number(items[id - 1]!.municipalities.includes(municipality)), fresh = (id: number) => items[id - 1]!.freshAt
  return ids.toSorted((one, other) => rank(other) - rank(one) || own(other) - own(one) || (fresh(one) === fresh(other) ? one - other : fresh(one) < fresh(other) ? 1 : -1))
}

test('an index of more than eight languages says so instead of mixing them up', () => {
  const known = new KnownSections(), item = known.item({ item_id: 1, version: 1, audience: 'all', kind: 'guide', network_wide: 1, municipalities: '[]', roles: '[]', subjects: '[]', visible_from: null, visible_until: null, fresh_at: '' })
  for (let n = 1; n <= 8; n++) known.set(n, item, `l${n}`, 0, '')
  expect(known.get(8)).toMatchObject({ lang: 'l8', item: { itemId: 1 } })
  expect(() => { known.set(9, item, 'l9', 0, '') }).toThrow('more than 8 languages')
})

test('an item that was saved again has other facts; its old sections keep theirs', () => {
  const known = new KnownSections(), row = { item_id: 1, version: 1, audience: 'all', kind: 'guide', network_wide: 1 as const, municipalities: '[]', roles: '[]', subjects: '[]', visible_from: null, visible_until: null, fresh_at: '' }
  const before = known.item(row), same = known.item(row), after = known.item({ ...row, version: 2, audience: 'team:1' })
  known.set(1, before, 'fi', 0, '')
  known.set(2, after, 'fi', 0, '')
  expect([same === before, known.get(1)!.item.values.audience, known.get(2)!.item.values.audience]).toEqual([true, 'all', 'team:1'])
  const count = (audiences: string[]) => {
    const collapse = new Collapse(known, { ...audience, audiences })
    collapse.addAll([1, 2])
    return collapse.found({ filters: noFilters(), prefer: { lang: 'fi', municipality: '' } }, 5).total
  }
  expect([count(['all']), count(['team:1']), count([])]).toEqual([1, 1, 0])
})
