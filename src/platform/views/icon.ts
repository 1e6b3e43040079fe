import { assetUrl } from '../http/static-files.ts'
import { escapeHtml, helper, safeHtml } from './view.ts'

/** {{icon "guide"}}: a decorative symbol of static/icons.svg; the word beside it carries the meaning. */
helper('icon', (name: string) => safeHtml(`<svg aria-hidden="true"><use href="${assetUrl('icons.svg')}#${escapeHtml(name)}"/></svg>`))
