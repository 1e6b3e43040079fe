import { defineMessages } from '../define-messages.ts'

export const templateMessages = defineMessages({
})
