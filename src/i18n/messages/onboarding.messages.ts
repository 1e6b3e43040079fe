import { defineMessages } from '../define-messages.ts'

export const onboardingMessages = defineMessages({
})
