/** What every page shows around its own content; built once per request in src/shell.ts and read as `@shell` by the layout. */
export interface Shell {
  locale: string
  theme: '' | 'light' | 'dark'
  /** null on pages shown before signing in */
  viewer: { name: string; municipality: string; municipalityHref: string } | null
  nav: { href: string; label: string; current: boolean }[]
  languages: { code: string; name: string; current: boolean }[]
  /** one short sentence after an act, already in the viewer's language */
  flash: string | null
  /** for administrators, while the disk is nearly full */
  lowDisk: string | null
  path: string
  /** the same page in other languages, for the head; left out where there are none */
  alternates?: { lang: string; href: string }[]
}
