import type { Token, Tokens } from 'marked'
import { calloutOf } from './callouts.ts'
import { AuthorHtml } from './markdown-author-html.ts'
import { checkboxHtml, isOnlySlots, renderInline, textHtml } from './markdown-inline.ts'
import { imageHtml } from './markdown-links.ts'
import { escapeAll, inside, useSlot, withoutTags, type Page } from './markdown-page.ts'
import { PLACEHOLDER, slotBlock } from './slots.ts'

/** A whole body: what stands before the first heading, then a section for each h2. */
export function renderBody(tokens: readonly Token[], page: Page): string {
  let html = '', from = 0, inSection = false
  tokens.forEach((token, at) => {
    if (token.type !== 'heading') return
    html += renderBlocks(tokens.slice(from, at), page, true)
    from = at + 1
    const heading = readHeading(token as Tokens.Heading, page)
    if (heading === null) return
    const { words, level, anchor } = heading
    if (anchor === null) {
      html += `<h4>${words}</h4>`
      return
    }
    page.heading = heading.name
    if (level === 3) html += `<h3 id="${anchor}">${words}</h3>`
    else {
      if (inSection) html += '</section>'
      html += `<section id="${anchor}" aria-labelledby="${anchor}-h"><div class="sec-tools"><h2 id="${anchor}-h">${words}</h2></div>`
      inSection = true
    }
  })
  return html + renderBlocks(tokens.slice(from), page, true) + (inSection ? '</section>' : '')
}

/** A heading that stands at the top of a body, with its anchor when it begins a section of its own. Null: it says nothing and is left out. */
export function readHeading(token: Tokens.Heading, page: Page) {
  const words = renderInline(token.tokens ?? [], page), name = withoutTags(words).trim()
  if (name === '') return null
  const level = page.outline.level(token.depth)
  return { words, name, level, anchor: level === 4 ? null : page.anchors.next(name.replace(/&#?\w+;/g, ' ')) }
}

/** `atTop`: directly in a section, where ordered lists are steps and a slot alone is a box. */
function renderBlocks(tokens: readonly Token[], page: Page, atTop = false): string {
  return inside(page, () => {
    const author = new AuthorHtml(page, true)
    let html = ''
    for (const token of tokens) html += block(token as Token, page, author, atTop)
    return html + author.closeAll()
  })
}

function block(token: Token, page: Page, author: AuthorHtml, atTop: boolean): string {
  switch (token.type) {
    case 'space': case 'def': return ''
    case 'paragraph':
      if (atTop && isOnlySlots(token['text'] as string)) return slotBlocks(token['text'] as string, page)
      return `<p>${renderInline(token.tokens ?? [], page)}</p>`
    case 'text': return token.tokens ? renderInline(token.tokens, page) : textHtml(token['text'] as string, page)
    case 'heading': return `<p><strong>${renderInline(token.tokens ?? [], page)}</strong></p>`
    case 'list': return list(token as Tokens.List, page, atTop)
    case 'checkbox': return checkboxHtml(token as Tokens.Checkbox, page)
    case 'blockquote': return quote(token as Tokens.Blockquote, page)
    case 'table': return table(token as Tokens.Table, page)
    case 'code': return `<pre tabindex="0"><code>${escapeAll(token['text'] as string)}</code></pre>`
    case 'hr': return '<hr>'
    case 'html': return author.write(token['text'] as string, (part) => textHtml(part, page), (src, alt) => imageHtml(src, alt, page))
    default: return `<p>${escapeAll(token.raw)}</p>`
  }
}

function list({ ordered, start, items }: Tokens.List, page: Page, atTop: boolean): string {
  const asSteps = ordered && atTop
  const content = items.map(({ tokens, task }) => {
    const html = renderBlocks(tokens, page)
    return asSteps ? `<li><div>${html}</div></li>` : `<li${task ? ' class="task"' : ''}>${html}</li>`
  }).join('')
  if (!ordered) return `<ul>${content}</ul>`
  return `<ol${asSteps ? ' class="steps" role="list"' : ''}${start === 1 || start === '' ? '' : ` start="${start}"`}>${content}</ol>`
}

function quote(token: Tokens.Blockquote, page: Page): string {
  const callout = calloutOf(token)
  if (!callout) return `<blockquote>${renderBlocks(token.tokens, page)}</blockquote>`
  const { look, word, tokens } = callout
  const icon = `<svg aria-hidden="true"><use href="/static/icons.svg#${look}"></use></svg>`
  return `<div class="note ${look}">${icon}<div><p class="h"${page.words.mark}>${page.words.of[word]}</p>${renderBlocks(tokens, page)}</div></div>`
}

/** A sheet whose rows fold under each other on a narrow screen; `data-l` repeats the column's name there. A wide one scrolls by keyboard too. */
function table({ header, rows, align }: Tokens.Table, page: Page): string {
  const looks = align.map((side) => (side === 'right' ? ' class="end"' : side === 'center' ? ' class="center"' : ''))
  const heads = header.map((cell) => renderInline(cell.tokens, page))
  const names = heads.map((html) => withoutTags(html).trim())
  const headRow = heads.map((html, at) => (names[at] ? `<th scope="col"${looks[at]}>${html}</th>` : `<td${looks[at]}>${html}</td>`)).join('')
  const body = rows.map((row) => `<tr>${row.map((cell, at) => {
    const html = renderInline(cell.tokens, page)
    if (at === 0 && withoutTags(html).trim() !== '') return `<th scope="row"${looks[at]}>${html}</th>`
    return `<td${names[at] ? ` data-l="${names[at]}"` : ''}${looks[at]}>${html}</td>`
  }).join('')}</tr>`).join('')
  const { of, mark } = page.words
  const label = [mark && page.heading ? '' : of.table, page.heading].filter(Boolean).join(': ')
  const caption = page.heading && `<caption class="vh">${page.heading}</caption>`
  return `<div class="sheet scroll" role="group" tabindex="0" aria-label="${label}"><table class="fold">${caption}<thead><tr>${headRow}</tr></thead>`
    + `${body && `<tbody>${body}</tbody>`}</table></div>`
}

function slotBlocks(text: string, page: Page): string {
  return [...text.matchAll(PLACEHOLDER)].map(([, number]) => {
    const slot = useSlot(page, number!)
    return slot ? slotBlock(slot, page.words) : ''
  }).join('')
}
