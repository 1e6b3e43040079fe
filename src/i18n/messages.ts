import { acknowledgementMessages } from './messages/acknowledgements.messages.ts'
import { adminMessages } from './messages/admin.messages.ts'
import { authMessages } from './messages/auth.messages.ts'
import { contentMessages } from './messages/content.messages.ts'
import { correctionMessages } from './messages/corrections.messages.ts'
import { dataMessages } from './messages/data.messages.ts'
import { documentMessages } from './messages/documents.messages.ts'
import { editingMessages } from './messages/editing.messages.ts'
import { errorMessages } from './messages/errors.messages.ts'
import { eventMessages } from './messages/events.messages.ts'
import { exportMessages } from './messages/export.messages.ts'
import { factMessages } from './messages/facts.messages.ts'
import { failedSearchMessages } from './messages/failed-searches.messages.ts'
import { fileMessages } from './messages/files.messages.ts'
import { followingMessages } from './messages/following.messages.ts'
import { imageMessages } from './messages/images.messages.ts'
import { logMessages } from './messages/log.messages.ts'
import { onboardingMessages } from './messages/onboarding.messages.ts'
import { onboardingMakingMessages } from './messages/onboarding-making.messages.ts'
import { peerLearningMessages } from './messages/peer-learning.messages.ts'
import { peopleMessages } from './messages/people.messages.ts'
import { placeMessages } from './messages/places.messages.ts'
import { questionMessages } from './messages/questions.messages.ts'
import { schedulingMessages } from './messages/scheduling.messages.ts'
import { searchMessages } from './messages/search.messages.ts'
import { sessionMessages } from './messages/session.messages.ts'
import { shellMessages } from './messages/shell.messages.ts'
import { statementMessages } from './messages/statements.messages.ts'
import { supplementMessages } from './messages/supplements.messages.ts'
import { synonymMessages } from './messages/synonyms.messages.ts'
import { templateMessages } from './messages/templates.messages.ts'
import { templateMakingMessages } from './messages/templates-making.messages.ts'
import { templateUseMessages } from './messages/templates-use.messages.ts'
import { textMessages } from './messages/texts.messages.ts'
import { translationMessages } from './messages/translations.messages.ts'
import { upkeepMessages } from './messages/upkeep.messages.ts'
import { writingMessages } from './messages/writing.messages.ts'

/** Every text of the interface; a file per feature. */
export const messages = {
  ...acknowledgementMessages,
  ...adminMessages,
  ...authMessages,
  ...contentMessages,
  ...correctionMessages,
  ...dataMessages,
  ...documentMessages,
  ...editingMessages,
  ...errorMessages,
  ...eventMessages,
  ...exportMessages,
  ...factMessages,
  ...failedSearchMessages,
  ...fileMessages,
  ...followingMessages,
  ...imageMessages,
  ...logMessages,
  ...onboardingMessages,
  ...onboardingMakingMessages,
  ...peerLearningMessages,
  ...peopleMessages,
  ...placeMessages,
  ...questionMessages,
  ...schedulingMessages,
  ...searchMessages,
  ...sessionMessages,
  ...shellMessages,
  ...statementMessages,
  ...supplementMessages,
  ...synonymMessages,
  ...templateMessages,
  ...templateMakingMessages,
  ...templateUseMessages,
  ...textMessages,
  ...translationMessages,
  ...upkeepMessages,
  ...writingMessages,
}
export type MessageKey = keyof typeof messages
