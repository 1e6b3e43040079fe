import { adminMessages } from './messages/admin.messages.ts'
import { authMessages } from './messages/auth.messages.ts'
import { contentMessages } from './messages/content.messages.ts'
import { documentMessages } from './messages/documents.messages.ts'
import { editingMessages } from './messages/editing.messages.ts'
import { errorMessages } from './messages/errors.messages.ts'
import { onboardingMessages } from './messages/onboarding.messages.ts'
import { peopleMessages } from './messages/people.messages.ts'
import { searchMessages } from './messages/search.messages.ts'
import { shellMessages } from './messages/shell.messages.ts'
import { templateMessages } from './messages/templates.messages.ts'

/** Every text of the interface; a file per feature. */
export const messages = {
  ...shellMessages, ...errorMessages, ...authMessages, ...peopleMessages, ...contentMessages, ...searchMessages, ...adminMessages,
  ...documentMessages, ...templateMessages, ...onboardingMessages, ...editingMessages,
}
export type MessageKey = keyof typeof messages
