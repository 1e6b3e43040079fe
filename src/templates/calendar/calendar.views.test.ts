import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { calendarPage } from './calendar.views.ts'
import { yearlyCalendar } from './yearly-calendar.ts'

const calendar = yearlyCalendar.parse(JSON.parse(readFileSync(new URL('../../../db/sample/vuosikello.json', import.meta.url), 'utf8')))
const template = { href: '/viestipohjat/1', title: 'Poikkeusaukiolo juhlapyhänä', lang: null }
const known = { kinds: calendar.kinds, days: calendar.days.map((day, index) => ({ id: index + 1, day })) }
const page = calendarPage('fi', '2026-12-20', known, new Map([['T01', template]]), { mayEdit: false, asked: new Set() })

test('the days of the coming months stand in order over the turn of the year, each with its template', () => {
  expect(page.months.map(({ name }) => name).slice(0, 3)).toEqual(['joulukuu 2026', 'tammikuu 2027', 'helmikuu 2027'])
  expect(page.months[0]!.days.map(({ when, name }) => `${when} ${name}`)).toEqual(['to 24.12. jouluaatto', 'pe 25.12. joulupäivä', 'la 26.12. tapaninpäivä', 'to 31.12. uudenvuodenaatto'])
  expect(page.months[0]!.days[0]!.template).toEqual(template)
  expect(page.months[1]!.days.map(({ name }) => name)).toContain('loppiainen')
})

test('the last day to tell people is shown, also when it has passed', () => {
  const [eve, , , newYearsEve] = page.months[0]!.days
  expect([eve!.tell, eve!.late]).toEqual(['to 10.12.', true])
  expect([newYearsEve!.tell, newYearsEve!.late]).toEqual(['to 17.12.', true])
  expect(page.months[1]!.days.find(({ name }) => name === 'loppiainen')).toMatchObject({ tell: 'ke 23.12.', late: false })
})

test('days that someone announces each year stand apart, and a name is in the reader\'s language where there is one', () => {
  expect(page.announced.map(({ name }) => name)).toContain('koulujen hiihtoloma')
  expect(calendarPage('sv', '2026-12-20', known, new Map(), { mayEdit: false, asked: new Set() }).months[0]!.days[0]).toMatchObject({ name: 'julafton', lang: null, when: 'to 24.12', template: null })
})
