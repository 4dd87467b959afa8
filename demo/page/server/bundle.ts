import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const folder = new URL('../browser/', import.meta.url)

/** Lit and its kind: whatever is no file of ours. */
const LIBRARIES = /^[^./]/u

/** The browser's code as one script, made in memory. Without libraries it does not run: that is for measuring. */
export async function bundlePage({ withLibraries = true }: { withLibraries?: boolean } = {}): Promise<string> {
  const bundle = await rolldown({
    input: fileURLToPath(new URL('app.ts', folder)),
    ...(!withLibraries && { external: (id: string) => LIBRARIES.test(id) && !id.startsWith(folder.pathname) }),
    platform: 'browser',
    tsconfig: false,
    transform: { define: { 'process.env.NODE_ENV': '"production"' } },
    resolve: { conditionNames: ['browser', 'production', 'import', 'default'] },
    logLevel: 'silent',
  })
  const { output } = await bundle.generate({ format: 'esm', minify: true, codeSplitting: false })
  await bundle.close()
  return output[0].code
}

/** The two files that are served as they stand. */
export async function readStatic(name: 'index.html' | 'page.css'): Promise<string> {
  return await readFile(new URL(name, folder), 'utf8')
}
