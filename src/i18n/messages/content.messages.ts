import { defineMessages } from '../define-messages.ts'

export const contentMessages = defineMessages({
})
