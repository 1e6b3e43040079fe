import { defineMessages } from '../define-messages.ts'

export const peopleMessages = defineMessages({
})
