import { isAtLeast, type Viewer } from '../../people/viewer.ts'
import type { QuestionRow } from './questions.queries.ts'

type Asked = Pick<QuestionRow, 'team_id' | 'substitute' | 'asker_id'>

/** Who speaks for the team: its people, those of its substitute, and the administrator. */
export const mayAnswer = (viewer: Viewer, { team_id, substitute }: Asked) =>
  viewer.teamIds.includes(team_id) || (substitute !== null && viewer.teamIds.includes(substitute)) || isAtLeast(viewer, 'admin')

/** Who may close a question or pass it on. */
export const mayDirect = (viewer: Viewer, question: Asked) => question.asker_id === viewer.id || mayAnswer(viewer, question)
