import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Analyser } from '../../language/analyser.ts'
import { noFilters, type Audience, type EngineQuery, type Forms, type IndexItem, type IndexSection, type SearchEngine } from '../search-engine.ts'

const NOW = '2026-06-01T00:00:00.000Z'
const everyone: Audience = { audiences: ['all'], now: NOW }
const team: Audience = { audiences: ['all', 'team:5'], now: NOW }

/** What every engine must do; `create` gives an empty one. */
export function searchEngineContract(name: string, analyser: Analyser, create: () => Promise<SearchEngine>) {
  const forms = (word: string, prefix = false): Forms => ({ word, bases: analyser.queryWord(word).bases, prefix })
  const ask = (words: string[], different: Partial<EngineQuery> = {}): EngineQuery => ({
    terms: words.map((word) => [forms(word)]), need: 'all', also: [], phrases: [], without: [], filters: noFilters(), prefer: { lang: 'fi', municipality: 'inari' }, offset: 0, limit: 20, ...different,
  })
  const section = (text: string, { title = 'Otsikko', heading = '', lang = 'fi', position = 0 } = {}): IndexSection => {
    const own = analyser.fields([title, heading, text].join('\n'), lang as 'fi')
    return { lang, position, anchor: '', heading, title, text, titleBase: analyser.fields(title, lang as 'fi').base, headingBase: analyser.fields(heading, lang as 'fi').base, ...own }
  }
  const item = (itemId: number, sections: IndexSection[], different: Partial<IndexItem> = {}): IndexItem => ({
    itemId, version: 1, analyser: analyser.version, audience: 'all', kind: 'guide', networkWide: true, municipalities: [], roles: [], subjects: [], visibleFrom: null, visibleUntil: null, freshAt: '2026-01-01', sections, ...different,
  })
  const engineWith = async (...items: IndexItem[]) => {
    const engine = await create()
    await engine.put(items)
    return engine
  }
  const idsOf = async (engine: SearchEngine, query: EngineQuery, audience = everyone) => (await engine.find(query, audience)).hits.map((hit) => hit.itemId)
  const ascending = (ids: number[]) => ids.toSorted((a, b) => a - b)
  const check = (what: string, run: () => Promise<void>) => { test(`${name}: ${what}`, run) }

  check('an inflected word finds its other forms and compounds; an absent word finds nothing', async () => {
    const engine = await engineWith(item(1, [section('Kortin myöhästymismaksuista sovitaan.')]), item(2, [section('Sää on hyvä.')]))
    expect(await idsOf(engine, ask(['maksuja']))).toEqual([1])
    expect(await idsOf(engine, ask(['korttia']))).toEqual([1])
    expect(await idsOf(engine, ask(['karhu']))).toEqual([])
  })

  check('all words are wanted, from title and section together; the relaxed step takes any', async () => {
    const engine = await engineWith(item(1, [section('Varaa huone.', { title: 'Kokoustilat' })]), item(2, [section('Huone on lukossa.', { title: 'Avaimet' })]))
    expect(await idsOf(engine, ask(['kokoustila', 'huone']))).toEqual([1])
    expect(await idsOf(engine, ask(['kokoustila', 'huone'], { need: 'any' }))).toEqual([1, 2])
    expect(await idsOf(engine, ask(['karhu'], { need: 'any', also: [[forms('avain')], [forms('lukko'), forms('karhu')]] }))).toEqual([2])
  })

  check('another spelling of a word counts for it, and a beginning finds longer words', async () => {
    const engine = await engineWith(item(1, [section('Saavutettavuus tarkistetaan.')]))
    expect(await idsOf(engine, ask([], { terms: [[forms('saavutetavuus'), forms('saavutettavuus')]] }))).toEqual([1])
    expect(await idsOf(engine, ask([], { terms: [[forms('saavutet', true)]] }))).toEqual([1])
    expect(await idsOf(engine, ask([], { terms: [[forms('saavutet')]] }))).toEqual([])
  })

  check('a phrase needs its words side by side, and a word left out leaves its items out', async () => {
    const engine = await engineWith(item(1, [section('Avoinna joka päivä.')]), item(2, [section('Joka ovi on avoinna tänä päivänä.')]))
    expect(await idsOf(engine, ask([], { phrases: ['avoinna joka'] }))).toEqual([1])
    expect(ascending(await idsOf(engine, ask(['avoinna'])))).toEqual([1, 2])
    expect(await idsOf(engine, ask(['avoinna'], { without: [forms('ovet')] }))).toEqual([1])
  })

  check('a word in the title weighs more than in the text', async () => {
    const engine = await engineWith(item(1, [section('Maksu mainitaan täällä, maksu.', { title: 'Kortti' })]), item(2, [section('Hinnasto.', { title: 'Maksut' })]))
    expect(await idsOf(engine, ask(['maksuja']))).toEqual([2, 1])
  })

  check('among equals the own municipality and then the freshest come first', async () => {
    const text = () => [section('Auton aikataulu.')]
    const engine = await engineWith(
      item(1, text()), item(2, text(), { freshAt: '2026-05-01' }), item(3, text(), { networkWide: false, municipalities: ['inari'] }), item(4, text(), { networkWide: false, municipalities: ['salla'], freshAt: '2026-05-02' }),
    )
    expect(await idsOf(engine, ask(['aikataulu']))).toEqual([3, 4, 2, 1])
  })

  check('an item is one hit with its matching sections, in the reader’s language when that matches too', async () => {
    const engine = await engineWith(item(1, [
      section('Johdanto.'), section('Kortti maksaa.', { position: 1 }), section('Kortti uusitaan. Kortti.', { position: 2 }), section('Ett kort om kortti.', { lang: 'sv' }),
    ]))
    const fi = await engine.find(ask(['kortti']), everyone), sv = await engine.find(ask(['kortti'], { prefer: { lang: 'sv', municipality: '' } }), everyone)
    expect(fi).toMatchObject({ total: 1, hits: [{ itemId: 1, lang: 'fi' }] })
    expect(ascending(fi.hits[0]!.positions)).toEqual([1, 2])
    expect(sv).toMatchObject({ total: 1, hits: [{ itemId: 1, lang: 'sv', positions: [0] }] })
  })

  check('Q-1, C-13: what the audience may not see counts nowhere; who may see it finds it', async () => {
    const text = () => [section('Kultaoja on salainen sana.')]
    const engine = await engineWith(item(1, text(), { audience: 'team:5', kind: 'practice', subjects: ['kulta'], roles: ['esihenkilöt'] }), item(2, [section('Muuta.')]))
    expect(await engine.find(ask(['kultaoja']), team)).toMatchObject({ total: 1, facets: { kind: [{ value: 'practice', count: 1 }], subject: [{ value: 'kulta', count: 1 }] } })
    expect(await engine.find(ask(['kultaoja']), everyone)).toEqual({ total: 0, hits: [], anywhere: 0, networkWide: 0, facets: { kind: [], municipality: [], role: [], language: [], subject: [] } })
    expect(await engine.knows([forms('kultaoja')], everyone)).toEqual(['nowhere'])
    expect(await engine.knows([forms('kultaoja')], team)).toEqual(['seldom'])
    expect(await engine.alternatives('kultaojaa', everyone)).toEqual([])
    expect((await engine.alternatives('kultaojja', team)).map(({ word }) => word)).toContain('kultaoja')
    expect(await engine.alternatives('kultaojja', everyone)).toEqual([])
  })

  check('Q-1: spellings are chosen among the words that the audience sees; likelier ones that others see push none of them out', async () => {
    const others = item(1, [section('Kirjaston karhu, karhut ja karhua. Hääjuhla.')], { audience: 'team:5' })
    const engine = await engineWith(others, item(2, [section('Tarhuu. Haajuhlia.')]))
    const guessed = async (word: string, audience: Audience) => (await engine.alternatives(word, audience)).map(({ word: guess }) => guess)
    expect(await guessed('karhuu', team)).toEqual(['karhua', 'karhut'])
    expect(await guessed('karhuu', everyone)).toEqual(['tarhuu'])
    expect(await guessed('haajuhla', team)).toEqual(['hääjuhla'])
    expect((await guessed('haajuhla', everyone))[0]).toBe('haajuhlia')
  })

  check('Q-7: a word that the audience sees nowhere is not looked for, as if nobody had it; what it begins is', async () => {
    const engine = await engineWith(item(1, [section('Karhu nukkuu.')]), item(2, [section('Karhunvatukka kypsyy.')])), unseen: Forms = { ...forms('karhu'), unseen: true }
    const found = async (terms: Forms[][], need: EngineQuery['need']) => ascending(await idsOf(engine, ask([], { terms, need })))
    for (const need of ['all', 'page', 'any'] as const) {
      expect(await found([[forms('karhu')]], need)).toEqual([1, 2])
      expect(await found([[unseen]], need)).toEqual([])
      expect(await found([[{ ...unseen, prefix: true }]], need)).toEqual([1, 2])
      expect(await found([[unseen, forms('kypsyä')]], need)).toEqual([2])
      expect(await found([[unseen], [forms('kypsyä')]], need)).toEqual(need === 'any' ? [2] : [])
    }
    const query = ask([], { terms: [[unseen], [forms('kypsyä')]], need: 'any' })
    expect(await engine.explain(query, (await engine.find(query, everyone)).hits[0]!)).toMatchObject([{ word: 'karhu', found: [] }, { word: 'kypsyä' }])
  })

  check('an item counts only while it is in force', async () => {
    const engine = await engineWith(item(1, [section('Myrsky tulee.')], { visibleFrom: '2026-06-01T00:00:00.000Z', visibleUntil: '2026-06-02T00:00:00.000Z' }))
    const at = async (now: string) => (await engine.find(ask(['myrsky']), { ...everyone, now })).total
    expect([await at('2026-05-31T23:59:59.999Z'), await at('2026-06-01T00:00:00.000Z'), await at('2026-06-01T23:59:59.999Z'), await at('2026-06-02T00:00:00.000Z'), await at('2026-06-01T12:00:00.000Z')]).toEqual([0, 1, 1, 0, 1])
  })

  check('filters narrow, and each facet is counted as if nothing were chosen in it', async () => {
    const text = () => [section('Kortti.')], own = { networkWide: false }
    const engine = await engineWith(
      item(1, text(), { kind: 'guide', roles: ['viestintä'], ...own, municipalities: ['inari'] }), item(2, text(), { kind: 'qa', ...own, municipalities: ['salla', 'inari'] }),
      item(3, text(), { kind: 'guide', subjects: ['kortit'] }), item(4, [section('Ett kort.', { lang: 'sv' }), section('Kortti.')], { kind: 'qa', ...own, municipalities: ['salla'] }),
    )
    const filtered = async (filters: Partial<EngineQuery['filters']>) => engine.find(ask(['kortti'], { filters: { ...noFilters(), ...filters } }), everyone)
    expect(await filtered({})).toMatchObject({ total: 4, anywhere: 4, networkWide: 1, facets: { kind: [{ value: 'guide', count: 2 }, { value: 'qa', count: 2 }], municipality: [{ value: 'inari', count: 3 }, { value: 'salla', count: 3 }] } })
    const guides = await filtered({ kind: ['guide'] })
    expect(ascending(guides.hits.map((hit) => hit.itemId))).toEqual([1, 3])
    expect(guides).toMatchObject({ total: 2, facets: { kind: [{ value: 'guide', count: 2 }, { value: 'qa', count: 2 }], role: [{ value: 'viestintä', count: 1 }], municipality: [{ value: 'inari', count: 2 }] } })
    expect(ascending((await filtered({ municipality: ['inari'] })).hits.map((hit) => hit.itemId))).toEqual([1, 2, 3])
    expect((await filtered({ subject: ['kortit'] })).total).toBe(1)
    expect((await filtered({ kind: ['guide'], municipality: ['salla'] })).hits.map((hit) => hit.itemId)).toEqual([3])
    expect((await filtered({ kind: ["qa' OR '1'='1"] })).total).toBe(0)
  })

  check('pages follow each other without gaps or repeats, and the total stays', async () => {
    const engine = await engineWith(...Array.from({ length: 25 }, (_, n) => item(n + 1, [section('Kirja.')])))
    const first = await engine.find(ask(['kirja'], { limit: 10 }), everyone), second = await engine.find(ask(['kirja'], { offset: 10, limit: 10 }), everyone), third = await engine.find(ask(['kirja'], { offset: 20, limit: 10 }), everyone)
    expect([first, second, third].map(({ total, hits }) => [total, hits.length])).toEqual([[25, 10], [25, 10], [25, 5]])
    expect(new Set([first, second, third].flatMap(({ hits }) => hits.map((hit) => hit.itemId))).size).toBe(25)
  })

  check('putting an item again replaces it, an older version does not, and a removed one is gone for good', async () => {
    const engine = await engineWith(item(1, [section('Vanha karhu.'), section('Toinen kohta.', { position: 1 })], { version: 1 }))
    await engine.put([item(1, [section('Uusi susi.')], { version: 3 })])
    await engine.put([item(1, [section('Vanha karhu.')], { version: 2 })])
    expect([await idsOf(engine, ask(['karhu'])), await idsOf(engine, ask(['susi'])), await idsOf(engine, ask(['kohta']))]).toEqual([[], [1], []])
    await engine.put([item(1, [section('Uusi susi.')], { version: 3 })])
    expect(await idsOf(engine, ask(['susi']))).toEqual([1])
    await engine.remove([{ itemId: 1, version: 4 }])
    await engine.put([item(1, [section('Uusi susi.')], { version: 3 })])
    expect(await engine.find(ask(['susi']), everyone)).toMatchObject({ total: 0 })
    await engine.remove([{ itemId: 2, version: 5 }])
    await engine.put([item(2, [section('Uusi susi.')], { version: 4 })])
    expect(await engine.find(ask(['susi']), everyone)).toMatchObject({ total: 0 })
    expect(await engine.health()).toMatchObject({ items: 0, sections: 0 })
  })

  check('a long text is put in parts and found at its end', async () => {
    const engine = await engineWith(item(1, Array.from({ length: 300 }, (_, position) => section(position === 299 ? 'Loppusana hirvi.' : 'Väliteksti.', { position }))))
    expect((await engine.find(ask(['hirvi']), everyone)).hits[0]).toMatchObject({ itemId: 1, positions: [299] })
    expect(await engine.health()).toMatchObject({ items: 1, sections: 300 })
  })

  check('a rebuild leaves exactly what it was given, and settling changes nothing that is found', async () => {
    const engine = await engineWith(item(1, [section('Karhu.')]), item(2, [section('Susi.')]))
    await engine.rebuild((async function* () { yield item(2, [section('Susi ja hirvi.')], { version: 2 }); yield item(3, [section('Ahma.')]) })())
    const all = async () => [await idsOf(engine, ask(['karhu'])), await idsOf(engine, ask(['susi', 'hirvi'])), await idsOf(engine, ask(['ahma']))]
    expect(await all()).toEqual([[], [2], [3]])
    await engine.settle({ wholly: true })
    expect(await all()).toEqual([[], [2], [3]])
  })

  check('in a big library a common word is counted to the last item, titles come first, and it drowns no rare word in the relaxed step', async () => {
    const engine = await engineWith(
      ...Array.from({ length: 1700 }, (_, n) => item(n + 1, [section('Yleinen sana.')])), item(2000, [section('Muuta.', { title: 'Yleinen ohje' })]), item(2001, [section('Harvinainen asia.')]),
    )
    const strict = await engine.find(ask(['yleisiä']), everyone), relaxed = await engine.find(ask(['yleinen', 'harvinaista', 'karhu'], { need: 'any' }), everyone)
    expect(strict).toMatchObject({ total: 1701, facets: { kind: [{ value: 'guide', count: 1701 }] } })
    expect(strict.hits[0]!.itemId).toBe(2000)
    expect(relaxed.hits[0]!.itemId).toBe(2001)
    expect((await engine.find(ask(['yleinen'], { offset: 990, limit: 20 }), everyone)).hits).toHaveLength(10)
  })

  check('of two common words, pages that have both in one section come first; those that have them in several are counted', async () => {
    const engine = await engineWith(...Array.from({ length: 1600 }, (_, n) => item(n + 1, [section('Yleinen sana.')])), item(2000, [section('Yleinen.'), section('Sana.', { position: 1 })]), item(2001, [section('Sana.')]))
    const found = await engine.find(ask(['yleistä', 'sanoja']), everyone)
    expect(found.total).toBe(1601)
    expect(found.hits).toHaveLength(20)
    expect(found.hits.map(({ itemId }) => itemId)).not.toContain(2000)
  })

  check('items of another analyser are named, a few at a time', async () => {
    const engine = await engineWith(item(1, [section('a')]), item(2, [section('b')], { analyser: 'vanha' }), item(3, [section('c')], { analyser: 'vanha' }))
    expect(ascending(await engine.outdated(analyser.version, 5))).toEqual([2, 3])
    expect(await engine.outdated(analyser.version, 1)).toHaveLength(1)
  })

  const of = (municipality: string, text: string, position: number): IndexSection => ({ ...section(text, { title: 'Maksut', heading: 'Hinta', position }), municipality })

  check('of one item’s texts by municipality the reader’s own comes first, whichever stands first', async () => {
    const places = ['enontekio', 'inari', 'kemi', 'salla', 'tornio'], engine = await engineWith(item(1, [section('Hinnoista päättää kunta.', { title: 'Maksut' }), ...places.map((place, at) => of(place, 'Rahat ovat lipastossa.', at + 1))]))
    for (const [at, municipality] of places.entries()) {
      const { hits } = await engine.find(ask(['lipasto'], { prefer: { lang: 'fi', municipality } }), everyone)
      expect([municipality, hits[0]!.positions[0]]).toEqual([municipality, at + 1])
    }
  })

  check('of several items the one into which the reader’s own municipality has written comes first, also where another’s text matches better', async () => {
    const engine = await engineWith(
      item(1, [section('Yhteistä.', { title: 'Maksut' }), of('inari', 'Lipasto.', 1)]),
      item(2, [section('Yhteistä.', { title: 'Maksut' }), of('salla', `${'Kassa on tiskillä ja avain on esimiehellä. '.repeat(4)}Rahat viedään illalla lipastoon.`, 1)]),
      ...['Asiakas', 'Kirja', 'Auto', 'Huone', 'Lehti'].map((title, at) => item(at + 3, [section('Muuta asiaa.', { title })])),
    )
    for (const [municipality, ids] of [['inari', [1, 2]], ['salla', [2, 1]]] as const) expect(await idsOf(engine, ask(['lipasto'], { prefer: { lang: 'fi', municipality } }))).toEqual(ids)
  })

  check('a hit can be explained: which word is where', async () => {
    const engine = await engineWith(item(1, [section('Sovi myöhästymismaksuista.', { title: 'Kortti', heading: 'Laskut' })])), query = ask(['kortti', 'maksu'])
    const { hits } = await engine.find(query, everyone)
    const [card, fee] = await engine.explain(query, hits[0]!)
    expect(card!.found).toContain('title')
    expect(fee).toEqual({ word: 'maksu', found: ['parts'] })
  })

  check('I-4, Q-5: whatever stands in a word, phrase or filter is looked for, never obeyed', async () => {
    const engine = await engineWith(item(1, [section('Tavallinen teksti.')]))
    const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('"', '""', '*', 'a" OR "b', 'NEAR(a b)', 'title:', '{title} : x', '-', '^', "'); drop table search_item; --", 'zsv"', 'zen\0a', 'AND', 'NOT', '(', ')', '\0', '+', ':', ' '))
    await fc.assert(fc.asyncProperty(fc.array(text, { maxLength: 4 }), text, fc.boolean(), fc.constantFrom('all', 'any'), async (words, other, prefix, need) => {
      const all = words.map((word): Forms => ({ word, bases: [word, other], prefix }))
      const found = await engine.find(ask([], { need, terms: all.map((one) => [one]), also: [[], all], phrases: other === '' ? [] : [other], without: [{ word: other, bases: [other], prefix: false }], filters: { ...noFilters(), subject: [other] } }), everyone)
      if (need === 'all') expect(found.total).toBe(0)
      await engine.knows(all, everyone)
    }), { numRuns: 150 })
    expect(await idsOf(engine, ask(['teksti']))).toEqual([1])
  })

  check('nothing to look for finds nothing', async () => {
    const engine = await engineWith(item(1, [section('Teksti.')]))
    expect((await engine.find(ask([]), everyone)).total).toBe(0)
    expect((await engine.find(ask([], { without: [forms('karhu')] }), everyone)).total).toBe(0)
  })
}
