import { readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { createExport } from '../../../src/memory/transfer/export.ts'
import { exportFileSchema, exportJsonSchema } from '../../../src/memory/transfer/file-format.ts'
import { openExportFile } from '../../../src/memory/transfer/read-file.ts'
import { fc, runs } from '../../support/property.ts'
import { anyExportParts, exportedFact, exportFileOf } from '../support/export-file.ts'
import { fact } from '../support/knowledge.ts'
import { conversationOf, statementOf, summaryOf, userDataOf } from '../support/user-data.ts'

const bytes = (file: unknown) => new TextEncoder().encode(typeof file === 'string' ? file : JSON.stringify(file))

describe('the format', () => {
  test('is the one that docs/export.schema.json tells', async () => {
    const told = await readFile(new URL('../../../docs/export.schema.json', import.meta.url), 'utf8')

    expect(JSON.parse(told)).toEqual(JSON.parse(JSON.stringify(exportJsonSchema())))
  })

  test('and docs/export.md shows', async () => {
    const page = await readFile(new URL('../../../docs/export.md', import.meta.url), 'utf8')
    const [, example = ''] = /```json\n(?<example>[\s\S]*?)```/u.exec(page) ?? []

    expect(exportFileSchema.parse(JSON.parse(example))).toEqual(JSON.parse(example))
  })

  test('holds whatever is kept, and nothing else', () => {
    const held = userDataOf([fact('The user lives in Lisbon.', { near: 'words around it' })], {
      statements: [statementOf('e1', 'name', 'Sarah')],
      conversations: [
        conversationOf('5', { 100: ['Hello', 'Hi'] }, { segments: [summaryOf('s1', 'They said hello.', ['q:99'])] }),
      ],
      traces: { 100: ['f1'] },
    })

    const file = createExport(held, 0)

    expect(exportFileSchema.parse(JSON.parse(JSON.stringify(file)))).toEqual(file)
    expect(JSON.stringify(file)).not.toMatch(/traces|epoch/u)
  })

  test('takes any memory', () => {
    fc.assert(
      fc.property(anyExportParts, parts => void exportFileSchema.parse(exportFileOf('1', parts))),
      runs(50),
    )
  })
})

describe('a file', () => {
  test('is opened, packed or not, with a byte order mark or without', async () => {
    const file = exportFileOf('1', { facts: [exportedFact()] })
    const { settings, facts, statements, conversations } = file

    for (const data of [bytes(file), gzipSync(bytes(file)), bytes(`\u{feff}${JSON.stringify(file)}`)]) {
      expect(await openExportFile(data, '1')).toEqual({ settings, facts, statements, conversations })
    }
  })

  test.for([
    ['garbage', '{"format":'],
    ['otherFormat', { ...exportFileOf('1'), format: 'other' }],
    ['otherVersion', { ...exportFileOf('1'), version: '1' }],
    ['otherUser', exportFileOf('2')],
    ['otherUser', { ...exportFileOf('1'), user: '01' }],
  ])('that is %s is refused', async ([why, file]) => {
    expect(await openExportFile(bytes(file), '1')).toEqual({ why })
  })

  test('with a name that every object has brings nothing along', async () => {
    const opened = await openExportFile(
      bytes(JSON.stringify(exportFileOf('1')).replace('{', '{"__proto__":{"user":"1"},')),
      '1',
    )

    expect('why' in opened).toBe(false)
  })

  test('whatever stands in it is opened or refused, and never quoted', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), fc.json(), async (noise, json) => {
        for (const data of [noise, bytes(json), gzipSync(noise), Buffer.concat([Buffer.from([0x1f, 0x8b]), noise])]) {
          expect(await openExportFile(data, '1')).toEqual({
            why: expect.stringMatching(/^(?:garbage|otherFormat)$/u) as string,
          })
        }
      }),
    )
  })
})
