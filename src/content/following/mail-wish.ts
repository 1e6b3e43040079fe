/** Of who has said nothing yet. */
export const DEFAULT_WISH = { news: 'daily', digest: 1, quiet_from: '', quiet_until: '' } as const
