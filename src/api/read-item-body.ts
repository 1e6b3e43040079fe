import type { AppContext } from '../context.ts'
import { itemIdByExternalId, type ItemFacts } from '../content/items.queries.ts'
import type { ItemInput } from '../content/save-item.ts'
import { SummaryField, TextFields } from '../content/text-limits.ts'
import type { Trx } from '../database.ts'
import { isMessageKey, t } from '../i18n/translate.ts'
import { allTeams, ensureTeam, municipalityBySlug } from '../people/people.queries.ts'
import { isAtLeast, type Viewer } from '../people/viewer.ts'
import { ItemBody } from './item-schema.ts'
import { FieldProblem } from './problem.ts'

/**
 * A script's item as the content's input. What a script cannot say (files, kind data, who it is restricted to) stays as the known item has
 * it; a new owner team is made inside the transaction that saves the item.
 */
export async function readItemBody(app: AppContext, viewer: Viewer, body: unknown, known?: ItemFacts) {
  const given = checked(ItemBody, body)
  const text = checked(TextFields, { title: given.title, body: given.body }), summary = checked(SummaryField, given.summary)
  const municipalityIds: number[] = []
  for (const slug of given.municipalities) {
    const municipality = await municipalityBySlug(app.db, slug)
    if (!municipality) throw new FieldProblem([{ field: 'municipalities', message: `unknown municipality ${slug}` }])
    if (!isAtLeast(viewer, 'admin') && municipality.id !== viewer.municipalityId) throw new FieldProblem([{ field: 'municipalities', message: `you may not write for ${slug}` }])
    municipalityIds.push(municipality.id)
  }
  const owner = given.owner.normalize('NFC')
  if (!isAtLeast(viewer, 'admin') && !(await allTeams(app.db)).some(({ name }) => name === owner)) throw new FieldProblem([{ field: 'owner', message: `unknown team ${owner}` }])
  const taken = given.externalId === null ? undefined : await itemIdByExternalId(app.db, given.externalId)
  if (taken !== undefined && taken !== known?.id) throw new FieldProblem([{ field: 'externalId', message: 'is in use by another item' }])
  const input: Omit<ItemInput, 'ownerTeamId'> = {
    externalId: given.externalId ?? known?.external_id ?? null, kind: given.kind, lang: given.lang, title: text.title, body: text.body, summary, state: given.state,
    restrictedTeamId: known?.restricted_team_id ?? null, networkWide: municipalityIds.length === 0, municipalityIds,
    roles: given.roles, subjects: given.subjects.map((label) => ({ label })), goals: given.goals, reviewMonths: given.reviewMonths,
    statutoryTask: known?.statutory_task ?? null, partOf: known?.part_of ?? null, noticeType: known?.notice_type ?? null,
    visibleFrom: given.visibleFrom, visibleUntil: given.visibleUntil, data: known?.data ? JSON.parse(known.data) as unknown : null, files: [], sample: false,
  }
  return { input: { ...input, ownerTeamId: 0 }, team: (trx: Trx) => ensureTeam(trx, owner) }
}

function checked<T>(schema: { safeParse(value: unknown): { success: true; data: T } | { success: false; error: { issues: { path: PropertyKey[]; message: string }[] } } }, value: unknown): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw new FieldProblem(result.error.issues.slice(0, 20).map(({ path, message }) => ({ field: path.map(String).join('.') || 'body', message: isMessageKey(message) ? t('en', message) : message })))
}
