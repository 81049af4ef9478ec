/** For tools that do not read `.vue` files themselves; vue-tsc checks the real ones. */
declare module '*.vue' {
  import type { DefineComponent } from 'vue'
  const component: DefineComponent<object, object, unknown>
  export default component
}

declare module '*.css'

declare module '@fontsource-variable/noto-sans-sc'

/** The build without the message compiler; the package describes only its full build. */
declare module 'vue-i18n/dist/vue-i18n.runtime.mjs' {
  export * from 'vue-i18n'
}

/** A file of the build, by its address. */
declare module '*.wasm?url' {
  const address: string
  export default address
}
