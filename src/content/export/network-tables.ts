import { z } from 'zod'
import { FACT_TYPES, readValue } from '../facts/fact-types.ts'

/** A row as it stands in `verkko.jsonl`: what it points to is told by name (network-rows.queries.ts). */
export type Row = Record<string, unknown>
export interface NetworkTable {
  table: 'municipality' | 'library' | 'fact' | 'fact_value' | 'synonym' | 'translator_team' | 'calendar_day' | 'notice_target' | 'item_merged'
  /** the columns by which a row here is the same; none: it comes with the row of `of` when that is new here, and only then */
  key(row: Row): string[]
  of?: { table: NetworkTable['table']; column: string }
  /** a row that nobody has changed here gives way to one that was changed there */
  isChanged?(row: Row): boolean
  /** what people may not have typed, and what would break a page */
  shape: z.ZodType
}

const line = (longest: number) => z.string().max(longest)
const FactValue = z.looseObject({ type: z.enum(FACT_TYPES), value: line(2_000).nullable(), valid_from: z.iso.date() })
  .refine(({ type, value }) => { const read = value === null ? null : readValue(type, value); return read === null || (read.ok && read.value === value) })
const isJson = <S extends z.ZodType>(shape: S) => z.string().max(100_000).refine((text) => { try { return shape.safeParse(JSON.parse(text)).success } catch { return false } })

/** What belongs to the network and not to an item, in the order in which it can come in. All of it is in an export of the whole library only. */
export const NETWORK_TABLES: NetworkTable[] = [
  {
    table: 'municipality', key: () => ['slug'], isChanged: (row) => row['edited_at'] != null || row['forms_confirmed_at'] != null,
    shape: z.looseObject({ slug: z.string().regex(/^[a-z-]{1,60}$/), name: line(100), required_languages: isJson(z.array(z.string().regex(/^[a-z]{2,3}$/))) }),
  },
  {
    table: 'library', key: (row) => ['municipality_id', row['origin'] === null ? 'name' : 'origin'], isChanged: (row) => row['edited_at'] != null || row['forms_confirmed_at'] != null || row['closed_at'] != null,
    shape: z.looseObject({ name: line(200) }),
  },
  { table: 'fact', key: () => ['name'], shape: z.looseObject({ name: z.string().regex(/^[a-zåäö][a-zåäö\d_]{0,59}$/), label_fi: line(200), label_sv: line(200), label_en: line(200) }) },
  { table: 'fact_value', key: () => [], of: { table: 'fact', column: 'fact' }, shape: FactValue },
  {
    table: 'synonym', key: (row) => (row['shipped'] === null ? ['typed', 'said', 'both_ways', 'removed'] : ['shipped']), isChanged: (row) => row['changed_at'] != null,
    shape: z.looseObject({ typed: line(1000), said: line(1000) }),
  },
  { table: 'translator_team', key: () => ['language'], shape: z.looseObject({ language: z.string().regex(/^[a-z]{2,3}$/) }) },
  {
    table: 'calendar_day', key: () => ['key'], isChanged: (row) => row['number'] !== 1 || row['team_id'] != null || row['removed_at'] != null,
    shape: z.looseObject({ key: line(200), data: isJson(z.looseObject({ id: z.string(), names: z.record(z.string(), z.string()), rule: z.looseObject({ type: z.string() }), kind: z.string() })) }),
  },
]
/** What ties items to each other: when an item of it is new here. */
export const TIES: NetworkTable[] = [
  { table: 'notice_target', key: () => ['notice_id', 'item_id'], shape: z.looseObject({}) },
  // its own number is of a page that is no more: an old address
  { table: 'item_merged', key: () => ['item_id'], shape: z.looseObject({ item_id: z.number().int().positive(), external_id: line(200).nullable() }) },
]

/** A library is told by its municipality and its name, a person by name and e-mail address. */
const Value = z.union([z.string().max(100_000), z.number(), z.null(), z.tuple([line(100), line(200)]), z.object({ name: line(200), email: line(320).nullable() })])
export const NetworkLine = z.object({ table: z.enum([...NETWORK_TABLES, ...TIES].map(({ table }) => table)), row: z.record(z.string().max(60), Value) })
