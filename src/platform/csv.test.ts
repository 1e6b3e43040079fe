import { expect, test } from 'vitest'
import { toCsv } from './csv.ts'

test('cells are quoted where they must be, and nothing becomes a formula', () => {
  expect(toCsv([['Nimi', 'Määrä'], ['Äijä; "ukko"', 3], [null, -2], ['=1+1', '@SUM(A1)'], ['-2', '+358'], ['\tx', 'kaksi\nriviä']]))
    .toBe('\uFEFFNimi;Määrä\r\n"Äijä; ""ukko""";3\r\n;-2\r\n\'=1+1;\'@SUM(A1)\r\n\'-2;\'+358\r\n\'\tx;"kaksi\nriviä"\r\n')
})
