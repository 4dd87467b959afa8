import { expect, test } from 'vitest'
import { licenceProblems } from '../../checks/licences.ts'

test('a package without a licence that may be shipped is named; one that only tests need is not', () => {
  expect(
    licenceProblems({
      '': {},
      'node_modules/kind': { license: 'MIT' },
      'node_modules/strict': { license: 'AGPL-3.0' },
      'node_modules/silent': {},
      'node_modules/tested-with': { license: 'AGPL-3.0', dev: true },
    }),
  ).toEqual(['strict: AGPL-3.0', 'silent: no licence'])
})
