import { expect, test } from 'vitest'
import { network } from './throttle.ts'

test('RL-2: addresses of one IPv6 network count as one, other networks do not', () => {
  expect(network('2001:db8:1:2:aaaa::1')).toBe(network('2001:0db8:0001:0002:ffff:0:0:9'))
  expect(network('2001:db8:1:2::1')).not.toBe(network('2001:db8:1:3::1'))
  expect(network('::1')).toBe('0:0:0:0::/64')
  expect(network('fe80::1%eth0')).toBe(network('fe80::2'))
})

test('an IPv4 address counts as itself, also when it comes dressed as IPv6', () => {
  expect(network('10.0.0.7')).toBe('10.0.0.7')
  expect(network('::ffff:10.0.0.7')).toBe('10.0.0.7')
  expect(network('10.0.0.8')).not.toBe(network('10.0.0.7'))
})
