import { readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exportFile, exportSchema } from '../../../src/memory/own/export-file.ts'
import { exportOf } from '../../../src/memory/own/exporting.ts'
import { openFile } from '../../../src/memory/own/import-file.ts'
import { fact } from '../known.ts'
import { anything, exported, exportedFact } from './exported.ts'
import { holdings, segment, statement, talk } from './holding.ts'

const bytes = (file: unknown) => new TextEncoder().encode(typeof file === 'string' ? file : JSON.stringify(file))

describe('the format', () => {
  test('is the one that docs/export.schema.json tells', async () => {
    const told = await readFile(new URL('../../../docs/export.schema.json', import.meta.url), 'utf8')

    expect(JSON.parse(told)).toEqual(JSON.parse(JSON.stringify(exportSchema())))
  })

  test('and docs/export.md shows', async () => {
    const page = await readFile(new URL('../../../docs/export.md', import.meta.url), 'utf8')
    const [, example = ''] = /```json\n(?<example>[\s\S]*?)```/u.exec(page) ?? []

    expect(exportFile.parse(JSON.parse(example))).toEqual(JSON.parse(example))
  })

  test('holds whatever is kept, and nothing else', () => {
    const held = holdings([fact('The user lives in Lisbon.', { near: 'words around it' })], {
      statements: [statement('e1', 'name', 'Sarah')],
      conversations: [talk('5', { 100: ['Hello', 'Hi'] }, { segments: [segment('s1', 'They said hello.', ['q:99'])] })],
      traces: { 100: ['f1'] },
    })

    const file = exportOf(held, 0)

    expect(exportFile.parse(JSON.parse(JSON.stringify(file)))).toEqual(file)
    expect(JSON.stringify(file)).not.toMatch(/words around|near|traces|epoch/u)
  })

  test('takes any memory', () => {
    fc.assert(
      fc.property(anything, parts => void exportFile.parse(exported('1', parts))),
      { numRuns: 50 },
    )
  })
})

describe('a file', () => {
  test('is opened, packed or not, with a byte order mark or without', async () => {
    const file = exported('1', { facts: [exportedFact()] })
    const { settings, facts, statements, conversations } = file

    for (const data of [bytes(file), gzipSync(bytes(file)), bytes(`\u{feff}${JSON.stringify(file)}`)]) {
      expect(await openFile(data, '1')).toEqual({ settings, facts, statements, conversations })
    }
  })

  test.for([
    ['garbage', '{"format":'],
    ['otherFormat', { ...exported('1'), format: 'other' }],
    ['otherVersion', { ...exported('1'), version: '1' }],
    ['otherUser', exported('2')],
    ['otherUser', { ...exported('1'), user: '01' }],
  ])('that is %s is refused', async ([why, file]) => {
    expect(await openFile(bytes(file), '1')).toEqual({ why })
  })

  test('with a name that every object has brings nothing along', async () => {
    const opened = await openFile(bytes(JSON.stringify(exported('1')).replace('{', '{"__proto__":{"user":"1"},')), '1')

    expect('why' in opened).toBe(false)
  })

  test('whatever stands in it is opened or refused, and never quoted', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), fc.json(), async (noise, json) => {
        for (const data of [noise, bytes(json), gzipSync(noise), Buffer.concat([Buffer.from([0x1f, 0x8b]), noise])]) {
          expect(await openFile(data, '1')).toEqual({
            why: expect.stringMatching(/^(?:garbage|otherFormat)$/u) as string,
          })
        }
      }),
    )
  })
})
