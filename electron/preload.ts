import { contextBridge, ipcRenderer } from 'electron'
import type { Bridge } from '../contract/bridge.ts'
import { ASK_CHANNEL, isEventName, TELL_CHANNEL } from './kiosk/channels.ts'

type Listener = (body: unknown) => void

const listeners = new Map<string, Set<Listener>>()

ipcRenderer.on(TELL_CHANNEL, (_event, name: unknown, body: unknown) => {
  if (!isEventName(name)) return
  for (const listener of listeners.get(name) ?? []) {
    try {
      listener(body)
    } catch (error) {
      console.error(error) // a listener's fault must not keep the others from hearing
    }
  }
})

const bridge: { [K in keyof Bridge]: (...given: never[]) => unknown } = {
  /** Never rejects: where no answer can be had the outcome says so. */
  async ask(name: unknown, question: unknown) {
    try {
      return (await ipcRenderer.invoke(ASK_CHANNEL, name, question)) as unknown
    } catch {
      return { ok: false, fault: { code: 'request.failed' } }
    }
  },
  on(name: unknown, listener: Listener) {
    if (!isEventName(name) || typeof listener !== 'function') throw new TypeError('there is no such event')
    const heard = listeners.get(name) ?? new Set<Listener>()
    listeners.set(name, heard)
    // A wrapper of its own, so that a listener given twice is ended twice.
    const own: Listener = (body) => listener(body)
    heard.add(own)
    return () => {
      heard.delete(own)
    }
  },
}

contextBridge.exposeInMainWorld('guitai', bridge)
