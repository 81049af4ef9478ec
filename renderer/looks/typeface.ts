/**
 * Reads the typeface once what stands in the document is drawn. It comes in a dozen files a screen, which would keep the
 * first screen waiting; until they are there the system's own Chinese face, next in `--font`, is seen.
 */
export async function readTypeface(): Promise<void> {
  await new Promise<void>((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve))
  })
  await import('@fontsource-variable/noto-sans-sc')
}

/** Reads the parts of the typeface that these words need, before they have to be shown at once. */
export async function readLettersOf(words: string): Promise<void> {
  await document.fonts.load('700 1rem "Noto Sans SC Variable"', words)
}
