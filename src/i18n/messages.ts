import { acknowledgementMessages } from './messages/acknowledgements.messages.ts'
import { adminMessages } from './messages/admin.messages.ts'
import { authMessages } from './messages/auth.messages.ts'
import { sessionMessages } from './messages/session.messages.ts'
import { contentMessages } from './messages/content.messages.ts'
import { correctionMessages } from './messages/corrections.messages.ts'
import { documentMessages } from './messages/documents.messages.ts'
import { editingMessages } from './messages/editing.messages.ts'
import { errorMessages } from './messages/errors.messages.ts'
import { failedSearchMessages } from './messages/failed-searches.messages.ts'
import { synonymMessages } from './messages/synonyms.messages.ts'
import { factMessages } from './messages/facts.messages.ts'
import { followingMessages } from './messages/following.messages.ts'
import { logMessages } from './messages/log.messages.ts'
import { onboardingMessages } from './messages/onboarding.messages.ts'
import { peerLearningMessages } from './messages/peer-learning.messages.ts'
import { peopleMessages } from './messages/people.messages.ts'
import { questionMessages } from './messages/questions.messages.ts'
import { placeMessages } from './messages/places.messages.ts'
import { searchMessages } from './messages/search.messages.ts'
import { shellMessages } from './messages/shell.messages.ts'
import { templateMakingMessages } from './messages/templates-making.messages.ts'
import { templateUseMessages } from './messages/templates-use.messages.ts'
import { supplementMessages } from './messages/supplements.messages.ts'
import { translationMessages } from './messages/translations.messages.ts'
import { upkeepMessages } from './messages/upkeep.messages.ts'
import { templateMessages } from './messages/templates.messages.ts'
import { writingMessages } from './messages/writing.messages.ts'

/** Every text of the interface; a file per feature. */
export const messages = {
  ...shellMessages, ...logMessages, ...followingMessages, ...errorMessages, ...authMessages, ...sessionMessages, ...peopleMessages, ...contentMessages, ...searchMessages, ...questionMessages, ...failedSearchMessages, ...synonymMessages, ...adminMessages,
  ...documentMessages, ...factMessages, ...supplementMessages, ...placeMessages, ...templateMessages, ...templateMakingMessages, ...templateUseMessages, ...onboardingMessages, ...acknowledgementMessages, ...peerLearningMessages, ...editingMessages, ...writingMessages, ...correctionMessages, ...upkeepMessages, ...translationMessages,
}
export type MessageKey = keyof typeof messages
