import { readFile, stat } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { pictures } from '../../../demo/pictures/pictures.ts'
import { tourSteps } from '../../../demo/tour/steps.ts'

test.for(pictures)(
  '$name is small, shown in README or docs, and of a step that the tour has',
  async ({ name, step }) => {
    const file = `pictures/${name}.png`
    const shown = await Promise.all(['README.md', 'docs/demo.md'].map(path => readFile(path, 'utf8')))

    expect((await stat(`docs/${file}`)).size).toBeLessThan(300_000)
    expect(shown.join('\n')).toContain(file)
    expect(tourSteps[step - 1]).toBeDefined()
  },
)

test('the film is below 3 MB', async () => {
  expect((await stat('docs/pictures/tour.webm')).size).toBeLessThan(3_000_000)
})
