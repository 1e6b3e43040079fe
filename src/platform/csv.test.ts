import { expect, test } from 'vitest'
import { readCsv, toCsv } from './csv.ts'

test('cells are quoted where they must be, and nothing becomes a formula', () => {
  expect(toCsv([['Nimi', 'Määrä'], ['Äijä; "ukko"', 3], [null, -2], ['=1+1', '@SUM(A1)'], ['-2', '+358'], ['\tx', 'kaksi\nriviä']]))
    .toBe('\uFEFFNimi;Määrä\r\n"Äijä; ""ukko""";3\r\n;-2\r\n"\'=1+1";"\'@SUM(A1)"\r\n"\'-2";"\'+358"\r\n"\'\tx";"kaksi\nriviä"\r\n')
})

const cells = (text: string) => readCsv(text)?.map((row) => row.cells)

test.each(['=1+1', '+358 16', '-2', '@a', '\tb', '\0c'])('I-11: a cell that begins like a formula, %j, is written as text and read back as it was', (cell) => {
  const csv = toCsv([['nimi', cell]])
  expect(csv).toContain(`"'${cell}"`)
  expect(cells(csv)).toEqual([['nimi', cell]])
})

test('I-11: quotes, dividers and line ends inside a cell come back whole (RFC 4180)', () => {
  const row = ['a;b', 'sanoi "hei"', 'ma–pe 10–18\nla suljettu', "rock'n'roll", '']
  expect(cells(toCsv([row]))).toEqual([row])
})

test('commas and tabs divide too, empty rows are left out, and a row knows its line', () => {
  expect(cells('a,b\r\n\r\nc,d')).toEqual([['a', 'b'], ['c', 'd']])
  expect(cells('a\tb')).toEqual([['a', 'b']])
  expect(readCsv('a;b\n"x\ny";z\nc;d')).toEqual([{ line: 1, cells: ['a', 'b'] }, { line: 2, cells: ['x\ny', 'z'] }, { line: 4, cells: ['c', 'd'] }])
})

test('a quotation mark that is left open is told, not guessed', () => {
  expect(readCsv('a;b\n"c;d')).toBeNull()
})
