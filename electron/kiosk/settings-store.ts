import ElectronStore from 'electron-store'
import type { SettingsStore } from './settings.ts'

/** The settings file by electron-store: written beside and renamed, so that a power cut leaves the old or the new one. */
export function electronSettingsStore(folder: string): SettingsStore {
  const store = new ElectronStore<Record<string, unknown>>({
    cwd: folder,
    name: 'settings',
    configFileMode: 0o600,
    accessPropertiesByDotNotation: false,
  })
  return {
    write(content) {
      store.store = { ...content }
    },
  }
}
