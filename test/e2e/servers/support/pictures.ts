/** A file that Discord takes for a picture of so many bytes. */
export function picture(name: string, bytes = 64) {
  const data = new Uint8Array(bytes)
  data.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return { name, contentType: 'image/png', data }
}
