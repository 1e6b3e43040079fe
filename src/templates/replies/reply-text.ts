import { FIELD_NAME } from '../template-language.ts'

/**
 * The answer of a question-and-answer item as plain text for a reply: the part under its heading for the answer (else all of it), without the
 * marks of Markdown. Places to be filled stay as `{{kirjasto_puhelin}}`.
 */
const ANSWER = /^## (?:Vastaus|Svar|Answer)[ \t]*\n([\s\S]*?)(?=\n## |$(?![\s\S]))/m

export function replyText(markdown: string): string {
  const text = markdown.replace(/\r\n?/g, '\n'), answer = ANSWER.exec(text)?.[1] ?? text
  return answer
    .replace(/\{\{ ?[fF]akta ?: ?([\p{L}\d_]{1,40}) ?\}\}/gu, (_, name: string) => `{{${name.toLowerCase()}}}`)
    // what a municipality fills in on the page has no name here
    .replace(/\{\{kuntaliite: ?([^|}]{0,200})(?:\|[^}]{0,1000})?\}\}/g, (_, name: string) => `«${name.trim()}»`)
    .replace(/!\[[^\][]*\]\([^()]*\)/g, '').replace(/\[([^\][]*)\]\(laavu:[^()]*\)/g, '$1').replace(/\[([^\][]*)\]\((https?:[^()]*)\)/g, (_, words: string, address: string) => (words === address ? address : `${words}: ${address}`))
    .replace(/^#{1,6} +/gm, '').replace(/^> ?(?:\[![^\]]*\])?/gm, '').replace(/(\*\*|__)(?=\S)([\s\S]{0,300}?\S)\1/g, '$2').replace(/(^|[\s(])[*_](?=\S)([^*_\n]*?\S)[*_](?=[\s).,!?]|$)/gm, '$1$2')
    .replace(/^[*+] /gm, '- ').replace(/(?<! ) {2,}\n/g, '\n').replace(/\\([\\`*_{}[\]()#+.!|<>-])/g, '$1').replace(/\n{3,}/g, '\n\n').trim()
}

export interface Answer { question: string | null; text: string }
/** Said to the one who answers, never to the customer: from the mark to the end of its paragraph, and whole callouts. */
const FOR_STAFF = /^> ?\[![^\]]*\].*\n?(?:^>.*\n?)*|\*(?:Vastaajalle|Till den som svarar|For staff):\*[\s\S]*?(?=\n[ \t]*\n|$(?![\s\S]))/gm

/** The answers of a question-and-answer item: one, or one for each of its questions (headings of the third level) where it has no answer of its own. */
export function answersOf(markdown: string): Answer[] {
  const text = markdown.replace(/\r\n?/g, '\n').replace(FOR_STAFF, ''), parts = ANSWER.test(text) ? [] : text.split(/^### +/m).slice(1)
  if (parts.length < 2) return [{ question: null, text: replyText(text) }]
  return parts.map((part) => {
    const [question = '', ...rest] = part.split('\n')
    return { question: question.trim(), text: replyText(rest.join('\n').split(/^## /m)[0]!) }
  })
}

/** The names of the places to be filled, each once, in their order. */
export const placesIn = (text: string) => [...new Set([...text.matchAll(/\{\{([^{}#/.]+)(?:\.[^{}]*)?\}\}/g)].map(([, name]) => name!.trim()))].filter((name) => FIELD_NAME.test(name)).slice(0, 30)
