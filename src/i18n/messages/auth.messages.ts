import { defineMessages } from '../define-messages.ts'

export const authMessages = defineMessages({
})
