import type { Locale } from '../i18n/locales.ts'
import { t } from '../i18n/translate.ts'
import type { MessageLanguage } from './message-languages.ts'
import type { Column } from './template-definition.ts'
import { libraryTitle, type KnownLibrary, type KnownPlaces } from './template-places.ts'

export interface Option { value: string; label: string; lang: string | null; selected: boolean }
/** A list without a label stands before the others. */
export interface Group { label: string; options: Option[] }
interface Context { locale: Locale; places: KnownPlaces; municipalitySlug: string }

/** What a choice offers; places with one's own first. */
export function selectGroups(
  { locale, places, municipalitySlug }: Context, field: Column, value: string,
): Group[] {
  const nothing: Option = { value: '', label: t(locale, field.required ? 'templates.pick' : 'templates.noChoice'), lang: null, selected: value === '' }
  const isFinnish = locale === 'fi'
  if (field.type === 'choice') {
    return [{ label: '', options: [nothing, ...field.choices.map((choice): Option => {
      const own = isFinnish ? undefined : choice.labels[locale satisfies MessageLanguage]
      return { value: choice.value, label: own ?? choice.labels.fi ?? choice.value, lang: isFinnish || own ? null : 'fi', selected: value === choice.value }
    })] }]
  }
  if (field.type === 'municipality') {
    const chosen = places.municipality(value)
    const option = ({ slug, name }: { slug: string; name: string }): Option => ({ value: slug, label: name, lang: isFinnish ? null : 'fi', selected: slug === chosen?.slug })
    const [own, others] = parted(places.municipalities, ({ slug }) => slug === municipalitySlug)
    return [{ label: '', options: [nothing, ...own.map(option)] }, { label: t(locale, 'templates.otherMunicipalities'), options: others.map(option) }]
  }
  const chosen = places.library(value)
  const option = (library: KnownLibrary): Option =>
    ({ value: library.key, label: libraryTitle(library), lang: isFinnish ? null : 'fi', selected: library === chosen })
  const [own, others] = parted(places.libraries, ({ municipality }) => municipality.slug === municipalitySlug)
  return [{ label: '', options: [nothing, ...own.map(option)] }, { label: t(locale, 'templates.otherLibraries'), options: others.map(option) }]
}

function parted<Kind>(all: readonly Kind[], isFirst: (one: Kind) => boolean): [Kind[], Kind[]] {
  return [all.filter(isFirst), all.filter((one) => !isFirst(one))]
}
