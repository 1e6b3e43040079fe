import { defineMessages } from '../define-messages.ts'

export const adminMessages = defineMessages({
})
