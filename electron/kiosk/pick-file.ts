import { dialog, type BrowserWindow } from 'electron'
import type { Language } from '../../contract/states.ts'

const TITLES: Readonly<Record<Language, string>> = {
  'zh-CN': '选择商户私钥文件（PEM）',
  en: 'Pick the file with the private key (PEM)',
}

/** Lets the person at the till pick one file; null when none was picked. The page learns nothing of it. */
export async function pickKeyFile(window: BrowserWindow, language: Language): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: TITLES[language],
    properties: ['openFile', 'dontAddToRecent'],
    filters: [
      { name: 'PEM', extensions: ['pem', 'key'] },
      { name: '*', extensions: ['*'] },
    ],
  })
  return canceled ? null : (filePaths[0] ?? null)
}
