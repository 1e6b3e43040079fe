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
    /** null: as the program brings it; else a person's own, which an update of the program leaves alone */
    edited_at: Generated<string | null>
    /** when a person confirmed the case forms */
    forms_confirmed_at: Generated<string | null>
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
    /** its name as the program brings it; null for one that a person has added */
    origin: Generated<string | null>
    name_sv: Generated<string>
    name_se: Generated<string>
    name_smn: Generated<string>
    name_sms: Generated<string>
    edited_at: Generated<string | null>
    forms_confirmed_at: Generated<string | null>
    /** null: open. Of a closed one everything is kept and nothing is shown or chosen. */
    closed_at: Generated<string | null>
  }
  /** Municipalities that have left the network: an update of the program does not bring them back. */
  municipality_left: { slug: string; at: string }
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
    /** 1: starts onboarding paths and sees who has acknowledged what, of the people of her own municipality (supervisor.ts) */
    supervisor: Generated<0 | 1>
    /** of her own municipality; null: none in particular */
    library_id: Generated<number | null>
  }
  /** An owner of items: a role at the network or a library, not a person. */
  team: { id: Generated<number>; name: string; substitute_team_id: number | null; sample: Generated<0 | 1> }
  team_member: { team_id: number; person_id: number }
}

export type Municipality = Omit<Selectable<PeopleTables['municipality']>, 'edited_at' | 'forms_confirmed_at'>
export type Person = Selectable<PeopleTables['person']>
