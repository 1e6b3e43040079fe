/**
 * One text of the interface in ICU MessageFormat. Finnish, Swedish and English are always there; Northern Sámi only where the term is
 * sourced (db/sample/terms.tsv), else the Finnish text is shown and marked as Finnish.
 */
export interface Message { fi: string; sv: string; en: string; se?: string }

export const defineMessages = <Key extends string>(messages: Record<Key, Message>) => messages
