import { execFile } from 'node:child_process'
import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { testFolder } from '../redis/support/local-server.ts'
import { isOnPath, readProjectFile } from './support/files.ts'

const NODE = '/opt/keepsake/node_modules/.bin/node'

test('the unit starts what npm start does, and not again where something has to be changed first', async () => {
  const unit = await readProjectFile('deploy/keepsake.service')
  const { scripts } = JSON.parse(await readProjectFile('package.json')) as { scripts: Record<string, string> }

  expect(unit).toContain(`ExecStart=${NODE} ${scripts['start']?.replace('node ', '')}\n`)
  expect(unit).toMatch(/^RestartPreventExitStatus=78$/mu)
})

describe.skipIf(!(await isOnPath('systemd-analyze')))('with systemd', () => {
  test('the unit is taken as it is', async () => {
    const folder = testFolder()
    const [program, file] = [join(folder, 'node'), join(folder, 'keepsake.service')]
    await writeFile(program, '#!/bin/sh\n')
    await chmod(program, 0o755)
    await writeFile(file, (await readProjectFile('deploy/keepsake.service')).replace(NODE, program))

    const { stderr } = await promisify(execFile)('systemd-analyze', ['verify', file])

    expect(stderr).toBe('')
  })
})
