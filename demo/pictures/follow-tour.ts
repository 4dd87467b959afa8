import type { Page } from 'playwright-core'
import { tourSteps } from '../tour/steps.ts'
import { type Picture, pictures } from './pictures.ts'

/**
 * Takes the tour on the page, and lets somebody take each picture as soon as all of its parts are there. Resolves at the end of the
 * tour. Throws where a part does not come.
 */
export async function followTour(page: Page, take: (picture: Picture) => Promise<void>): Promise<void> {
  await page.getByRole('button', { name: 'Take the tour' }).click()
  for (const picture of pictures) {
    await page.getByText(`Tour, ${picture.step} of ${tourSteps.length}.`).waitFor()
    await waitForParts(page, picture)
    await take(picture)
  }
  await page.getByText('That was the tour.').waitFor()
}

/** Resolves when all that a picture shows is to be seen. Throws where a part does not come. */
export async function waitForParts(page: Page, { parts }: Picture): Promise<void> {
  for (const part of parts) await page.getByText(part).filter({ visible: true }).first().waitFor()
}
