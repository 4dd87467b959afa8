import { parse } from 'dotenv'
import { describe, expect, test } from 'vitest'
import { changeEnvFile } from '../../src/setup/env-file.ts'
import { fc } from '../support/property.ts'

const file = (...lines: readonly string[]) => `${lines.join('\n')}\n`

describe('a .env that is changed', () => {
  test('is a new one where there is none', () => {
    const made = changeEnvFile(undefined, { CHAT_MODEL: 'small', OPENAI_BASE_URL: undefined })

    expect(parse(made)).toEqual({ CHAT_MODEL: 'small' })
  })

  test('keeps everything else where it is, and settings stand where they stood', () => {
    const before = file('# mine', 'LOG_LEVEL=debug', 'CHAT_MODEL=old', '', '# Redis', 'TIME_ZONE=UTC')

    expect(changeEnvFile(before, { CHAT_MODEL: 'new', MEMORY_MODEL: 'cheap' })).toBe(
      file('# mine', 'LOG_LEVEL=debug', 'CHAT_MODEL=new', '', '# Redis', 'TIME_ZONE=UTC', 'MEMORY_MODEL=cheap'),
    )
  })

  test('a line that was commented out comes to life, unless another one sets the same', () => {
    const example = file('#CHAT_MODEL=usual', '#LOG_LEVEL=info')
    const both = file('#CHAT_MODEL=usual', 'CHAT_MODEL=old')

    expect(changeEnvFile(example, { CHAT_MODEL: 'new' })).toBe(file('CHAT_MODEL=new', '#LOG_LEVEL=info'))
    expect(changeEnvFile(both, { CHAT_MODEL: 'new' })).toBe(file('#CHAT_MODEL=usual', 'CHAT_MODEL=new'))
  })

  test('a name that stood there twice stands there once, and what is taken out is gone', () => {
    expect(changeEnvFile(file('A=1', 'export A = 2', 'B=3'), { A: '4', B: undefined })).toBe(file('A=4'))
  })

  test('whatever stands in a value is read as it was meant', () => {
    const characters = fc.stringMatching(/^[\x21-\x7e]([\x20-\x7e]{0,20}[\x21-\x7e])?$/u)
    const value = characters.filter(text => !/["'`\\$]/u.test(text))

    fc.assert(fc.property(value, text => parse(changeEnvFile('A=1', { KEY: text }))['KEY'] === text))
  })
})
