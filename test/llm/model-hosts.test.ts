import { expect, test } from 'vitest'
import { ModelHosts } from '../../src/llm/model-hosts.ts'
import type { StudyTurn } from '../../src/memory/ports/extraction-model.ts'

/** Whether an answer interrupts a study. */
async function givesWay(hosts: ModelHosts, baseUrl: string, answering = baseUrl): Promise<boolean> {
  const isOver = new AbortController()
  let isInterrupted = false
  const work = async ({ signal }: StudyTurn) => {
    hosts.occupancyOf(answering).beginAnswer()
    isInterrupted = signal.aborted
    isOver.abort()
    signal.throwIfAborted()
  }
  await hosts
    .occupancyOf(baseUrl)
    .study(work, isOver.signal)
    .catch(() => undefined)
  return isInterrupted
}

test.each([
  'http://127.0.0.1:8080/v1',
  'http://localhost:11434/v1',
  'http://[::1]:8080/v1',
  'http://0.0.0.0:8000/v1',
  'http://192.168.1.20:8080/v1',
  'http://10.1.2.3/v1',
  'http://172.31.0.4/v1',
  'http://100.101.2.3:11434/v1',
  'http://[fd00::7]:8080/v1',
  'http://[::ffff:10.0.0.1]:8080/v1',
  'http://ollama:11434/v1',
  'http://host.docker.internal:11434/v1',
  'https://gpu-box.local/v1',
  'http://models.lan./v1',
  'http://127.1.2.3:8080/v1',
  'http://[::ffff:127.0.0.1]:8080/v1',
  'http://gpu.tail1234.ts.net:8080/v1',
])('%s is one’s own: one thing at a time', async url => {
  expect(await givesWay(new ModelHosts(), url)).toBe(true)
})

test.each([
  'https://api.openai.com/v1',
  'https://openrouter.ai/api/v1',
  'http://8.8.8.8/v1',
  'http://172.32.0.1/v1',
  'http://100.128.0.1/v1',
  'https://[2606:4700::1]/v1',
  'https://localhost.example/v1',
  'https://10.example/v1',
  'https://models.example/v1/box.local',
])('%s is somebody’s who serves many', async url => {
  expect(await givesWay(new ModelHosts(), url)).toBe(false)
})

test('an operator knows better', async () => {
  expect(await givesWay(new ModelHosts(1), 'https://api.openai.com/v1')).toBe(true)
  expect(await givesWay(new ModelHosts(2), 'http://127.0.0.1:8080/v1')).toBe(false)
})

test('servers on one machine share it, those on others do not', async () => {
  expect(await givesWay(new ModelHosts(), 'http://127.0.0.1:8080/v1', 'http://localhost:8081/v1')).toBe(true)
  expect(await givesWay(new ModelHosts(), 'http://0.0.0.0:8080/v1', 'http://[::1]:8081/v1')).toBe(true)
  expect(await givesWay(new ModelHosts(), 'http://127.0.0.1:8080/v1', 'https://api.openai.com/v1')).toBe(false)
})
