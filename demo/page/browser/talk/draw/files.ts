import { html, nothing, type TemplateResult } from 'lit'
import type { ShownFile, ShownPart } from '../view/shown.ts'
import './spoiler.ts'

const UNITS = ['bytes', 'KB', 'MB', 'GB'] as const
const STEP = 1024

/** How large a file is, as Discord tells it: `2.50 KB`. */
function fileSize(bytes: number): string {
  const unit = Math.min(UNITS.length - 1, bytes < STEP ? 0 : Math.floor(Math.log(bytes) / Math.log(STEP)))
  return unit === 0 ? `${bytes} bytes` : `${(bytes / STEP ** unit).toFixed(2)} ${UNITS[unit]}`
}

/** A file that came with a message: a picture, sound or film where it stands, anything else to be saved. */
export function drawFile(file: ShownFile): TemplateResult {
  const drawn = drawMedia(file) ?? drawCard(file)
  return file.isSpoiler ? html`<talk-spoiler block>${drawn}</talk-spoiler>` : drawn
}

function drawMedia({ name, url, contentType, description }: ShownFile): TemplateResult | undefined {
  // Only what lies on the page's own address may be loaded, and only these kinds are served to be shown.
  if (!url.startsWith('/')) return undefined
  const words = description === '' ? name : description
  if (/^image\/(?:png|jpeg|gif|webp|avif)$/u.test(contentType)) {
    return html`<a class="picture" href=${url} target="_blank" rel="noopener"><img src=${url} alt=${words}></a>`
  }
  if (contentType.startsWith('audio/')) return html`<audio controls src=${url} aria-label=${words}></audio>`
  if (contentType.startsWith('video/')) return html`<video controls src=${url} aria-label=${words}></video>`
  return undefined
}

function drawCard({ name, size, url }: ShownFile): TemplateResult {
  return html`
    <div class="file">
      <svg viewBox="0 0 24 24" aria-hidden="true"><path fill="currentColor" d="M6 2h8l5 5v13a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2zm7 1.500V8h4.500zM8 12v1.500h8V12zm0 4v1.500h8V16z"></path></svg>
      <div>
        <a href=${url} download=${name}>${name}</a>
        <div class="size">${fileSize(size)}</div>
      </div>
    </div>
  `
}

/** A picture among components. One from elsewhere is told, not loaded: nothing of the page leaves this machine. */
export function drawPicture({ url, description, isSpoiler }: Extract<ShownPart, { kind: 'media' }>): TemplateResult {
  const drawn = url.startsWith('/')
    ? html`<img src=${url} alt=${description}>`
    : html`<span class="elsewhere">${description === '' ? 'Picture' : description} <small>(not loaded: ${url})</small></span>`
  return isSpoiler ? html`<talk-spoiler block>${drawn}</talk-spoiler>` : drawn
}

export function drawFiles(files: readonly ShownFile[]): TemplateResult | typeof nothing {
  return files.length === 0 ? nothing : html`<div class="files">${files.map(drawFile)}</div>`
}
