let reading: Promise<void> | null = null

/**
 * Reads the typeface once what stands in the document is drawn. It comes in a dozen files a screen, which would keep the
 * first screen waiting; until they are there the system's own face, next in `--font`, is seen.
 */
export function readTypeface(): Promise<void> {
  reading ??= new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve))
  }).then(async () => {
    await import('@fontsource-variable/noto-sans-sc')
    document.documentElement.dataset['typeface'] = 'read'
  })
  return reading
}

/** Reads the parts of the typeface that these words need, before they have to be shown at once. */
export async function readLettersOf(words: string): Promise<void> {
  await readTypeface()
  await document.fonts.load('700 1rem "Noto Sans SC Variable"', words)
}
