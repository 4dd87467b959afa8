import { parse } from 'dotenv'
import { describe, expect, test } from 'vitest'
import { changeEnvFile } from '../../src/setup/env-file.ts'
import { fc } from '../support/property.ts'

describe('a .env that is changed', () => {
  test('is a new one where there is none', () => {
    expect(parse(changeEnvFile(undefined, { CHAT_MODEL: 'small', OPENAI_BASE_URL: undefined }))).toEqual({ CHAT_MODEL: 'small' })
  })

  test('keeps everything else where it is, and settings stand where they stood', () => {
    const before = '# mine\nLOG_LEVEL=debug\nCHAT_MODEL=old\n\n# Redis\nREDIS_URL=redis://a\n'

    expect(changeEnvFile(before, { CHAT_MODEL: 'new', MEMORY_MODEL: 'cheap' })).toBe(
      '# mine\nLOG_LEVEL=debug\nCHAT_MODEL=new\n\n# Redis\nREDIS_URL=redis://a\nMEMORY_MODEL=cheap\n',
    )
  })

  test('a line that was commented out comes to life, unless another one sets the same', () => {
    expect(changeEnvFile('#CHAT_MODEL=default\n#LOG_LEVEL=info\n', { CHAT_MODEL: 'new' })).toBe('CHAT_MODEL=new\n#LOG_LEVEL=info\n')
    expect(changeEnvFile('#CHAT_MODEL=default\nCHAT_MODEL=old\n', { CHAT_MODEL: 'new' })).toBe('#CHAT_MODEL=default\nCHAT_MODEL=new\n')
  })

  test('a name that stood there twice stands there once, and what is taken out is gone', () => {
    expect(changeEnvFile('A=1\nexport A = 2\nB=3\n', { A: '4', B: undefined })).toBe('A=4\n')
  })

  test('whatever stands in a value is read as it was meant', () => {
    const value = fc.stringMatching(/^[\x21-\x7e]([\x20-\x7e]{0,20}[\x21-\x7e])?$/u).filter(text => !/["'`\\$]/u.test(text))
    fc.assert(fc.property(value, text => parse(changeEnvFile('A=1\n', { KEY: text }))['KEY'] === text))
  })
})
