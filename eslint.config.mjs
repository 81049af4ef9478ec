import { defineConfig } from 'eslint/config'
import vue from 'eslint-plugin-vue'
import ts from 'typescript-eslint'

/**
 * The house's habits, as far as a machine can see them. Who may import whom stands in `.dependency-cruiser.mjs`; how
 * text is laid out is prettier's alone.
 */

const NO_ELECTRON = {
  name: 'electron',
  message:
    'Only start.ts, main.ts, preload.ts, kiosk/ and devices/ know Electron; everything else runs and is tested in plain Node.',
}
const NO_IPC_MAIN = {
  name: 'electron',
  importNames: ['ipcMain'],
  message: 'Questions of the page are checked in one place: electron/kiosk/ipc.ts.',
}
const NO_IPC_RENDERER = {
  name: 'electron',
  importNames: ['ipcRenderer'],
  message: 'The page has one bridge: electron/preload.ts.',
}

/** Also reached through `import * as electron` or a required module. @param {string} name @param {string} message */
const noMember = (name, message) => ({ selector: `MemberExpression[property.name="${name}"]`, message })
const NO_IPC_MAIN_MEMBER = noMember('ipcMain', NO_IPC_MAIN.message)
const NO_IPC_RENDERER_MEMBER = noMember('ipcRenderer', NO_IPC_RENDERER.message)

export default defineConfig(
  { ignores: ['node_modules/', 'out/', 'dist/', 'artefacts/', 'docs/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,mjs,vue}'],
    extends: [ts.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['.dependency-cruiser.mjs'] },
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.vue'],
      },
    },
    rules: {
      eqeqeq: 'error',
      'no-console': 'off',
      // A number in a sentence is plain; what the rule is after (objects, null) stays forbidden.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `() => stop()` is the house's way to write a callback.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true, ignoreVoidOperator: true }],
      // A function is async because its interface is, whether or not this one implementation has to wait.
      '@typescript-eslint/require-await': 'off',
      // Loops that wait for a condition are written `for (;;)` or `while (true)`.
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      // `[...text]` goes by code points, which is what hanzi, digits and codes are counted in.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    // Rules that need types take most of the time, and the compiler reads the tests as strictly as everything else.
    files: ['tests/**'],
    extends: [ts.configs.disableTypeChecked],
    languageOptions: { parserOptions: { projectService: false } },
  },
  {
    files: ['**/*.mjs'],
    // The rule does not see a cast that stands in a comment, which is where plain JavaScript has it.
    rules: { '@typescript-eslint/no-unsafe-assignment': 'off' },
  },
  {
    files: ['**/*.vue'],
    extends: [
      ts.configs.disableTypeChecked,
      vue.configs['flat/recommended'],
      { rules: vue.configs['no-layout-rules'].rules ?? {} },
    ],
    // What a page's part says about types the compiler has read (vue-tsc). Here each part would cost a second: the linter makes
    // its picture of all types anew for every one of them.
    languageOptions: { parserOptions: { parser: ts.parser, projectService: false } },
    rules: {
      // The house's screens and parts have names of one word, as the glossary has.
      'vue/multi-word-component-names': 'off',
      // Without types the rule does not see that a switch has every case; the compiler does.
      'vue/return-in-computed-property': 'off',
      'vue/no-v-html': 'error',
    },
  },
  {
    files: ['contract/**', 'cloudpay/**', 'drivers/**', 'renderer/**', 'electron/{till,ledger,slips}/**'],
    rules: {
      'no-restricted-imports': ['error', { paths: [NO_ELECTRON] }],
      'no-restricted-syntax': ['error', NO_IPC_MAIN_MEMBER, NO_IPC_RENDERER_MEMBER],
    },
  },
  {
    files: ['electron/{start,main}.ts', 'electron/{kiosk,devices}/**'],
    ignores: ['electron/kiosk/ipc.ts'],
    rules: {
      'no-restricted-imports': ['error', { paths: [{ ...NO_IPC_MAIN, importNames: ['ipcMain', 'ipcRenderer'] }] }],
      'no-restricted-syntax': ['error', NO_IPC_MAIN_MEMBER, NO_IPC_RENDERER_MEMBER],
    },
  },
  {
    files: ['electron/kiosk/ipc.ts'],
    rules: {
      'no-restricted-imports': ['error', { paths: [NO_IPC_RENDERER] }],
      'no-restricted-syntax': ['error', NO_IPC_RENDERER_MEMBER],
    },
  },
  {
    files: ['electron/preload.ts'],
    rules: {
      'no-restricted-imports': ['error', { paths: [NO_IPC_MAIN] }],
      'no-restricted-syntax': ['error', NO_IPC_MAIN_MEMBER],
    },
  },
  {
    files: ['renderer/**'],
    rules: {
      // The page never reaches the network: what it needs it asks the main process.
      'no-restricted-globals': ['error', 'fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource'],
    },
  },
)
