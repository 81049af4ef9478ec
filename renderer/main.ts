import './looks/looks.css'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { i18n } from './words/words.ts'

createApp(App).use(createPinia()).use(i18n).mount('#page')
