import { HttpError } from '../platform/http/errors.ts'
import type { Kind } from './content.table.ts'
import { fromOf, untilOf, type Facts } from './edit-facts.ts'
import type { ItemFacts } from './items.queries.ts'
import type { ItemInput } from './save-item.ts'
import type { SubjectInput } from './subjects.queries.ts'

interface Written { title: string; body: string; summary: string; state: 'draft' | 'published'; material?: boolean }
const NO_SUBJECTS: ItemFacts['subjects'] = []

/** An item with a new text and perhaps new facts; what the form does not show stays as it is. */
export function revisedInput(item: ItemFacts, files: ItemInput['files'], lang: string, facts: Facts, written: Written): ItemInput {
  return {
    ...written, ...columns(facts, item.kind, item), externalId: item.external_id, lang, restrictedTeamId: item.restricted_team_id, goals: item.goals,
    subjects: subjectsOf(facts, item.subjects), statutoryTask: item.statutory_task, partOf: item.part_of,
    data: item.data === null ? null : JSON.parse(item.data) as unknown, files, sample: item.sample === 1,
  }
}

export function newInput(kind: Kind, files: ItemInput['files'], lang: string, facts: Facts, written: Written): ItemInput {
  return {
    ...written, ...columns(facts, kind, null), externalId: null, lang, restrictedTeamId: null, goals: [], subjects: subjectsOf(facts, NO_SUBJECTS), statutoryTask: null, partOf: null,
    data: null, files, sample: false,
  }
}

function columns(facts: Facts, kind: Kind, known: ItemFacts | null) {
  const { ownerTeamId, networkWide, municipalityIds, roles, reviewMonths, noticeType } = facts
  if (ownerTeamId === null) throw new HttpError(422, 'editing.owner.missing')
  const isNotice = kind === 'notice'
  return {
    kind, ownerTeamId, networkWide, municipalityIds, roles, reviewMonths, noticeType: isNotice ? noticeType ?? 'news' : known?.notice_type ?? null,
    visibleFrom: fromOf(facts, known), visibleUntil: untilOf(facts, known),
  }
}

/** A known subject keeps its translations and its place in YSO. */
function subjectsOf(facts: Facts, known: ItemFacts['subjects']): SubjectInput[] {
  return facts.subjects.map((label) => {
    const same = known.find((subject) => subject.label === label)
    return same ? { label, labelSv: same.label_sv, labelEn: same.label_en, ...(same.yso !== null && { yso: same.yso }) } : { label }
  })
}
