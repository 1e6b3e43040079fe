import type { Express } from 'express'
import { revise } from '../onboarding/fixtures/revise.ts'
import { startedPath } from '../onboarding/fixtures/started-path.ts'
import type { AppContext } from '../context.ts'
import { exampleForm, sampleTemplate } from '../templates/fixtures/template-site.ts'
import { makeZip } from './make-zip.ts'
import { signedIn, type browser } from './sign-in.ts'

type Agent = ReturnType<typeof browser>
export interface RarePage { address: string; as: Agent }

const idIn = ({ headers }: { headers: Record<string, string> }) => { const id = /\/(\d+)(?:[?#].*)?$/.exec(headers['location'] ?? '')?.[1]; if (!id) throw new Error(`nothing was made: ${headers['location']}`); return id }

/** With a change that was followed and a comment: neither comes along into a guide. */
const wordFile = () => makeZip([
  ['[Content_Types].xml', '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'],
  ['_rels/.rels', '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'],
  ['word/document.xml', '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>Rad.</w:t></w:r><w:ins w:id="1"><w:r><w:t>Ny.</w:t></w:r></w:ins><w:r><w:commentReference w:id="0"/></w:r></w:p></w:body></w:document>'],
].map(([name, text]) => ({ name: name!, bytes: Buffer.from(text!) })))

/**
 * Pages that are there only after somebody has done something: a guide has changed after it was acknowledged, a visit has been asked for, a language
 * ordered. Does all of that through the app, each by who does it, in the language `locale`; `admin` is of Inari, `anonymous` asks for pages in it.
 */
export async function* rarePages(app: AppContext, site: Express, admin: Agent, anonymous: Agent, locale: 'sv' | 'en'): AsyncGenerator<RarePage> {
  const { db } = app, post = (agent: Agent, address: string, fields: Record<string, string | string[]>) => agent.post(address).type('form').send(fields), useLocale = () => db.updateTable('person').set({ locale }).execute()

  // a guide that was read, acknowledged and ticked, and has changed since
  const path = await startedPath(app, site, { municipality: 'inari' }), { id: guide } = await db.selectFrom('item').where('external_id', '=', 'KORTTI').select('id').executeTakeFirstOrThrow(), { employee, supervisor } = path
  await db.deleteFrom('mail').execute() // to people who have not chosen their language yet
  await useLocale()
  await post(admin, `/sivu/${guide}/kuitattavaksi`, { koskee: 'verkosto', maara: '2026-02-02', sailytys: '12' })
  yield { address: `/sivu/${guide}`, as: employee.agent }
  const versio = /name="versio" value="(\d+)"/.exec((await employee.agent.get(`/sivu/${guide}`).redirects(1)).text)![1]!
  await post(employee.agent, `/kuitattavat/${guide}`, { versio })
  await post(employee.agent, `/perehdytys/tehtava/${path.tasks['V2']}/merkinta`, { tila: 'tehty', luettu: versio })
  yield { address: '/perehdytys/oma', as: employee.agent }
  await revise(app, 'KORTTI', 'Aivan toinen ohje.')
  for (const address of [`/kuitattavat/${guide}/muutokset`, `/perehdytys/tehtava/${path.tasks['V2']}/muutokset`, `/sivu/${guide}`, '/kuitattavat', '/perehdytys/oma', '/']) yield { address, as: employee.agent }
  yield { address: '/kuitattavat/kattavuus', as: supervisor.agent }
  yield { address: `/kuitattavat/kattavuus/${guide}`, as: supervisor.agent }

  // an onboarding that is over
  await post(supervisor.agent, `/perehdytys/henkilokohtainen/${path.id}/paattyminen`, { tila: 'paattynyt' })
  for (const address of ['/perehdytys/oma', `/perehdytys/henkilokohtainen/${path.id}/palaute`, '/oma/perehdytystiedot', '/']) yield { address, as: employee.agent }

  // a visit to another library
  const offer = idIn(await post(supervisor.agent, '/perehdytys/vertaisoppiminen/uusi', { aihe: 'Satutunnit', kuvaus: '', paivat: 'tiistaisin', asti: '2026-03-31', kirjasto: '' })), { agent: learner } = await signedIn(app, site, { municipality: 'salla' })
  const { agent: boss } = await signedIn(app, site, { municipality: 'salla', role: 'contact' })
  await useLocale()
  yield { address: `/perehdytys/vertaisoppiminen/${offer}`, as: learner }
  const { id: visit } = await db.selectFrom('peer_visit').select('id').orderBy('id', 'desc').executeTakeFirst() ?? { id: idIn(await post(learner, `/perehdytys/vertaisoppiminen/${offer}/pyynto`, { toive: 'ke 14.1.' })) }
  for (const as of [learner, supervisor.agent, boss]) yield { address: `/perehdytys/kaynti/${visit}`, as }

  // a message in a language that somebody else writes
  const { id: template } = await db.selectFrom('item').where('external_id', '=', 'T02').select('id').executeTakeFirstOrThrow()
  const ordered = await post(admin, `/viestipohjat/${template}/kaannostilaus`, { ...exampleForm(sampleTemplate('T02'), 'inari'), _tilaus_syy: 'hurry' })
  yield { address: `/viestipohjat/kaannokset/${/name="_tilattu" value="(\d+)"/.exec(ordered.text)![1]!}`, as: admin }

  // a Word file that becomes a guide
  const { id: team } = await db.selectFrom('team').select('id').orderBy('id').executeTakeFirstOrThrow(), upload = admin.post('/tiedostot/uusi')
  for (const [name, value] of Object.entries({ otsikko: 'Lainalista', kuvaus: 'Lista', kieli: 'sv', tiimi: String(team), koskee: 'verkko', aiheet: '', tarkistus: '12' })) upload.field(name, value)
  const word = idIn(await upload.attach('tiedosto', wordFile(), 'lainalista.docx'))
  yield { address: `/tiedostot/${word}`, as: admin }
  yield { address: `/tiedostot/${word}/ohjeeksi`, as: admin }

  // the secrets of mails: a new password, and no more mails
  const { email } = await db.selectFrom('person').where('id', '=', employee.personId).select('email').executeTakeFirstOrThrow()
  await post(anonymous, '/salasana', { sahkoposti: email })
  yield { address: await secretIn(app, 'salasana'), as: anonymous }
}

/** The newest link of a kind that has gone out by mail. */
export async function secretIn({ db }: AppContext, kind: 'salasana' | 'seuranta/lopeta'): Promise<string> {
  const mails = await db.selectFrom('mail').select('body').orderBy('id', 'desc').execute(), found = mails.map(({ body }) => new RegExp(`/${kind}/[\\w-]{20,}`).exec(body)?.[0]).find(Boolean)
  if (!found) throw new Error(`no mail has a link to /${kind}/…`)
  return found
}
