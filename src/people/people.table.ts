import type { Generated, Selectable } from 'kysely'

export type Role = 'reader' | 'editor' | 'contact' | 'admin'

export interface PeopleTables {
  municipality: {
    id: Generated<number>
    slug: string
    name: string
    genitive: string
    /** Inarissa, Rovaniemellä */
    inside: string
    into_form: string
    out_of: string
    /** names in other languages; '' where no source was found */
    name_sv: string
    name_se: string
    name_smn: string
    name_sms: string
    sami_homeland: 0 | 1
    /** JSON list of language codes a public notice needs here */
    required_languages: string
  }
  library: {
    id: Generated<number>
    municipality_id: number
    name: string
    genitive: string
    inside: string
    into_form: string
    out_of: string
    kind: string
  }
  person: {
    id: Generated<number>
    email: string
    name: string
    municipality_id: number
    role: Role
    locale: Generated<'fi' | 'sv' | 'en' | 'se'>
    theme: Generated<'' | 'light' | 'dark'>
    /** null until the person has set a password through an invitation */
    password_hash: string | null
    created_at: string
    disabled_at: string | null
  }
  /** An owner of items: a role at the network or a library, not a person. */
  team: { id: Generated<number>; name: string; substitute_team_id: number | null; sample: Generated<0 | 1> }
  team_member: { team_id: number; person_id: number }
}

export type Municipality = Selectable<PeopleTables['municipality']>
export type Person = Selectable<PeopleTables['person']>
