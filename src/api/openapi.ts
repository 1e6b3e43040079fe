import { z } from 'zod'
import { ItemBody, ItemListReply, ItemReply, Problem } from './item-schema.ts'
import { SearchReply } from './search.api.routes.ts'
import { RenderBody, RenderReply, TemplateListReply, TemplateReply } from './template-schema.ts'

const schema = (type: z.ZodType, io: 'input' | 'output' = 'output') => z.toJSONSchema(type, { io, unrepresentable: 'any' })
const json = (type: string, ref: string) => ({ content: { [type]: { schema: { $ref: `#/components/schemas/${ref}` } } } })
const reply = (description: string, ref: string) => ({ description, ...json('application/json', ref) })
const PROBLEMS = Object.fromEntries([[400, 'Not valid'], [401, 'No valid token'], [403, 'Not allowed'], [404, 'Not there, or not for this reader']].map(([status, description]) => [String(status), { description, ...json('application/problem+json', 'Problem') }]))
const parameter = (name: string, type: 'string' | 'integer', description: string, where: 'query' | 'path' | 'header' = 'query') => ({ name, in: where, required: where !== 'query', description, schema: { type } })
const page = [parameter('limit', 'integer', '1–100, default 20'), parameter('offset', 'integer', 'from 0')]
const TEMPLATE = parameter('id', 'integer', 'the template', 'path')
const kind = parameter('kind', 'string', 'guide, practice, template, document, path, notice or qa')

/** The description of the API, made from the same schemas that read the requests and write the replies. */
export const openApi = (publicUrl: string) => ({
  openapi: '3.1.0',
  info: { title: 'Laavu', version: '1', description: 'Searching, reading and writing the shared library from scripts. Every call carries a token: Authorization: Bearer …' },
  servers: [{ url: `${publicUrl}/api/v1` }],
  security: [{ token: [] }],
  paths: {
    '/search': { get: { summary: 'Search as the search box does', parameters: [parameter('q', 'string', 'what was typed'), ...page, kind, parameter('lang', 'string', 'language code'), parameter('municipality', 'string', 'slug')], responses: { 200: reply('Results', 'SearchReply'), ...PROBLEMS } } },
    '/items': {
      get: { summary: 'Items, newest change first', parameters: [...page, kind], responses: { 200: reply('Items', 'ItemList'), ...PROBLEMS } },
      post: { summary: 'Make an item', requestBody: { required: true, ...json('application/json', 'ItemBody') }, responses: { 201: reply('Made', 'Item'), ...PROBLEMS } },
    },
    '/items/{id}': {
      parameters: [parameter('id', 'integer', 'the item', 'path')],
      get: { summary: 'One item', parameters: [parameter('lang', 'string', 'language version; the original when left out')], responses: { 200: reply('The item; ETag is its revision', 'Item'), ...PROBLEMS } },
      put: {
        summary: 'Revise an item', parameters: [parameter('If-Match', 'string', 'the revision that you started from', 'header')], requestBody: { required: true, ...json('application/json', 'ItemBody') },
        responses: { 200: reply('Revised', 'Item'), 409: { description: 'Someone saved first; `current` is the revision now', ...json('application/problem+json', 'Problem') }, 428: { description: 'If-Match is missing', ...json('application/problem+json', 'Problem') }, ...PROBLEMS },
      },
    },
    '/templates': { get: { summary: 'Message templates', responses: { 200: reply('Templates', 'TemplateList'), ...PROBLEMS } } },
    '/templates/{id}': { parameters: [TEMPLATE], get: { summary: 'One template with its fields', responses: { 200: reply('The template', 'Template'), ...PROBLEMS } } },
    '/templates/{id}/render': {
      parameters: [TEMPLATE],
      post: { summary: 'Values in, texts out; nothing is kept', requestBody: { required: true, ...json('application/json', 'RenderBody') }, responses: { 200: reply('Texts, and what is missing', 'RenderReply'), ...PROBLEMS } },
    },
  },
  components: {
    securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
    schemas: { SearchReply: schema(SearchReply), Item: schema(ItemReply), ItemList: schema(ItemListReply), ItemBody: schema(ItemBody, 'input'), Problem: schema(Problem),
      TemplateList: schema(TemplateListReply), Template: schema(TemplateReply), RenderBody: schema(RenderBody, 'input'), RenderReply: schema(RenderReply),
    },
  },
})
