// biome-ignore-all lint/security/noSecrets: words of languages that are written without spaces
import { expect, test } from 'vitest'
import { attributesText, facetLabel, formatEntity } from '../../../src/discord/interactions/format.ts'
import { de } from '../../../src/locales/de.ts'
import { en } from '../../../src/locales/en.ts'
import { ja } from '../../../src/locales/ja.ts'
import { catalogues } from '../../../src/locales/locales.ts'
import { normalizeFacet, singleValuedFacets } from '../../../src/memory/knowledge/facets.ts'

test('each facet that the extraction model is told to use has a label in every language', () => {
  for (const texts of Object.values(catalogues)) {
    expect(Object.keys(texts.know.facets)).toEqual(expect.arrayContaining([...singleValuedFacets]))
  }
  expect(Object.keys(en.know.facets).map(normalizeFacet)).toEqual(Object.keys(en.know.facets))
})

test('a favourite of a kind that has no label is still told for one', () => {
  expect(facetLabel('favourite colour', de)).toBe('Lieblingsfarbe')
  expect(facetLabel('favourite editor', de)).toBe('am liebsten (editor)')
  expect(facetLabel('favourite hobby', ja)).toBe('いちばん好きな趣味')
  expect(facetLabel('favourite editor', en)).toBe('favourite editor')
})

test.each(['ssl expiry', 'abneigung', 'constructor', '__proto__', 'toString', ''])(
  '%j is shown as it is stored',
  facet => {
    for (const texts of Object.values(catalogues)) expect(facetLabel(facet, texts)).toBe(facet)
  },
)

test('somebody is shown with labels in the language of the reader, and the user’s own words as they are', () => {
  const sarah = {
    ...{ ids: ['e1'], isUser: false, name: 'Sarah', type: 'person', relation: 'Schwester', aliases: [], saidAt: 2 },
    attributes: [
      { facet: 'role', value: "the user's manager", saidAt: 0 },
      { facet: 'employer', value: 'Google', saidAt: 1 },
      { facet: 'ssl expiry', value: 'May', saidAt: 2 },
    ],
  }

  expect(formatEntity(sarah, de, 500)).toContain('Person, für dich: Schwester')
  expect(attributesText(sarah, de)).toBe('ssl expiry May; Arbeitgeber Google; Rolle your manager')
  expect(attributesText(sarah, ja)).toBe('ssl expiry May; 勤め先 Google; 役割 your manager')
})
