import type { Generated, Selectable } from 'kysely'

export interface OnboardingTables {
  /** A path that was started for a person. Nothing here has a time of day: days are YYYY-MM-DD in Finland. */
  onboarding: {
    id: Generated<number>
    path_id: number | null
    path_title: string
    /** language of the path's texts */
    language: string
    person_id: number
    /** the employer: the supervisor and the mentor see it only while they and the person work there */
    municipality_id: number
    library_id: number | null
    supervisor_id: number | null
    mentor_id: number | null
    /** name and address of a colleague elsewhere, as typed; she sees nothing of the path */
    buddy: string
    /** JSON list of the kinds of work */
    roles: string
    start_date: string
    ended_on: string | null
    feedback_given: Generated<0 | 1>
    /** 1: it is in the figures of its path already */
    counted: Generated<0 | 1>
  }
  /** A task as it was when the path was started: later changes of the path leave it alone. Its guide is live by the link. */
  onboarding_task: {
    id: Generated<number>
    onboarding_id: number
    position: number
    phase: string
    title: string
    why: string
    by_supervisor: 0 | 1
    by_mentor: 0 | 1
    by_employee: 0 | 1
    /** days from the start; `due_date` follows from it and the start date */
    due_days: number
    due_date: string
    link: string | null
    required: 0 | 1
    /** 0: left out, because it is not for this person or the supervisor took it away; it can be put back */
    on_path: 0 | 1
    done_on: string | null
    done_by: number | null
    signed_on: string | null
    signed_by: number | null
    /** the revision of the guide that was read when the task was ticked, or, once it is open again, the last time before */
    read_revision_id: Generated<number | null>
    /** the day on which a change of the guide opened the task again; null once it is ticked anew */
    reopened_on: Generated<string | null>
  }
  /** A tick and a signature from before the guide changed. */
  onboarding_earlier: { id: Generated<number>; task_id: number; done_on: string; done_by: number | null; signed_on: string | null; signed_by: number | null }
  /** What somebody said of a path when it ended: nothing says who or when. */
  path_feedback: { id: Generated<number>; path_id: number; grade: number; helped: string; missed: string }
  /** How many people have finished a path; `shown_` is what may be shown: the figures at the last multiple of three. */
  path_count: { path_id: number; people: number; shown_people: number }
  path_figure: { path_id: number; title: string; people: number; late: number; undone: number; shown_people: number; shown_late: number; shown_undone: number }
  /** What somebody has chosen to offer help with: shown to everyone on the staff. */
  help_offer: { person_id: number; text: string }
  /** On which days somebody was reminded by mail: one mail a day at most. */
  reminded: { person_id: number; day: string }
  onboarding_note: { id: Generated<number>; onboarding_id: number; author_id: number | null; text: string; written_on: string }
}

export type TaskRecord = Selectable<OnboardingTables['onboarding_task']>
