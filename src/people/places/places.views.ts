import type { MessageKey } from '../../i18n/messages.ts'
import { view } from '../../platform/views/view.ts'
import type { NameForms } from '../case-forms.ts'
import type { Errors, Problem } from '../form-fields.ts'
import { isLibraryKind, LIBRARY_KINDS, type PlaceField } from './place-form.ts'

interface OtherName { label: MessageKey; lang: string; name: string | null }
interface Listed extends NameForms { confirmed: string | null; href: string; others: OtherName[] }
interface LibraryRow extends Listed { kind: MessageKey; mobile: boolean; factsHref: string }
/** What a closed library has is kept; it can be opened again. */
interface ClosedLibrary { name: string; at: string; factsHref: string; openAction: string }
interface MunicipalityBlock extends Listed { id: string; homeland: MessageKey; libraries: LibraryRow[]; closed: ClosedLibrary[]; addHref: string; exportHref: string }
export const placesView = view<{ title: string; municipalities: MunicipalityBlock[] }>('places/places', {
  title: 'Kunnat ja kirjastot',
  municipalities: [{
    id: 'inari', name: 'Inari', genitive: 'Inarin', inside: 'Inarissa', into_form: 'Inariin', out_of: 'Inarista', confirmed: '2026-11-02T08:00:00.000Z', href: '/hallinta/paikat/inari', homeland: 'places.homelandYes', addHref: '/hallinta/paikat/inari/uusi',
    exportHref: '/hallinta/kunta/inari/vienti', others: [{ label: 'places.sv', lang: 'sv', name: 'Enare' }],
    closed: [{ name: 'Törmäsen kirjasto', at: '2026-11-02T08:00:00.000Z', factsHref: '/tiedot?paikka=inari', openAction: '/hallinta/paikat/inari/kirjasto/2/avaa' }],
    libraries: [{ name: 'Inarin kirjasto', genitive: 'Inarin kirjaston', inside: 'Inarin kirjastossa', into_form: 'Inarin kirjastoon', out_of: 'Inarin kirjastosta', confirmed: '2026-11-02T08:00:00.000Z', kind: 'places.kind.main', mobile: true, factsHref: '/tiedot?paikka=inari', href: '/hallinta/paikat/inari/kirjasto/1', others: [{ label: 'places.sv', lang: 'sv', name: 'Enare bibliotek' }] }],
  }],
})

type Named = NameForms & { name_sv: string; name_se: string; name_smn: string; name_sms: string; forms_confirmed_at: string | null }
const listed = (row: Named, href: string): Listed => ({
  name: row.name, genitive: row.genitive, inside: row.inside, into_form: row.into_form, out_of: row.out_of, confirmed: row.forms_confirmed_at, href,
  others: ([['places.sv', 'sv', row.name_sv], ['places.se', 'se', row.name_se], ['places.smn', 'smn', row.name_smn], ['places.sms', 'sms', row.name_sms]] as const).map(([label, lang, name]) => ({ label, lang, name: name === '' ? null : name })),
})
export function municipalityBlock(row: Named & { slug: string; sami_homeland: 0 | 1 }, libraries: (Named & { id: number; kind: string; closed_at: string | null })[]): MunicipalityBlock {
  const home = `/hallinta/paikat/${row.slug}`, factsHref = (library: string) => `/tiedot?paikka=${encodeURIComponent(`${row.slug}/${library}`)}`
  return {
    ...listed(row, home), id: row.slug, homeland: row.sami_homeland === 1 ? 'places.homelandYes' : 'places.homelandNo', addHref: `${home}/uusi`, exportHref: `/hallinta/kunta/${row.slug}/vienti`,
    closed: libraries.flatMap(({ id, name, closed_at: at }) => (at === null ? [] : [{ name, at, factsHref: factsHref(name), openAction: `${home}/kirjasto/${id}/avaa` }])),
    libraries: libraries.filter(({ closed_at: at }) => at === null).map((library) => ({
      ...listed(library, `${home}/kirjasto/${library.id}`), kind: isLibraryKind(library.kind) ? LIBRARY_KINDS[library.kind] : 'places.kind.branch', mobile: library.kind === 'kirjastoauto', factsHref: factsHref(library.name),
    })),
  }
}

interface EditPage {
  title: string
  action: string
  problems: Problem[]
  errors: Errors<PlaceField>
  typed: Record<'nimi' | 'genetiivi' | 'missa' | 'mihin' | 'mista' | 'sv' | 'se' | 'smn' | 'sms', string>
  /** of a library */
  kinds: { value: string; key: MessageKey; chosen: boolean }[]
  suggested: boolean
  /** of a library that is open */
  closeHref: string | null
}
export const placeView = view<EditPage>('places/place', {
  title: 'Inari', action: '/hallinta/paikat/inari', problems: [{ field: 'nimi', key: 'places.name.missing' }],
  errors: { nimi: 'places.name.missing', genetiivi: 'places.genitive.bad', missa: null, mihin: null, mista: null, sv: null, se: null, smn: null, sms: null, laji: 'places.kind.missing', muodot: 'places.confirm.missing' },
  typed: { nimi: 'Inari', genetiivi: 'Inarin', missa: 'Inarissa', mihin: 'Inariin', mista: 'Inarista', sv: 'Enare', se: 'Anár', smn: 'Aanaar', sms: 'Aanar' }, kinds: [{ value: 'pääkirjasto', key: 'places.kind.main', chosen: true }], suggested: true, closeHref: '/hallinta/paikat/inari/kirjasto/1/sulje',
})
